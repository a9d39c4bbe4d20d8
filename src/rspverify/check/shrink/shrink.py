"""A story made as short and plain as passes can make it, in the way of Hypothesis (MacIver and Donaldson, "Test-Case
Reduction via Test-Case Generation", ECOOP 2020): passes propose, the reference semantics disposes.

Each accepted change lowers `cost`, so this ends; it does so in a story that no pass can improve, or when so many traces
were judged as are allowed. That is a count, not a time: the story is the same on every machine.
"""

from __future__ import annotations

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.countable import combinations
from rspverify.check.shrink.arguments import arguments
from rspverify.check.shrink.attempts import Attempts, Pass
from rspverify.check.shrink.draft import Setting
from rspverify.check.shrink.facts import facts
from rspverify.check.shrink.members import members
from rspverify.check.shrink.numbers import numbers
from rspverify.check.shrink.order import order
from rspverify.check.shrink.steps import steps
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.trace.values import Trace

PASSES: tuple[Pass, ...] = (steps, members, facts, numbers, arguments, order)

MOST_TRACES = 400
MOST_WORK = 200_000
"""So many places and combinations of values may be looked at in all: where there are many, fewer traces are judged."""


def shrunk(
    project: Project, conditions: Conditions, asked: Property, evidence: Evidence, passes: tuple[Pass, ...] = PASSES
) -> Evidence:
    """Evidence of the same verdict that costs no more. Raises nothing."""

    def judged(trace: Trace) -> Evidence | None:
        found = confirm(project, conditions, asked, trace)
        return found if isinstance(found, Evidence) else None

    setting = Setting.of(project, conditions)
    attempts = Attempts(setting, asked.variables, judged, evidence, _most(project, asked, evidence.trace))
    improved = True
    while improved:
        improved = False
        for one in passes:
            while attempts.improved_by(one):
                improved = True
    return attempts.evidence


def _most(project: Project, asked: Property, trace: Trace) -> int:
    """How many traces may be judged, all of them as large as this one at most."""
    combined = combinations(project, asked, trace.universe)
    work = sum(len(state.facts) + combined for state in trace.states)
    return min(MOST_TRACES, MOST_WORK // max(work, 1))
