"""The smallest structures and what is read of them."""

from __future__ import annotations

import hand_built as hand

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.terms import Term
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.models import smallest_diagram
from rspverify.proof.pdr.vocabulary import vocabulary
from rspverify.solver.port import Budget, Limits, Unknown, Unsat
from rspverify.solver.z3_adapter import z3_solver

SYSTEM = hand.lock()
WORDS = vocabulary(SYSTEM, hand.untrained_drops().goal)
MANY = [hand.constant(f"p{number}") for number in range(12)]


def smallest(*terms: Term, assumed: tuple[Term, ...] = ()) -> Diagram | Unsat | Unknown:
    symbols = (*SYSTEM.symbols, hand.A, hand.B, *MANY, hand.fact("flag"))
    solver = z3_solver(Declarations((hand.PERSON,), (), symbols), Budget(Limits()))
    solver.push()
    for term in terms:
        solver.add(term)
    return smallest_diagram(solver, assumed, WORDS, rlimit=1_000_000)


def test_one_member_where_one_does() -> None:
    found = smallest(hand.of(hand.HOLDS, hand.of(hand.A)), hand.of(hand.HOLDS, hand.of(hand.B)))
    assert isinstance(found, Diagram)
    (member,) = found.members
    assert hand.of(hand.HOLDS, member) in found.literals


def test_two_members_where_it_takes_two() -> None:
    found = smallest(hand.of(hand.HOLDS, hand.of(hand.A)), build.negate(hand.of(hand.HOLDS, hand.of(hand.B))))
    assert isinstance(found, Diagram)
    one, two = found.members
    assert build.negate(build.equal(one, two)) in found.literals
    assert {hand.of(hand.HOLDS, one), hand.of(hand.HOLDS, two)} & set(found.literals)
    assert sum(literal.op == "not" and literal.args[0].op == "apply" for literal in found.literals) >= 1


def test_no_structure_of_any_size() -> None:
    flag = hand.of(hand.fact("flag"))
    found = smallest(
        build.implies(flag, hand.nobody(hand.HOLDS)), hand.of(hand.HOLDS, hand.of(hand.A)), assumed=(flag,)
    )
    assert found == Unsat((flag,))


def test_too_many_members() -> None:
    pairs = [(one, other) for number, one in enumerate(MANY) for other in MANY[:number]]
    found = smallest(*(build.negate(build.equal(hand.of(one), hand.of(other))) for one, other in pairs))
    assert isinstance(found, Unknown)
