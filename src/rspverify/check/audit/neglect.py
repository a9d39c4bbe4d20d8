"""Whether a duty matters: a run that neglects it alone, until it is broken.

Where a yearly review stands beside a report every three months, such a run has one report after the other; where it
takes many steps to come to a duty, its end is one more. Both are longer than the engines look ahead. But such a run
needs no wits: beginning where the duty is owed, do what the rest of the policy asks for, and wait, while nothing else
changes. The reference semantics plays it, in the whole world; what it finds is so, and where it finds nothing, the
engines are asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import takewhile

from rspverify.check.audit.asking import Audited, Reached, ask_first
from rspverify.check.audit.futures import CANDIDATES, Allowance, CutOff, Futures, Owed, fulfils
from rspverify.policy.claims import PossibleState
from rspverify.policy.expressions import And, NormOfAct, NormOfClause, Var
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.semantics.admission import incompliance, run_of
from rspverify.semantics.comply import BreachedDuty, offences, offences_at
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.steps import acts, successors
from rspverify.trace.values import Act, Step, Wait

WORK = 4_000
"""So much is tried, of each beginning."""
LONG = 2 * 365 * 24
"""Two years in hours: longer than what policies ask for by the year."""


def neglected(audited: Audited, less: Policy, clause: Clause) -> bool:
    """Whether a run keeps `less`, the audited policy without the clause, and breaks the clause, a duty. False:
    nothing is known."""
    if not isinstance(clause.norm, Duty | RecurringDuty):
        return False
    try:
        return any(_goes_on(audited, less, run, clause) for run in _beginnings(audited, less, clause))
    except SemanticsError:
        return False


def _goes_on(audited: Audited, less: Policy, run: Run, clause: Clause) -> bool:
    """Whether one of the instances of the duty that are owed at the end of the run can be neglected."""
    allowance = Allowance(WORK)
    owed = (one for one in Futures(audited.project.world, audited.policy).owed(run) if one.clause.name == clause.name)
    try:
        return any(_neglects(audited, less, one, run, allowance) for one in owed)
    except CutOff:
        return False


def _beginnings(audited: Audited, less: Policy, clause: Clause) -> Iterator[Run]:
    """A run that keeps the rest and leads to where the duty is owed; then the same where each length of time that no
    text sets is long. With short ones, what is owed again and again leaves no time to wait for anything else."""
    policy = audited.policy.name
    applies = NormOfClause("applies", policy, clause.name, tuple(Var(one) for one in clause.variables))
    required = NormOfAct("required", clause.norm.acts[0], policy)
    outcome = ask_first(audited, PossibleState(And((applies, required))), clause.variables, (less.name,))
    if isinstance(outcome, Reached):
        found = outcome.trace
        slow = replace(found, durations=dict.fromkeys(found.durations, LONG))
        conditions = outcome.asking.conditions
        for trace in (found, slow) if found.durations else (found,):
            run = run_of(audited.project, conditions, trace)
            if isinstance(run, Run) and incompliance(audited.project, conditions, run) is None:
                yield run


def _neglects(audited: Audited, less: Policy, duty: Owed, run: Run, allowance: Allowance) -> bool:
    """Whether such a run goes on, doing nothing that fulfils the duty, until it is broken."""
    futures = Futures(audited.project.world, less)
    whole = Futures(audited.project.world, audited.policy)
    horizon = duty.due + 1
    owed = (duty.clause.name, duty.environment)
    seen: set[Hashable] = {futures.key(run, run.last)}
    stack = [_onward(futures, run, duty, horizon, allowance)]
    while stack:
        longer = next(stack[-1], None)
        if longer is None:
            stack.pop()
            continue
        if _breaks(longer, audited.policy, duty):
            return True
        if not any((one.clause.name, one.environment) == owed for one in whole.owed(longer)):
            continue  # what the duty is about has ended, and with it the duty
        key = futures.key(longer, run.last)
        if longer.time(longer.last) < horizon and key not in seen:
            seen.add(key)
            stack.append(_onward(futures, longer, duty, horizon, allowance))
    return False


def _onward(futures: Futures, run: Run, duty: Owed, horizon: int, allowance: Allowance) -> Iterator[Run]:
    """The runs one step longer that keep the rest: by acts that it asks for, each once at a time, and by waits. Raises
    `CutOff`."""
    owed = futures.owed(run)
    helpful = (act for act in acts(futures.world, run.universe) if any(fulfils(run, one, act) for one in owed))
    done = _just_done(run)
    steps: list[Step] = [act for act in helpful if not fulfils(run, duty, act) and act not in done]
    for step in (*steps, *(wait for wait in futures.waits(run, horizon) if wait.hours)):
        for state in successors(run, step, CANDIDATES, settled={}):
            allowance.spend(run)
            longer = run.then(step, state)
            if not offences_at(longer, run.last):
                yield longer


def _just_done(run: Run) -> frozenset[Step]:
    """What was done since time passed last."""
    return frozenset(takewhile(lambda step: isinstance(step, Act), reversed(run.trace.steps)))


def _breaks(run: Run, policy: Policy, duty: Owed) -> bool:
    """Whether the last step broke the duty."""
    broken = BreachedDuty(policy.name, duty.clause.name, duty.environment)
    return isinstance(run.trace.steps[-1], Wait) and broken in offences(run, policy, run.last - 1)
