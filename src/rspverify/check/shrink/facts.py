"""Fewer things that a reader has to be told: facts begin with their defaults, and do not change by nobody's doing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from rspverify.check.phrases import default_value
from rspverify.check.shrink.cost import rank
from rspverify.check.shrink.draft import Draft
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import values_of
from rspverify.trace.values import Place, Trace, Value

_FEW = 6
"""Two facts that an axiom ties together are looked for among so many at most."""


def facts(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """First states with defaults for all facts, for one fact, at one place, there perhaps only until a later step;
    then with an earlier value of the sort there; then the same for what changes later, which stays as it was."""
    odd = [place for place, found in draft.first.items() if found != _default(world, draft, place)]
    for group in _groups(odd):
        yield replace(draft, first={**draft.first, **{place: _default(world, draft, place) for place in group}})
    for place in odd:
        yield from _only_later(world, draft, place)
        for value in _earlier(world, draft, place, draft.first[place]):
            yield replace(draft, first={**draft.first, place: value})
    for i, changed in enumerate(draft.changed):
        for group in _groups(list(changed)):
            yield _with(draft, i, {place: found for place, found in changed.items() if place not in group})
        for place, found in changed.items():
            for value in _earlier(world, draft, place, found):
                yield _with(draft, i, {**changed, place: value})


def _default(world: World, draft: Draft, place: Place) -> Value:
    return default_value(draft.universe, world.facts[place[0]].sort)


def _only_later(world: World, draft: Draft, place: Place) -> Iterator[Draft]:
    """The default at first, and what is there now only after a step."""
    if world.facts[place[0]].kind == "varying":
        plain = replace(draft, first={**draft.first, place: _default(world, draft, place)})
        for i, changed in enumerate(draft.changed):
            yield _with(plain, i, {place: draft.first[place], **changed})


def _groups(places: list[Place]) -> Iterator[list[Place]]:
    """All, then those of each fact, then each by itself, then, where they are few, each two; each group once."""
    groups = [places] if places else []
    groups += [[place for place in places if place[0] == name] for name in dict.fromkeys(name for name, _ in places)]
    groups += [[place] for place in places]
    groups += [list(two) for two in combinations(places, 2)] if len(places) <= _FEW else []
    seen = set()
    for group in groups:
        if tuple(group) not in seen:
            seen.add(tuple(group))
            yield group


def _earlier(world: World, draft: Draft, place: Place, found: Value) -> Iterator[Value]:
    """Values of the sort before this one, but for numbers, which are `numbers`' to try."""
    sort = world.facts[place[0]].sort
    if isinstance(sort, BoolSort | EnumSort | EntitySort):
        yield from values_of(draft.universe, sort)[: rank(draft.universe, sort, found)]


def _with(draft: Draft, i: int, changed: Mapping[Place, Value]) -> Draft:
    return replace(draft, changed=(*draft.changed[:i], changed, *draft.changed[i + 1 :]))
