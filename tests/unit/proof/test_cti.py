"""States that nothing excludes, a step before the goal."""

from __future__ import annotations

import pytest
from hand_built import (
    HOLDS,
    TRAINED,
    Asked,
    counter,
    mutual_exclusion,
    two_hold,
    untrained_drops,
    untrained_holds,
)

from rspverify.logic.evaluate import evaluate
from rspverify.logic.terms import Term
from rspverify.proof.cti import anywhere, counterexample_to_induction
from rspverify.proof.outcome import GroundRun
from rspverify.proof.portfolio import never
from rspverify.proof.replay import structure
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver


def tools(rlimit: int = 20_000_000) -> Tools:
    return Tools(z3_solver, Budget(Limits(rlimit=rlimit)))


def stuck(asked: Asked, *invariants: tuple[str, Term]) -> GroundRun | None:
    return counterexample_to_induction(asked.system, asked.goal, invariants, tools())


def true_at(asked: Asked, run: GroundRun, index: int, term: Term) -> bool:
    constants = {symbol: {(): value} for symbol, value in run.constants.items()}
    return evaluate(term, structure(asked.system, run.sizes, constants, run.states[index])) is True


def test_it_is_one_step_from_a_state_without_the_goal_to_the_goal() -> None:
    asked = two_hold()
    run = stuck(asked)
    assert run is not None and len(run.steps) == 1 and len(run.states) == 2
    without = never(asked.goal)
    assert without is not None
    assert true_at(asked, run, 0, without[1]) and true_at(asked, run, 1, asked.goal.state)


def test_it_is_small_and_plain() -> None:
    asked = two_hold()
    run = stuck(asked)
    assert run is not None and list(run.sizes.values()) == [2]
    assert sum(value is True for value in run.states[0][HOLDS].values()) == 1, "somebody holds already"
    assert run.states[1][TRAINED] == run.states[0][TRAINED]
    assert stuck(asked) == run, "the same on every run"


def test_a_step_of_the_goal_is_its_own_end() -> None:
    asked = untrained_drops()
    run = stuck(asked)
    assert run is not None and run.bad == 0 and run.steps[0].transition == "drop"
    hints = dict(asked.system.hints)
    assert stuck(asked, ("known", hints["who holds is trained"])) is None


def test_invariants_hold_in_it() -> None:
    asked = two_hold()
    hint = asked.system.hints[0]
    assert anywhere(asked.system, asked.goal, (hint,)).constraint is hint[1]
    run = stuck(asked, hint)
    assert run is not None and true_at(asked, run, 0, hint[1]) and true_at(asked, run, 1, hint[1])


@pytest.mark.parametrize("asked", [untrained_holds(), mutual_exclusion(True)], ids=["effect", "guard"])
def test_there_is_none_where_induction_succeeds(asked: Asked) -> None:
    assert stuck(asked) is None


def test_numbers() -> None:
    run = stuck(counter(7))
    assert run is not None
    (count,) = counter(7).system.symbols
    assert run.value(count, 0) == 6 and run.value(count, 1) == 7


def test_without_a_budget_there_is_none() -> None:
    asked = two_hold()
    assert counterexample_to_induction(asked.system, asked.goal, (), tools(1)) is None
