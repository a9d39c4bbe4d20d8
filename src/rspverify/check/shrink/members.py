"""Fewer members: one is taken away with all that mentions it, or two become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rspverify.check.shrink.draft import Draft
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Act, Place, Step, Trace, Universe, Value


def members(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """Drafts with one member less, the last ones first; individuals stay. Those who are left take the first names."""
    for entity in reversed(world.entities.values()):
        everybody = draft.universe.members[entity.sort.name]
        for gone in reversed(everybody[len(entity.individuals) :]):
            others = [member for member in everybody if member != gone]
            if not others:
                continue
            names = dict(zip(others, everybody, strict=False))
            universe = Universe({**draft.universe.members, entity.sort.name: everybody[:-1]})
            yield _renamed(_without(draft, gone, others[0]), names, universe)
            for other in others:
                for kept, lost in ((other, gone), (gone, other)):
                    # What `gone` is, `other` becomes: with its own facts, or with those of `gone`.
                    yield _renamed(_as_one(draft, kept, lost), {**names, gone: names[other]}, universe)


def _without(draft: Draft, gone: str, instead: str) -> Draft:
    """Steps and places that mention the member left out; where it was a value, `instead`."""
    stays = [i for i, step in enumerate(draft.steps) if not (isinstance(step, Act) and gone in step.arguments)]

    def rest(facts: Mapping[Place, Value]) -> dict[Place, Value]:
        return {place: instead if found == gone else found for place, found in facts.items() if gone not in place[1]}

    return replace(
        draft,
        first=rest(draft.first),
        steps=tuple(draft.steps[i] for i in stays),
        changed=tuple(rest(draft.changed[i]) for i in stays),
    )


def _as_one(draft: Draft, kept: str, lost: str) -> Draft:
    """The places that mention one of two members left out."""

    def rest(facts: Mapping[Place, Value]) -> dict[Place, Value]:
        return {place: found for place, found in facts.items() if lost not in place[1]}

    return replace(draft, first=rest(draft.first), changed=tuple(map(rest, draft.changed)))


def _renamed(draft: Draft, names: Mapping[str, str], universe: Universe) -> Draft:
    return renamed(replace(draft, universe=universe), names)


def renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    """Members take other names everywhere but in the universe. Values of other sorts have no member's name."""

    def name(found: Value) -> Value:
        return names.get(found, found) if isinstance(found, str) else found

    def places(facts: Mapping[Place, Value]) -> dict[Place, Value]:
        return {(fact, tuple(map(name, arguments))): name(found) for (fact, arguments), found in facts.items()}

    def step(one: Step) -> Step:
        return Act(one.action, tuple(map(name, one.arguments))) if isinstance(one, Act) else one

    return replace(
        draft,
        first=places(draft.first),
        steps=tuple(map(step, draft.steps)),
        changed=tuple(map(places, draft.changed)),
    )
