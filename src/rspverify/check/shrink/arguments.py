"""Acts of the first members and values of each sort, where others do not matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.shrink.cost import rank
from rspverify.check.shrink.draft import Draft
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import values_of
from rspverify.trace.values import Act, Trace


def arguments(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """Drafts in which one argument of one act comes earlier in its sort."""
    for i, step in enumerate(draft.steps):
        if not isinstance(step, Act):
            continue
        for at, parameter in enumerate(world.actions[step.action].parameters):
            standing = rank(draft.universe, parameter.sort, step.arguments[at])
            for value in values_of(draft.universe, parameter.sort):
                if rank(draft.universe, parameter.sort, value) < standing:
                    act = Act(step.action, (*step.arguments[:at], value, *step.arguments[at + 1 :]))
                    yield replace(draft, steps=(*draft.steps[:i], act, *draft.steps[i + 1 :]))
