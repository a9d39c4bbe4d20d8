"""A claim about a deadline follows from the duty that its act fulfils; the other rules of the policy are left out first."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.system import BadStep, Goal, TransitionSystem
from rspverify.logic.terms import Symbol
from rspverify.proof.certificate import Confirmed, certify, check_certificate
from rspverify.proof.few import from_few
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver

NOISY = hand.fact("noisy")


def guarded(focus: frozenset[Symbol]) -> TransitionSystem:
    """The lock, where to drop a key while it is noisy is only for the trained."""
    lock = hand.lock()
    rule = build.implies(hand.of(NOISY), hand.of(hand.TRAINED, hand.of(hand.WHO)))
    return replace(
        lock,
        symbols=(*lock.symbols, NOISY),
        transitions=tuple(replace(t, complies=rule) if t.name == "drop" else t for t in lock.transitions),
        focus=focus,
    )


def dropped(system: TransitionSystem, *, by_the_untrained: bool) -> Goal:
    """Somebody, trained or not, drops a key in keeping with the rules."""
    drop = next(t for t in system.transitions if t.name == "drop")
    trained = hand.of(hand.TRAINED, hand.of(hand.WHO))
    who = build.negate(trained) if by_the_untrained else trained
    return Goal(build.FALSE, (BadStep("drop", build.conj((who, drop.complies))),))


def found(system: TransitionSystem, goal: Goal) -> object:
    return from_few(system, goal, Tools(z3_solver, Budget(Limits())), rlimit=1_000_000)


def test_what_is_found_proves_the_whole() -> None:
    system = guarded(frozenset({hand.TRAINED}))
    goal = dropped(system, by_the_untrained=True)
    invariants = from_few(system, goal, Tools(z3_solver, Budget(Limits())), rlimit=1_000_000)
    assert invariants is not None
    confirmed = check_certificate(certify(system, goal, 0, invariants), system, goal, z3_script, Budget(Limits()))
    assert isinstance(confirmed, Confirmed)


def test_what_needs_a_rule_that_is_left_out_is_not_found() -> None:
    """Without hints only the rule, which speaks of noise, keeps an untrained person from dropping a key in the noise."""
    system = replace(guarded(frozenset({hand.HOLDS})), hints=())
    drop = next(t for t in system.transitions if t.name == "drop")
    untrained = build.negate(hand.of(hand.TRAINED, hand.of(hand.WHO)))
    goal = Goal(build.FALSE, (BadStep("drop", build.conj((hand.of(NOISY), untrained, drop.complies))),))
    assert goal.steps[0].condition is not build.FALSE
    assert found(system, goal) is None
    assert found(replace(system, focus=frozenset({NOISY})), goal) is not None


@pytest.mark.parametrize("focus", [frozenset[Symbol](), frozenset({hand.TRAINED})])
def test_what_can_happen_is_never_excluded(focus: frozenset[Symbol]) -> None:
    system = guarded(focus)
    assert found(system, dropped(system, by_the_untrained=False)) is None


def test_only_steps_are_asked_about() -> None:
    system = guarded(frozenset({hand.TRAINED}))
    assert found(system, Goal(hand.of(NOISY))) is None
