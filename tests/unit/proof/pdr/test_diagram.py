"""Diagrams and their clauses."""

from __future__ import annotations

import hand_built as hand

from rspverify.logic import build
from rspverify.logic.terms import INT, Term
from rspverify.proof.pdr.diagram import Diagram, canonical, contrary, tidy

ONE, TWO = build.var("one", hand.PERSON), build.var("two", hand.PERSON)
A, B = hand.of(hand.fact("a", sort=INT)), hand.of(hand.fact("b", sort=INT))
DIFFERENT = build.negate(build.equal(ONE, TWO))


def holds(who: Term) -> Term:
    return hand.of(hand.HOLDS, who)


def test_the_clause_says_that_it_is_nowhere_so() -> None:
    diagram = Diagram((ONE, TWO), (DIFFERENT, holds(ONE), build.negate(hand.of(hand.TRAINED, TWO))))
    body = build.disj((build.equal(ONE, TWO), build.negate(holds(ONE)), hand.of(hand.TRAINED, TWO)))
    assert diagram.clause() is build.forall((ONE, TWO), body)
    assert Diagram((), ()).clause() is build.FALSE


def test_members_of_which_nothing_is_said_go() -> None:
    diagram = Diagram((ONE, TWO), (DIFFERENT, holds(TWO), holds(ONE)))
    assert diagram.only([holds(TWO)]) == Diagram((TWO,), (holds(TWO),))
    assert diagram.only([holds(ONE), DIFFERENT]) == Diagram((ONE, TWO), (DIFFERENT, holds(ONE)))


def test_comparisons_are_turned_round() -> None:
    assert contrary(build.less(A, B)) is build.at_most(B, A)
    assert contrary(build.at_most(A, B)) is build.less(B, A)
    assert contrary(build.negate(build.equal(A, B))) is build.equal(A, B)


def test_one_comparison_for_two() -> None:
    weak, back, unequal = build.at_most(A, B), build.at_most(B, A), build.negate(build.equal(B, A))
    assert tidy((weak, back)) == (build.equal(A, B),)
    assert tidy((weak, unequal)) == (build.less(A, B),)
    assert tidy((build.less(A, B), weak, unequal)) == (build.less(A, B),)
    assert tidy((weak, holds(ONE))) == (weak, holds(ONE))
    assert tidy((unequal,)) == (unequal,)


def test_names_and_order_of_members_make_no_difference() -> None:
    trained = build.negate(hand.of(hand.TRAINED, ONE))
    other = build.negate(hand.of(hand.TRAINED, TWO))
    first = canonical(Diagram((ONE, TWO), (DIFFERENT, holds(ONE), holds(TWO), trained)))
    again = canonical(Diagram((TWO, ONE), (other, build.negate(build.equal(TWO, ONE)), holds(TWO), holds(ONE))))
    assert first == again
    assert [str(member.payload) for member in first.members] == ["person1", "person2"]
    assert canonical(Diagram((ONE, TWO), (DIFFERENT, holds(ONE), trained))) != first
