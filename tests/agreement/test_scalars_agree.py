"""A finite universe, the same over scalars, and over Booleans and numbers only: the goal is reached in as many steps."""

from __future__ import annotations

from itertools import islice

from generate.project import draw
from goals import asked, tools
from hypothesis import given
from profiles import examples, seeds

from rspverify.logic.one_hot import one_hot
from rspverify.logic.scalars import NotScalar, scalar_system
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.wellformed import require_wellformed
from rspverify.proof.bmc import Deepening, Excluded, Reached, Unclear
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.outcome import InScope, Proved, Refuted
from rspverify.proof.scope import finite_scope, sizes_up_to
from rspverify.proof.search import search
from rspverify.proof.spacer import spacer
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script

DEPTH = 2


def reached(system: TransitionSystem, goal: Goal) -> int | str | None:
    """In how many steps the goal is reached, if in at most `DEPTH`; or that the solver does not know."""
    require_wellformed(system, goal)
    deepening = Deepening(system, goal, tools().solvers, tools().budget)
    for _ in range(DEPTH + 1):
        match deepening.advance():
            case Reached(depth):
                return depth
            case Unclear():
                return "unclear"
            case Excluded():
                continue
    return None


@given(seeds)
@examples(12)
def test_scalars_say_the_same(seed: int) -> None:
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    system = cone(question.system, question.goal).system
    for sizes in islice(sizes_up_to(system.sorts, 2), 3):
        universe = FiniteUniverse(sizes, system.numbers)
        finite, goal = universe.system(system), universe.goal(question.goal)
        try:
            scalars = scalar_system(finite, goal)
        except NotScalar:
            continue
        booleans = one_hot(scalars)
        answers = {
            reached(finite, goal),
            reached(scalars.system, scalars.goal),
            reached(booleans.system, booleans.goal),
        } - {"unclear"}
        assert len(answers) <= 1, f"{sizes}: {answers}\n{drawn.text}"


@given(seeds)
@examples(12)
def test_spacer_and_search_do_not_contradict_each_other(seed: int) -> None:
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    system = cone(question.system, question.goal).system
    for sizes in islice(sizes_up_to(system.sorts, 2), 3):
        universe = FiniteUniverse(sizes, system.numbers)
        finite, goal = universe.system(system), universe.goal(question.goal)
        attempt = spacer(finite, goal, tools())
        found = reached(finite, goal)
        if isinstance(attempt.outcome, Proved):
            again = check_certificate(attempt.outcome.certificate, finite, goal, z3_script, Budget(Limits()))
            assert isinstance(again, Confirmed) or again.answer.startswith("unknown"), f"{again}\n{drawn.text}"
            assert not isinstance(found, int), drawn.text


@given(seeds)
@examples(12)
def test_finite_scope_contradicts_no_run(seed: int) -> None:
    """What is claimed for some sizes is true of the shortest run with such sizes; a run that is found is the shortest."""
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    system = cone(question.system, question.goal).system
    scope = finite_scope(system, question.goal, tools(10_000_000), most=2, depth=DEPTH)
    run = search(system, question.goal, tools(), max_depth=DEPTH)
    if isinstance(run, Refuted) and isinstance(scope, InScope):
        for claimed in scope.scopes:
            inside = all(size <= claimed.sizes[sort] for sort, size in run.run.sizes.items())
            assert not inside or (claimed.depth is not None and claimed.depth < len(run.run.steps)), drawn.text
    if isinstance(run, Refuted) and isinstance(scope, Refuted) and run.run.minimal:
        assert len(run.run.steps) <= len(scope.run.steps), drawn.text


def test_some_goals_are_answered_in_scope() -> None:
    outcomes: set[type] = set()
    for seed in range(8):
        drawn = draw(seed)
        question = asked(drawn.project, drawn.project.checks[0])
        if question is not None:
            system = cone(question.system, question.goal).system
            outcomes.add(type(finite_scope(system, question.goal, tools(10_000_000), most=2, depth=DEPTH)))
    assert {InScope, Refuted} <= outcomes
