"""Does a run show what a claim speaks of? The judge of what keeps a true claim from being `vacuous` (language.md 6)."""

from __future__ import annotations

from typing import assert_never

from rspverify.policy.claims import (
    AfterWithin,
    Always,
    Conditions,
    NeverAct,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    PossibleAct,
    PossibleState,
    Project,
    Property,
    TraceClaim,
)
from rspverify.semantics.evaluate import holds
from rspverify.semantics.occurrences import matches
from rspverify.semantics.replay import Refused, incompliance, run_of
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
        for name in conditions.assuming:
            for i in range(run.last + 1):
                if not holds(run, project.world.assumptions[name].formula, i, {}):
                    return Refused(f"the assumption `{name}` does not hold", i)
        if not so and (refused := incompliance(project, conditions, run.until(run.last - 1))) is not None:
            return refused
        if any(_shown(run, asked, env, so) for env in environments(run.universe, asked.variables)):
            return None
    except SemanticsError as error:
        return Refused(str(error), None)
    return Refused(f"its last step is not what `{asked.name}` speaks of", run.last - 1)


def _shown(run: Run, asked: Property, env: Environment, so: bool) -> bool:
    before, after, claim = run.last - 1, run.last, asked.claim
    if not isinstance(claim, TraceClaim):
        raise TypeError(f"`{asked.name}` does not speak of single runs")
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
