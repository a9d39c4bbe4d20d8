"""Is a claim that compares violated by some of these runs? All are tried, to compare others with the definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from rspverify.policy.claims import Conditions, Dependence, Monotone, OutsidersCanTell, Project, Property
from rspverify.semantics.admission import Confirmed, as_complying
from rspverify.semantics.compared import judge_compared
from rspverify.semantics.pairs import answers, as_dependence, unlike
from rspverify.semantics.raised import judge_raised, rank
from rspverify.semantics.run import Run
from rspverify.semantics.steps import Candidates
from rspverify.trace.values import Place, State, Trace, Value


def violation(
    project: Project,
    conditions: Conditions,
    asked: Property,
    runs: Iterable[Run],
    candidates: Candidates | None = None,
) -> tuple[Trace, Trace | None] | None:
    """The first run that shows a claim that compares to be false, with the second one where it takes two; None: none
    does.

    The runs, complying or not, have the policies that `effective_policies` gives. Runs are paired with those of the
    same length among them; a present is raised to all values, numbers without end to those of `candidates`. Raises
    `SemanticsError`; `TypeError` for claims about single runs.
    """
    match asked.claim:
        case Dependence() | OutsidersCanTell():
            return _of_two(project, conditions, asked, runs)
        case Monotone() as claim:
            return _of_raised(project, conditions, asked, claim, runs, candidates or Candidates())
        case _:
            for run in runs:
                if isinstance(judge_compared(project, conditions, asked, run), Confirmed):
                    return run.trace, None
            return None


def _of_two(
    project: Project, conditions: Conditions, asked: Property, runs: Iterable[Run]
) -> tuple[Trace, Trace] | None:
    """As `judge_pair`, but what one run answers is found out once."""
    claim = as_dependence(project.world, asked.claim)
    assert claim is not None
    judged = (as_complying(project, conditions, asked, run, run.last) for run in runs)
    complying = [found for found in judged if isinstance(found, Run)]
    permissions = [[answer.permitted for answer in answers(run, asked, claim)] for run in complying]
    for one, permitted in zip(complying, permissions, strict=True):
        for other, also in zip(complying, permissions, strict=True):
            differ = one.universe == other.universe and any(
                yes and not too for yes, too in zip(permitted, also, strict=True)
            )
            if differ and unlike(claim, one.trace, other.trace) is None:
                return one.trace, other.trace
    return None


def _of_raised(
    project: Project,
    conditions: Conditions,
    asked: Property,
    claim: Monotone,
    runs: Iterable[Run],
    candidates: Candidates,
) -> tuple[Trace, Trace] | None:
    for run in runs:
        if not isinstance(as_complying(project, conditions, asked, run, run.last), Run):
            continue
        for other in raisings(run, claim, candidates):
            if isinstance(judge_raised(project, conditions, asked, run, other), Confirmed):
                return run.trace, other
    return None


def raisings(run: Run, claim: Monotone, candidates: Candidates) -> Iterator[Trace]:
    """The run with the present of the claim's fact raised (or lowered) at some places, in all ways."""
    present = run.trace.states[-1]
    places = [place for place in present.facts if place[0] == claim.fact]
    choices = [_at_least(run, claim, place, candidates) for place in places]
    for chosen in product(*choices):
        facts = {**present.facts, **dict(zip(places, chosen, strict=True))}
        yield replace(run.trace, states=(*run.trace.states[:-1], State(present.time, facts)))


def _at_least(run: Run, claim: Monotone, place: Place, candidates: Candidates) -> list[Value]:
    """The present value of a place, then those that are more (or less)."""
    present = run.trace.states[-1].facts[place]
    sort = run.world.facts[place[0]].sort
    beyond = [
        value
        for value in candidates.of(run.universe, sort)
        if value != present
        and (rank(run.world, claim, value) > rank(run.world, claim, present)) == (claim.direction == "more")
    ]
    return [present, *beyond]
