"""What a proof rests on is what cannot be left out of it."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.system import Goal, Origin, Part, TransitionSystem
from rspverify.logic.terms import Symbol
from rspverify.proof.certificate import certify
from rspverify.proof.inductive_validity import ValidityCore, validity_core
from rspverify.proof.outcome import Proved
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

RULE, LAW, HABIT, START = (Origin("clause", name) for name in ("rule", "law", "habit", "start"))
WHO = hand.of(hand.WHO)
NOT_TRAINED = build.negate(hand.of(hand.TRAINED, WHO))
NOT_HOLDING = build.negate(hand.of(hand.HOLDS, WHO))


def guarded(**forbidding: object) -> TransitionSystem:
    """The lock, whose acts keep some rules."""
    system = hand.lock()
    transitions = tuple(
        replace(t, complies=build.conj(part.term for part in forbidding.get(t.name, ())))  # type: ignore[attr-defined]
        for t in system.transitions
    )
    parts = tuple(part for found in forbidding.values() for part in found)  # type: ignore[attr-defined]
    begun = tuple(Part(START, ("initial",), piece) for piece in system.initial.args)
    return replace(system, transitions=transitions, parts=(*parts, *begun), hints=())


def part(origin: Origin, transition: str, term: object) -> Part:
    return Part(origin, ("complies", transition), term)  # type: ignore[arg-type]


def core(system: TransitionSystem, goal: Goal) -> ValidityCore:
    tools = Tools(z3_solver, Budget(Limits()))
    found = prove(system, goal, tools)
    assert isinstance(found, Proved)
    return validity_core(found.certificate, system, goal, z3_solver, tools.budget)


TAKEN = Goal(hand.of(hand.HOLDS, hand.of(hand.A)), (), (hand.A,))


def test_the_rule_that_forbids_is_needed_and_no_other() -> None:
    system = guarded(take=[part(RULE, "take", build.FALSE)], drop=[part(HABIT, "drop", NOT_TRAINED)])
    found = core(system, TAKEN)
    assert found.needed == (RULE, START)
    assert found.present == (RULE, HABIT, START)
    assert found.minimal


def test_of_two_rules_that_do_the_same_one_is_left_out() -> None:
    system = guarded(take=[part(RULE, "take", NOT_TRAINED), part(LAW, "take", build.either(NOT_TRAINED, NOT_HOLDING))])
    found = core(system, TAKEN)
    assert found.needed in {(RULE, START), (LAW, START)}
    assert found.minimal


def test_one_formula_of_two_rules_needs_one_of_them() -> None:
    system = guarded(take=[part(RULE, "take", NOT_TRAINED), part(LAW, "take", NOT_TRAINED)])
    assert len(set(core(system, TAKEN).needed) & {RULE, LAW}) == 1


def test_rules_that_contradict_each_other_are_told_apart() -> None:
    """Their conjunction is `false`, in which neither can be seen any more."""
    other = hand.of(hand.TRAINED, WHO)
    system = guarded(take=[part(RULE, "take", NOT_TRAINED), part(LAW, "take", other)])
    assert next(t for t in system.transitions if t.name == "take").complies is build.FALSE
    found = core(system, TAKEN)
    assert RULE in found.needed or LAW in found.needed


def test_without_parts_nothing_is_said() -> None:
    asked = hand.untrained_holds()
    system = replace(asked.system, parts=())
    assert core(system, asked.goal) == ValidityCore((), (), True)


@pytest.mark.parametrize("rlimit", [1, 10_000])
def test_where_the_solver_gives_up_nothing_is_left_out(rlimit: int) -> None:
    system = guarded(take=[part(RULE, "take", build.FALSE)], drop=[part(HABIT, "drop", NOT_TRAINED)])
    certificate = certify(system, TAKEN, 0, (("nobody holds", hand.nobody(hand.HOLDS)),))
    found = validity_core(certificate, system, TAKEN, z3_solver, Budget(Limits(rlimit=rlimit)))
    assert RULE in found.needed
    if rlimit == 1:
        assert found.needed == found.present
        assert not found.minimal


def test_parts_about_other_symbols_are_passed_over() -> None:
    stranger = Symbol("stranger", (), build.TRUE.sort)
    system = guarded(take=[part(RULE, "take", build.FALSE)])
    system = replace(system, parts=(*system.parts, Part(LAW, ("constraint",), build.apply(stranger))))
    assert LAW not in core(system, TAKEN).present
