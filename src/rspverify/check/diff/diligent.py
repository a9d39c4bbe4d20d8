"""A run that keeps one policy and breaks a duty of another, found by playing and not by solving: whoever keeps the
policy does each thing that is owed when it falls due, and waits in between, until the other duty is broken.

Such runs are long (a quarterly duty falls due four times before a yearly one is broken), so that a search over all runs
would take minutes, and simple. What is found is replayed like any other run; where nothing is found, nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.policy.claims import Project
from rspverify.policy.expressions import DurationRef
from rspverify.policy.norms import Policy, RecurringDuty
from rspverify.policy.replacing import parts
from rspverify.semantics import duties
from rspverify.semantics.comply import offences_at
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.steps import NOTHING, acts, misstep, outcome
from rspverify.trace.values import Act, State, Step, Trace, Wait

MOST_STEPS = 24
_LONG, _SHORT = 10 * 365 * 24, 1
"""Hours: lengths of time that nobody knows may all be as long, or as short."""


def diligently(project: Project, kept: Policy, other: Policy, clause: str, start: Trace) -> Trace | None:
    """A run that goes on from `start`, keeps the one policy and breaks the duty of the other; None: this was no way."""
    policies = {**project.policies, kept.name: kept, other.name: other}
    own = {part.name for part in parts(other.clauses[clause].norm) if isinstance(part, DurationRef)}
    for mine, theirs in ((_LONG, _LONG), (_SHORT, _SHORT), (_SHORT, _LONG)):
        trace = replace(start, durations={name: mine if name in own else theirs for name in start.durations})
        found = _played(Run.of(project.world, policies, (kept.name,), trace), kept, other, clause)
        if found is not None:
            return found
    return None


def _played(run: Run, kept: Policy, other: Policy, clause: str) -> Trace | None:
    try:
        for _ in range(MOST_STEPS):
            due = _first_due(run, other, clause)
            if due is None:
                return None
            owed = _first_due(run, kept)
            now = run.time(run.last)
            if owed is None or owed > due:
                return _then(run, Wait(due + 1 - now)).trace
            longer = _then(run, Wait(owed - now)) if owed > now else _fulfilled(run, kept)
            if longer is None or offences_at(longer, run.last):
                return None
            run = longer
    except SemanticsError:
        pass
    return None


def _first_due(run: Run, policy: Policy, clause: str = "") -> int | None:
    """When the first of what is owed falls due that has not passed."""
    return min((due for _, due in _owed(run, policy, clause)), default=None)


def _owed(run: Run, policy: Policy, clause: str) -> Iterator[tuple[tuple[object, dict[str, object]], int]]:
    for one, env in duties.owed_instances(run, policy, run.last):
        due = duties.due(run, policy, one, env, run.last)
        if (not clause or one.name == clause) and due is not None and due >= run.time(run.last):
            yield (one, dict(env)), due


def _fulfilled(run: Run, policy: Policy) -> Run | None:
    """One of the things done that are due now, if it may be."""
    now = run.time(run.last)
    before = sum(due == now for _, due in _owed(run, policy, ""))
    wanted = {
        act.action
        for one, env in duties.owed_instances(run, policy, run.last)
        if duties.due(run, policy, one, env, run.last) == now
        for act in one.norm.acts
    }
    for act in acts(run.world, run.universe):
        if act.action in wanted:
            longer = _then(run, act)
            fine = misstep(longer, run.last) is None and not offences_at(longer, run.last)
            if fine and sum(due == now for _, due in _owed(longer, policy, "")) < before:
                return longer
    return None


def _then(run: Run, step: Step) -> Run:
    """One step further; what may change by itself stays."""
    written = (outcome(run, step, run.last) if isinstance(step, Act) else NOTHING).written
    time = run.time(run.last) + (step.hours if isinstance(step, Wait) else 0)
    return run.then(step, State(time, {**run.trace.states[-1].facts, **written}))


def recurring(policy: Policy) -> Iterator[RecurringDuty]:
    """What has to be done again and again, whatever happens."""
    for clause in policy.clauses.values():
        if isinstance(clause.norm, RecurringDuty):
            yield clause.norm
