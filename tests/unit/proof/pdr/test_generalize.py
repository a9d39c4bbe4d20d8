"""Frames, what is asked of them, and how much more is blocked than was asked for."""

from __future__ import annotations

import hand_built as hand

from rspverify.logic import build
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.frames import Frames
from rspverify.proof.pdr.generalize import generalize, unreachable
from rspverify.proof.pdr.queries import Blocked, Open, Queries
from rspverify.proof.pdr.vocabulary import vocabulary
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

ONE, TWO = build.var("one", hand.PERSON), build.var("two", hand.PERSON)
HOLDS, UNTRAINED = hand.of(hand.HOLDS, ONE), build.negate(hand.of(hand.TRAINED, ONE))
OTHER = build.negate(hand.of(hand.HOLDS, TWO))
DIFFERENT = build.negate(build.equal(ONE, TWO))


def queries(asked: hand.Asked) -> Queries:
    words = vocabulary(asked.system, asked.goal)
    return Queries(asked.system, asked.goal, words, Tools(z3_solver, Budget(Limits())), ())


def test_what_the_proof_does_not_need_goes() -> None:
    asking = queries(hand.untrained_drops())
    whole = Diagram((ONE, TWO), (DIFFERENT, UNTRAINED, OTHER, HOLDS))
    assert generalize(asking, Frames(1), 1, whole) == Diagram((ONE,), (UNTRAINED, HOLDS))


def test_more_goes_close_to_the_start() -> None:
    """After one step from the start nobody holds the key, trained or not."""
    asking = queries(hand.untrained_drops())
    assert generalize(asking, Frames(1), 0, Diagram((ONE,), (UNTRAINED, HOLDS))) == Diagram((ONE,), (HOLDS,))


def test_what_can_be_reached_is_not_unreachable() -> None:
    asking = queries(hand.untrained_drops())
    assert unreachable(asking, Frames(1), 1, Diagram((ONE,), (HOLDS,))) is None
    assert unreachable(asking, Frames(1), 1, Diagram((ONE,), (UNTRAINED,))) is None


def test_clauses_of_a_frame_hold_there_and_not_later() -> None:
    asking, frames = queries(hand.untrained_drops()), Frames(2)
    bad, steps = asking.bad(frames, 1)
    assert isinstance(bad, Open) and steps == 1
    assert {literal.op for literal in bad.before.literals} == {"not", "apply"}
    frames.block(Diagram((ONE,), (UNTRAINED, HOLDS)), 1)
    assert isinstance(asking.bad(frames, 1)[0], Blocked)
    assert isinstance(asking.bad(frames, 2)[0], Open)


def test_a_clause_that_is_there_is_raised() -> None:
    frames = Frames(3)
    frames.block(Diagram((ONE,), (HOLDS,)), 1)
    frames.block(Diagram((ONE,), (HOLDS,)), 3)
    frames.block(Diagram((ONE,), (HOLDS,)), 2)
    ((clause),) = frames.clauses
    assert clause.level == 3 and list(frames.at(3)) == [clause] and list(frames.at(2)) == []
    assert frames.flags(3) == [clause.flag] and frames.flags(4) == []


def test_the_initial_states() -> None:
    asking = queries(hand.untrained_drops())
    assert isinstance(asking.initially(Diagram((ONE,), (UNTRAINED,))), Open)
    assert asking.initially(Diagram((ONE,), (UNTRAINED, HOLDS))) == Blocked(frozenset({HOLDS}))
    assert isinstance(asking.bad(Frames(), 0)[0], Blocked)
