"""Whether a run complies (language.md 3, last line; section 5, `even if … is broken`)."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.policy.claims import Tolerated
from rspverify.policy.norms import Duty, Policy, RecurringDuty
from rspverify.policy.sorts import Sort
from rspverify.semantics import duties, norms
from rspverify.semantics.run import Environment, Run, environments
from rspverify.trace.values import Act, Value, Wait


@dataclass(frozen=True)
class ForbiddenAct:
    """The step is an act that the policy forbids: by `clauses`, or because it says `otherwise forbidden`, or both."""

    policy: str
    act: Act
    clauses: tuple[str, ...]
    by_default: bool


@dataclass(frozen=True)
class BreachedDuty:
    """The step is a wait that passed the deadline of a duty."""

    policy: str
    clause: str
    environment: Environment


Offence = ForbiddenAct | BreachedDuty


def offences(run: Run, policy: Policy, step: int) -> tuple[Offence, ...]:
    """How the step from state `step` fails to comply with a policy."""
    return run.remembered(step + 1, ("offences", policy.name), lambda: _offences(run, policy, step))


def _offences(run: Run, policy: Policy, step: int) -> tuple[Offence, ...]:
    happened = run.trace.steps[step]
    match happened:
        case Act() if norms.forbidden(run, policy, happened, step):
            clauses = norms.prohibitions(run, policy, happened, step)
            default = norms.forbidden_by_default(run, policy, happened, step)
            return (ForbiddenAct(policy.name, happened, clauses, default),)
        case Wait():
            return tuple(
                BreachedDuty(policy.name, clause.name, env)
                for clause in policy.clauses.values()
                if isinstance(clause.norm, Duty | RecurringDuty)
                for env in environments(run.universe, clause.variables)
                if duties.breached(run, policy, clause, env, step)
            )
        case _:
            return ()


def is_tolerated(offence: Offence, tolerated: tuple[Tolerated, ...]) -> bool:
    """Each clause that was broken, and nothing else, may be broken."""
    spared = {each.clause for each in tolerated if each.policy == offence.policy}
    if None in spared:
        return True
    match offence:
        case ForbiddenAct(clauses=clauses, by_default=by_default):
            return not by_default and spared.issuperset(clauses)
        case BreachedDuty(clause=clause):
            return clause in spared


def offender(run: Run, offence: Offence) -> tuple[Sort, Value] | None:
    """Who did not comply, with the entity."""
    match offence:
        case ForbiddenAct(act=act):
            return norms.agent_of(run, act)
        case BreachedDuty(policy, clause, env):
            return norms.agent_in(run.policies[policy].clauses[clause], env)


def offences_at(run: Run, step: int, tolerated: tuple[Tolerated, ...] = ()) -> tuple[Offence, ...]:
    """How a step fails to comply with the policies that the run is under, but for what is tolerated."""
    return tuple(
        offence
        for name in run.under
        for offence in offences(run, run.policies[name], step)
        if not is_tolerated(offence, tolerated)
    )


def first_offence(run: Run, tolerated: tuple[Tolerated, ...] = ()) -> tuple[int, Offence] | None:
    """The first step that does not comply, and how; None: the run complies."""
    for step in range(run.last):
        for offence in offences_at(run, step, tolerated):
            return step, offence
    return None


def complies(run: Run, tolerated: tuple[Tolerated, ...] = ()) -> bool:
    return first_offence(run, tolerated) is None
