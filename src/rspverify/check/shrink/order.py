"""The canonical one of stories that differ in nothing but the order of their steps and the names of their members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from rspverify.check.shrink.draft import Draft
from rspverify.check.shrink.members import renamed
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Act, Trace


def order(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """Members numbered as they appear in steps, two that exchange their names, neighbouring steps swapped."""
    for entity in world.entities.values():
        nameless = draft.universe.members[entity.sort.name][len(entity.individuals) :]
        appearing = [member for member in _appearing(draft) if member in nameless]
        appearing += [member for member in nameless if member not in appearing]
        yield renamed(draft, dict(zip(appearing, nameless, strict=True)))
        for one, other in combinations(nameless, 2):
            yield renamed(draft, {one: other, other: one})
    for i in range(len(draft.steps) - 1):
        steps, changed = list(draft.steps), list(draft.changed)
        steps[i : i + 2], changed[i : i + 2] = reversed(steps[i : i + 2]), reversed(changed[i : i + 2])
        yield replace(draft, steps=tuple(steps), changed=tuple(changed))


def _appearing(draft: Draft) -> list[str]:
    """The arguments of acts, each once."""
    found = (str(argument) for step in draft.steps if isinstance(step, Act) for argument in step.arguments)
    return list(dict.fromkeys(found))
