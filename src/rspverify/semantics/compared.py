"""Claims about the policies themselves (language.md 4) that one run can show to be false.

`P forbids whatever Q forbids`, `P permits whatever Q permits`, `P and Q agree`, `P is complete`: by its last step, an
act that is thus possible; whether the policies allow that very act is set aside. `keeping P keeps Q`: by its last
step, which breaks Q. `P is consistent`: in its last state. (`dead_ends`: `P can always be complied with`.)
"""

from __future__ import annotations

from typing import assert_never

from rspverify.policy.claims import (
    Agree,
    CanComply,
    Claim,
    Complete,
    Conditions,
    Consistent,
    Keeping,
    KeptTogether,
    NeverPossible,
    Project,
    Property,
    Whatever,
)
from rspverify.policy.expressions import Happening
from rspverify.policy.norms import Exemption, Policy
from rspverify.semantics import norms, steps
from rspverify.semantics.admission import Confirmed, Refused, Replay, as_complying
from rspverify.semantics.comply import BreachedDuty, ForbiddenAct, offences, offender
from rspverify.semantics.dead_ends import dead_end
from rspverify.semantics.evaluate import holds
from rspverify.semantics.occurrences import fits, pattern
from rspverify.semantics.run import Environment, Run, environments
from rspverify.trace.values import Act


def judge_compared(project: Project, conditions: Conditions, asked: Property, run: Run) -> Replay:
    """Judges a run, complying or not. Raises `SemanticsError`; `TypeError` for claims of other kinds."""
    claim = asked.claim
    by_its_last_step = isinstance(claim, Whatever | Agree | Complete | Keeping | NeverPossible)
    if by_its_last_step and run.last == 0:
        return Refused("it has no step", 0)
    # The last step of a run that keeps P may not break P either; the other claims ask what the policies say of it.
    set_aside = by_its_last_step and not isinstance(claim, Keeping)
    complying = as_complying(project, conditions, asked, run, run.last - 1 if set_aside else run.last)
    if isinstance(complying, Refused):
        return complying
    match claim:
        case Whatever() | Agree() | Complete():
            found = _judged_act(complying, asked, claim)
        case NeverPossible():
            found = _possible(complying, asked, claim)
        case Keeping():
            found = _broken(complying, claim)
        case Consistent(policy):
            found = _in_conflict(complying, run.policies[policy])
        case CanComply(policy):
            found = dead_end(complying, (run.policies[policy],))
        case KeptTogether(policy, other):
            found = dead_end(complying, (run.policies[policy], run.policies[other]))
        case _:
            raise TypeError(f"`{asked.name}` is not a claim that one run can show to be false")
    return found or Refused(_nothing_wrong(claim), run.last - 1 if by_its_last_step else run.last)


# ---------------------------------------------------------------- the act that happens last


def _judged_act(run: Run, asked: Property, claim: Whatever | Agree | Complete) -> Confirmed | None:
    """The policies say of the last step what they should not, or one says nothing."""
    before, act = run.last - 1, run.trace.steps[-1]
    if not isinstance(act, Act) or not binds_agent(run, claim, act):
        return None
    for env in environments(run.universe, asked.variables):
        if fits_on(run, claim.on, act, before, env) and _wrongly_judged(run, claim, act, before, env):
            return Confirmed(before, env, act=act)
    return None


def binds_agent(run: Run, claim: Whatever | Agree | Complete | Keeping, act: Act) -> bool:
    """All policies that the claim names bind the agent of an act."""
    named = (claim.policy,) if isinstance(claim, Complete) else (claim.policy, claim.other)
    return all(norms.binds(run, run.policies[name], norms.agent_of(run, act)) for name in named)


def fits_on(run: Run, on: tuple[Happening, ...], act: Act, i: int, env: Environment) -> bool:
    """An act is one of those after `on`, read in state i; without `on`, any is."""
    return not on or any(fits(pattern(run, one, i, env), act) for one in on)


def _wrongly_judged(run: Run, claim: Whatever | Agree | Complete, act: Act, i: int, env: Environment) -> bool:
    if isinstance(claim, Complete):
        return holds(run, claim.when, i, env) and not _spoken_of(run, run.policies[claim.policy], act, i)
    forbids = norms.forbidden(run, run.policies[claim.policy], act, i)
    other_forbids = norms.forbidden(run, run.policies[claim.other], act, i)
    match claim:
        case Whatever("forbids"):
            return other_forbids and not forbids
        case Whatever("permits"):
            return not other_forbids and forbids
        case Whatever() | Agree():
            return forbids != other_forbids
        case _:
            assert_never(claim)


def _spoken_of(run: Run, policy: Policy, act: Act, i: int) -> bool:
    """Some clause other than an exemption applies to an act, defeated or not."""
    return any(
        norms.applies(run, policy, clause, env, act, i)
        for clause in policy.clauses.values()
        if not isinstance(clause.norm, Exemption)
        for env in norms.concerned(run, clause, act)
    )


def _possible(run: Run, asked: Property, claim: NeverPossible) -> Confirmed | None:
    """The last step is one of the acts, done where the condition holds."""
    before, act = run.last - 1, run.trace.steps[-1]
    for env in environments(run.universe, asked.variables):
        there = isinstance(act, Act) and any(fits(pattern(run, one, before, env), act) for one in claim.acts)
        if isinstance(act, Act) and there and holds(run, claim.when, before, env):
            return Confirmed(before, env, act=act)
    return None


# ---------------------------------------------------------------- the others


def _broken(run: Run, claim: Keeping) -> Confirmed | None:
    """The last step breaks the policy that should be kept too, by an agent whom both bind."""
    policy, other, before = run.policies[claim.policy], run.policies[claim.other], run.last - 1
    for offence in offences(run, other, before):
        if not norms.binds(run, policy, offender(run, offence)):
            continue
        match offence:
            case ForbiddenAct(act=act):
                return Confirmed(before, {}, act=act)
            case BreachedDuty(clause=clause, environment=env):
                return Confirmed(before, {}, duty=(other.name, clause, env))
    return None


def _in_conflict(run: Run, policy: Policy) -> Confirmed | None:
    """An act that the policy both forbids and expressly permits in the last state, possible or not."""
    for act in steps.acts(run.world, run.universe):
        if norms.conflict(run, policy, act, run.last):
            return Confirmed(run.last, {}, act=act)
    return None


def _nothing_wrong(claim: Claim) -> str:
    match claim:
        case Whatever(status, policy, other):
            return f"its last step is no act in question that {other} {status} and {policy} does not {status[:-1]}"
        case Agree(policy, other):
            return f"its last step is no act in question on which {policy} and {other} differ"
        case Complete(policy):
            return f"its last step is no act in question of which {policy} says nothing"
        case Keeping(policy, other):
            return f"its last step does not break {other} by an agent whom {policy} binds too"
        case NeverPossible():
            return "its last step is no act in question, or is not done in that condition"
        case Consistent(policy):
            return f"{policy} has no conflict in its last state"
        case _:
            return "every duty that falls due in its last state can be fulfilled there"
