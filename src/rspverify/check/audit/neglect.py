"""Whether a duty matters: a run that neglects it alone, until it is broken.

Where a yearly review stands beside a report every three months, such a run has one report after the other; where it
takes many steps to come to a duty, its end is one more. Both are longer than the engines look ahead. But such a run
needs no wits: beginning where the duty is owed, do what the rest of the policy asks for, and wait, while nothing else
changes. The reference semantics plays it, in the whole world; what it finds is so, and where it finds nothing, the
engines are asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from rspverify.check.audit.asking import Audited, Reached, ask_first
from rspverify.check.audit.futures import CANDIDATES, Allowance, CutOff, Futures, Owed, fulfils
from rspverify.policy.claims import PossibleState
from rspverify.policy.expressions import And, NormOfAct, NormOfClause, Var
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.semantics.comply import BreachedDuty, first_offence, offences, offences_at
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.steps import acts, successors
from rspverify.trace.values import Step, Wait

WORK = 4_000
"""So much is tried."""


def neglected(audited: Audited, less: Policy, clause: Clause) -> bool:
    """Whether a run keeps `less`, the audited policy without the clause, and breaks the clause, a duty. False:
    nothing is known."""
    if not isinstance(clause.norm, Duty | RecurringDuty):
        return False
    allowance = Allowance(WORK)
    try:
        return any(_neglects(audited, less, one, run, allowance) for run, one in _beginnings(audited, less, clause))
    except (CutOff, SemanticsError):
        return False


def _beginnings(audited: Audited, less: Policy, clause: Clause) -> Iterator[tuple[Run, Owed]]:
    """A run that keeps the rest and leads to where the duty is owed, with each instance that then is."""
    policy = audited.policy.name
    applies = NormOfClause("applies", policy, clause.name, tuple(Var(one) for one in clause.variables))
    required = NormOfAct("required", clause.norm.acts[0], policy)
    outcome = ask_first(audited, PossibleState(And((applies, required))), clause.variables, (less.name,))
    if isinstance(outcome, Reached):
        project = audited.project
        run = Run.of(project.world, project.policies, (less.name,), outcome.trace)
        if first_offence(run) is None:
            owed = Futures(project.world, audited.policy).owed(run)
            yield from ((run, one) for one in owed if one.clause.name == clause.name)


def _neglects(audited: Audited, less: Policy, duty: Owed, run: Run, allowance: Allowance) -> bool:
    """Whether such a run goes on, doing nothing that fulfils the duty, until it is broken."""
    futures = Futures(audited.project.world, less)
    horizon = duty.due + 1
    seen: set[Hashable] = {futures.key(run, run.last)}
    stack = [_onward(futures, run, duty, horizon, allowance)]
    while stack:
        longer = next(stack[-1], None)
        if longer is None:
            stack.pop()
            continue
        if _breaks(longer, audited.policy, duty):
            return True
        key = futures.key(longer, run.last)
        if longer.time(longer.last) < horizon and key not in seen:
            seen.add(key)
            stack.append(_onward(futures, longer, duty, horizon, allowance))
    return False


def _onward(futures: Futures, run: Run, duty: Owed, horizon: int, allowance: Allowance) -> Iterator[Run]:
    """The runs one step longer that keep the rest: by acts that it asks for, and by waits. Raises `CutOff`."""
    owed = futures.owed(run)
    helpful = (act for act in acts(futures.world, run.universe) if any(fulfils(run, one, act) for one in owed))
    steps: list[Step] = [act for act in helpful if not fulfils(run, duty, act)]
    for step in (*steps, *futures.waits(run, horizon)):
        for state in successors(run, step, CANDIDATES, settled={}):
            allowance.spend(run)
            longer = run.then(step, state)
            if not offences_at(longer, run.last):
                yield longer


def _breaks(run: Run, policy: Policy, duty: Owed) -> bool:
    """Whether the last step broke the duty."""
    broken = BreachedDuty(policy.name, duty.clause.name, duty.environment)
    return isinstance(run.trace.steps[-1], Wait) and broken in offences(run, policy, run.last - 1)
