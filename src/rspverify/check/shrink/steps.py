"""Fewer steps: one, or several in a row, are left out; what changed meanwhile stays as it was, or changes earlier or
later; a wait is taken together with another; the story begins where it is under way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rspverify.check.shrink.draft import Draft
from rspverify.policy.sorts import TimeSort
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Place, Trace, Value, Wait

_FEW = 6


def steps(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """Drafts with fewer steps, first those with the fewest."""
    count = len(draft.steps)
    for size in _sizes(count):
        for start in range(count - size + 1):
            yield from _without(draft, start, start + size)
        yield from _under_way(world, draft, trace, size)
    yield from _waits_together(draft)


def _sizes(count: int) -> Iterator[int]:
    """How many steps in a row are left out: of few steps any number, else a half, a quarter, and so on."""
    size = count
    while size > 0:
        yield size
        size = size - 1 if count <= _FEW else size // 2


def _without(draft: Draft, start: int, end: int) -> Iterator[Draft]:
    """Steps left out. What they changed by nobody's doing is left out too, or moved to the step before or after."""
    left = replace(
        draft,
        steps=(*draft.steps[:start], *draft.steps[end:]),
        changed=(*draft.changed[:start], *draft.changed[end:]),
    )
    yield left
    lost = {place: found for changed in draft.changed[start:end] for place, found in changed.items()}
    if not lost:
        return
    if start < len(left.steps):
        yield replace(left, changed=_at(left.changed, start, {**lost, **left.changed[start]}))
    if start > 0:
        yield replace(left, changed=_at(left.changed, start - 1, {**left.changed[start - 1], **lost}))
    else:
        yield replace(left, first={**left.first, **lost})


def _under_way(world: World, draft: Draft, trace: Trace, start: int) -> Iterator[Draft]:
    """The first steps left out, and begun with what they led to; moments are as long ago as they were, or the same."""
    reached = trace.states[start]
    ago = {
        place: int(found) - reached.time if isinstance(world.facts[place[0]].sort, TimeSort) else found
        for place, found in reached.facts.items()
    }
    for first in (reached.facts, ago):
        yield replace(draft, first=first, steps=draft.steps[start:], changed=draft.changed[start:])


def _waits_together(draft: Draft) -> Iterator[Draft]:
    """One wait left out, and another so much longer, those that are near first."""
    waits = [i for i, step in enumerate(draft.steps) if isinstance(step, Wait)]
    for one in waits:
        for other in sorted(waits, key=lambda i: (abs(i - one), i)):
            if one != other:
                yield from _without(_longer(draft, other, one), one, one + 1)


def _longer(draft: Draft, which: int, by: int) -> Draft:
    hours = sum(step.hours for i in (which, by) if isinstance(step := draft.steps[i], Wait))
    return replace(draft, steps=(*draft.steps[:which], Wait(hours), *draft.steps[which + 1 :]))


def _at(
    changed: tuple[Mapping[Place, Value], ...], i: int, now: Mapping[Place, Value]
) -> tuple[Mapping[Place, Value], ...]:
    return (*changed[:i], now, *changed[i + 1 :])
