"""Shorter waits, numbers nearer to zero, shorter durations where their length is free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.shrink.draft import Draft
from rspverify.check.shrink.nearer import nearer
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Step, Trace, Value, Wait


def numbers(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
    """Each number of the draft made smaller, one at a time: waits, durations, facts (arguments have a pass of their
    own)."""
    for i, step in enumerate(draft.steps):
        for hours in _shorter(step):
            yield replace(draft, steps=(*draft.steps[:i], Wait(hours), *draft.steps[i + 1 :]))
    for name, hours in draft.durations.items():
        for fewer in nearer(hours):
            if fewer > 0:
                yield replace(draft, durations={**draft.durations, name: fewer})
    for place, found in draft.first.items():
        for less in _less(found):
            yield replace(draft, first={**draft.first, place: less})
    for i, changed in enumerate(draft.changed):
        for place, found in changed.items():
            for less in _less(found):
                later = {**changed, place: less}
                yield replace(draft, changed=(*draft.changed[:i], later, *draft.changed[i + 1 :]))


def _shorter(step: Step) -> Iterator[int]:
    """Fewer hours; a wait of no time may as well last."""
    if isinstance(step, Wait):
        yield from nearer(step.hours) if step.hours else (1,)


def _less(found: Value) -> Iterator[int]:
    if not isinstance(found, bool | str):
        yield from nearer(found)
