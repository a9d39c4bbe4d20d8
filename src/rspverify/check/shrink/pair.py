"""A story about two runs, or two states, made plainer: as few differences as will do, then as plain facts.

Greedy, place by place in their order; the reference semantics judges each attempt, so that what is left shows the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.phrases import default_value
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.trace.values import Place, State, Trace, Value

MOST_PAIRS = 300
"""So many attempts are judged at most: a count, so that the story is the same on every machine."""


def shrunk_pair(project: Project, conditions: Conditions, asked: Property, evidence: Evidence) -> Evidence:
    """Evidence of the same verdict with no more differences and no less plain facts. Raises nothing."""
    assert evidence.other is not None
    found, left = evidence, MOST_PAIRS
    for attempts in (_alike, _plain):
        for place in evidence.trace.states[0].facts:
            for one, other in attempts(project, found, place):
                if left == 0:
                    return found
                left -= 1
                judged = confirm(project, conditions, asked, one, other)
                if isinstance(judged, Evidence):
                    found = judged
                    break
    return found


def _alike(project: Project, found: Evidence, place: Place) -> Iterator[tuple[Trace, Trace]]:
    """Both runs as the first, or as the second, at one place."""
    assert found.other is not None
    mine, theirs = _values(found.trace, place), _values(found.other, place)
    if mine != theirs:
        yield found.trace, _with(found.other, place, lambda i: mine[i])
        yield _with(found.trace, place, lambda i: theirs[i]), found.other


def _plain(project: Project, found: Evidence, place: Place) -> Iterator[tuple[Trace, Trace]]:
    """The plainest value at one place, in both."""
    assert found.other is not None
    plainest = default_value(found.trace.universe, project.world.facts[place[0]].sort)
    if any(value != plainest for value in (*_values(found.trace, place), *_values(found.other, place))):
        yield _with(found.trace, place, lambda _: plainest), _with(found.other, place, lambda _: plainest)


def _values(trace: Trace, place: Place) -> tuple[Value, ...]:
    return tuple(state.facts[place] for state in trace.states)


def _with(trace: Trace, place: Place, value: Callable[[int], Value]) -> Trace:
    states = tuple(State(s.time, {**s.facts, place: value(i)}) for i, s in enumerate(trace.states))
    return replace(trace, states=states)
