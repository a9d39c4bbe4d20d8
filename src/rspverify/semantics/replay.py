"""Is a trace that some engine found really a run that shows what it is said to show? The judge of counterexamples."""

from __future__ import annotations

from rspverify.policy.claims import Conditions, Dependence, Monotone, OutsidersCanTell, Project, Property, TraceClaim
from rspverify.semantics.admission import Confirmed, Refused, Replay, incompliance, run_of
from rspverify.semantics.claims import judge_at
from rspverify.semantics.compared import judge_compared
from rspverify.semantics.pairs import judge_pair
from rspverify.semantics.raised import judge_raised
from rspverify.semantics.run import Run, SemanticsError
from rspverify.trace.values import Trace

__all__ = ["Confirmed", "Refused", "Replay", "replay"]


def replay(
    project: Project, conditions: Conditions, asked: Property, trace: Trace, other: Trace | None = None
) -> Replay:
    """Judges what is said to violate a claim (with `possible`: to witness it). Raises nothing, whatever traces hold.

    `other`: for claims about two runs the second one, in which the act is forbidden; for claims about more and less of
    a fact the same run with its present raised (or lowered). All other claims are about one run.
    """
    run = run_of(project, conditions, trace)
    if isinstance(run, Refused):
        return run
    try:
        return _judged(project, conditions, asked, run, other)
    except SemanticsError as error:
        return Refused(str(error), None)


def _judged(project: Project, conditions: Conditions, asked: Property, run: Run, other: Trace | None) -> Replay:
    match asked.claim:
        case Dependence() | OutsidersCanTell():
            if other is None:
                return Refused(f"`{asked.name}` compares two runs, and there is one", None)
            second = run_of(project, conditions, other)
            if isinstance(second, Refused):
                return Refused(f"in the second run: {second.reason}", second.where)
            return judge_pair(project, conditions, asked, run, second)
        case Monotone():
            if other is None:
                return Refused(f"`{asked.name}` compares two states, and there is one", None)
            return judge_raised(project, conditions, asked, run, other)
        case _ if other is not None:
            return Refused(f"`{asked.name}` does not compare two runs", None)
        case claim if isinstance(claim, TraceClaim):
            return _judged_alone(project, conditions, asked, run)
        case _:
            return judge_compared(project, conditions, asked, run)


def _judged_alone(project: Project, conditions: Conditions, asked: Property, run: Run) -> Replay:
    refused = incompliance(project, conditions, run)
    if refused is not None:
        return refused
    found = judge_at(run, asked, run.last)
    if found is None:
        return Refused(f"`{asked.name}` is not decided at its end", run.last)
    return Confirmed(found.index, found.environment)
