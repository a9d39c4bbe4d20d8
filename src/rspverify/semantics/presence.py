"""Does a run show what a claim speaks of? The judge of what keeps a true claim from being `vacuous` (language.md 6)."""

from __future__ import annotations

from typing import assert_never

from rspverify.policy.claims import (
    AfterWithin,
    Agree,
    Always,
    CanComply,
    ComparisonClaim,
    Complete,
    Conditions,
    Consistent,
    Dependence,
    Keeping,
    KeptTogether,
    Monotone,
    NeverAct,
    NeverPossible,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    PossibleAct,
    PossibleState,
    Project,
    Property,
    TraceClaim,
    Whatever,
)
from rspverify.policy.conditions import complying_with
from rspverify.semantics import norms
from rspverify.semantics.admission import Refused, as_complying, incompliance, run_of, unassumed, under_these
from rspverify.semantics.compared import binds_agent, fits_on
from rspverify.semantics.evaluate import holds
from rspverify.semantics.occurrences import matches
from rspverify.semantics.run import Environment, Run, SemanticsError, environments
from rspverify.trace.values import Act, Trace


def refused_presence(
    project: Project, conditions: Conditions, asked: Property, trace: Trace, *, so: bool
) -> Refused | None:
    """Why a trace does not show by its last step what the claim speaks of; None: it does.

    `so` False: the act (or occurrence) happens, the policies' verdict on that last step set aside, in a run that
    complies with them up to there. `so` True: it happens with the claim's condition, in any run. Assumptions count in
    both. Raises nothing, whatever the trace holds.
    """
    run = run_of(project, conditions, trace)
    if isinstance(run, Refused):
        return run
    if run.last == 0:
        return Refused("it has no step", 0)
    try:
        if (refused := unassumed(project, conditions, run)) is not None:
            return refused
        if not so and (refused := _incompliance(project, conditions, asked, run)) is not None:
            return refused
        run = under_these(run, complying_with(asked.claim, conditions)[0])
        if any(_shown(run, asked, env, so) for env in environments(run.universe, asked.variables)):
            return None
    except SemanticsError as error:
        return Refused(str(error), None)
    return Refused(f"its last step is not what `{asked.name}` speaks of", run.last - 1)


def _incompliance(project: Project, conditions: Conditions, asked: Property, run: Run) -> Refused | None:
    """Where a run does not comply up to its last step."""
    if isinstance(asked.claim, TraceClaim):
        return incompliance(project, conditions, run.until(run.last - 1))
    found = as_complying(project, conditions, asked, run, run.last - 1)
    return found if isinstance(found, Refused) else None


def _shown(run: Run, asked: Property, env: Environment, so: bool) -> bool:
    before, after, claim = run.last - 1, run.last, asked.claim
    if not isinstance(claim, TraceClaim):
        return _act_in_question(run, claim, env, so)
    match claim:
        case NeverAct(acts, when):
            there = any(matches(run, act, before, before, env) for act in acts)
            return there and (not so or holds(run, when, before, env))
        case OnlyWhen(acts) | OnlyAfter(acts) | PossibleAct(acts):
            return any(matches(run, act, before, before, env) for act in acts)
        case AfterWithin(occurrences=occurrences, when=when):
            there = any(matches(run, occurrence, before, after, env) for occurrence in occurrences)
            return there and (not so or holds(run, when, after, env))
        case Always() | NeverState() | PossibleState():
            return isinstance(run.trace.steps[before], Act)
        case _:
            assert_never(claim)


def _act_in_question(run: Run, claim: ComparisonClaim, env: Environment, so: bool) -> bool:
    """The last step is an act, of those after `on`, of an agent whom the policies in question bind: all that the claim
    names (of two that can be kept together, one of them), or some of the check's."""
    before, act = run.last - 1, run.trace.steps[-1]
    if not isinstance(act, Act):
        return False
    match claim:
        case Whatever() | Agree():
            return binds_agent(run, claim, act) and fits_on(run, claim.on, act, before, env)
        case Complete(on=on, when=when):
            there = binds_agent(run, claim, act) and fits_on(run, on, act, before, env)
            return there and (not so or holds(run, when, before, env))
        case NeverPossible(acts):
            return any(matches(run, one, before, before, env) for one in acts)
        case Keeping():
            return binds_agent(run, claim, act)
        case KeptTogether(policy, other):
            return _some_binds(run, (policy, other), act)
        case Consistent(policy) | CanComply(policy):
            return _some_binds(run, (policy,), act)
        case Dependence() | OutsidersCanTell() | Monotone():
            return _some_binds(run, run.under, act)
        case _:
            assert_never(claim)


def _some_binds(run: Run, policies: tuple[str, ...], act: Act) -> bool:
    return any(norms.binds(run, run.policies[name], norms.agent_of(run, act)) for name in policies)
