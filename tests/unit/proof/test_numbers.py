"""Symbols and quantifiers over numbers: gone through where the numbers are few, and said to be too many where not."""

from __future__ import annotations

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.evaluate import Structure, Unbounded, evaluate
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Symbol, Term
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.outcome import Bounded, Refuted
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools, search
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

N, FILLED, WHICH = build.var("n", INT), hand.fact("filled", INT), hand.constant("which", INT)


def between(low: int, number: Term, high: int) -> Term:
    return build.both(build.at_most(build.integer(low), number), build.at_most(number, build.integer(high)))


def shelf(high: int) -> TransitionSystem:
    """Places 0, 1, … `high` are filled one at a time, each after the one below it."""
    below = build.add(hand.of(WHICH), build.integer(-1))
    first = build.equal(hand.of(WHICH), build.integer(0))
    possible = build.both(between(0, hand.of(WHICH), high), build.either(first, hand.of(FILLED, below)))
    filled = Closure((N,), build.either(hand.of(FILLED, N), build.equal(N, hand.of(WHICH))))
    empty = build.forall((N,), build.implies(between(0, N, high), build.negate(hand.of(FILLED, N))))
    fill = Transition("fill", (WHICH,), possible, build.TRUE, {FILLED: filled})
    return TransitionSystem((), (), (FILLED,), build.TRUE, empty, build.TRUE, (fill,), numbers=range(high + 1))


def full(high: int) -> Goal:
    return Goal(build.forall((N,), build.implies(between(0, N, high), hand.of(FILLED, N))))


def tools() -> Tools:
    return Tools(z3_solver, Budget(Limits()))


def test_every_place_is_told() -> None:
    found = prove(shelf(2), full(2), tools())
    assert isinstance(found, Refuted)
    assert [step.parameters[WHICH] for step in found.run.steps] == [0, 1, 2]
    assert found.run.states[2][FILLED] == {(0,): True, (1,): True, (2,): False}


@pytest.mark.parametrize("high", [10**6, 10**15])
def test_too_many_numbers_are_an_answer(high: int) -> None:
    system = shelf(high)
    goal = Goal(build.FALSE, (BadStep("fill", hand.of(FILLED, hand.of(WHICH))),))
    for answer in (prove(system, goal, tools()), search(system, goal, tools(), max_depth=8)):
        assert isinstance(answer, Bounded) and answer.depth == 1
        assert "too many numbers" in answer.reason


def test_a_number_beyond_those_that_matter() -> None:
    """`filled(-1)` is no place of a table; that is no reason to fail."""
    system = shelf(2)
    goal = Goal(build.negate(hand.of(FILLED, build.integer(-1))))
    answer = search(system, goal, tools(), max_depth=0)
    assert isinstance(answer, Bounded | Refuted) or "filled" in answer.reason


def test_quantifiers_over_numbers_are_written_out() -> None:
    some = build.exists((N,), build.both(between(1, N, 2), hand.of(FILLED, N)))
    at = [hand.of(FILLED, build.integer(i)) for i in (1, 2)]
    assert FiniteUniverse({}, range(4)).term(some) is build.disj(at)
    assert FiniteUniverse({}).term(some) is some, "nothing is known about the numbers"
    assert FiniteUniverse({}, range(10**9)).term(some) is some, "they are too many"


def test_written_out_together_with_members() -> None:
    holds = Symbol("holds", (hand.PERSON, INT), build.TRUE.sort)
    every = build.forall((hand.X, N), build.implies(between(0, N, 1), hand.of(holds, hand.X, N)))
    written = FiniteUniverse({hand.PERSON: 2}, range(-1, 3)).term(every)
    assert not written.free and written.op == "and" and len(written.args) == 4


def test_values_of_quantifiers_over_numbers() -> None:
    def meaning(symbol: Symbol, place: tuple[object, ...]) -> bool:
        return place == (2,)

    some = build.exists((N,), hand.of(FILLED, N))
    assert evaluate(some, Structure({}, meaning, range(3))) is True
    assert evaluate(some, Structure({}, meaning, range(2))) is False
    for numbers in (range(0), range(10**6)):
        with pytest.raises(Unbounded):
            evaluate(some, Structure({}, meaning, numbers))
    both = Symbol("both", (LogicSort("Color", ("red", "blue")), INT), build.TRUE.sort)
    assert len(list(Structure({}, meaning, range(3)).places(both))) == 6
