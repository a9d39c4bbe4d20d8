"""A certificate that was changed is not confirmed."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand

from rspverify.logic import build
from rspverify.proof.certificate import Certificate, Confirmed, Failed, certify, check_certificate
from rspverify.proof.conditions import VerificationCondition
from rspverify.proof.outcome import Proved
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver

ASKED = hand.untrained_drops()


def certificate() -> Certificate:
    found = prove(ASKED.system, ASKED.goal, Tools(z3_solver, Budget(Limits())))
    assert isinstance(found, Proved)
    return found.certificate


def confirm(one: Certificate, asked: hand.Asked = ASKED) -> Confirmed | Failed:
    return check_certificate(one, asked.system, asked.goal, z3_script, Budget(Limits()))


def test_its_conditions_are_all_there() -> None:
    assert [condition.name for condition in certificate().conditions] == [
        "start",
        "kept by train",
        "kept by take",
        "kept by drop",
        "goal after 1, step 0 (drop)",
    ]
    assert confirm(certificate()) == Confirmed(5)


def test_a_condition_left_out() -> None:
    one = certificate()
    for condition in one.conditions:
        less = tuple(other for other in one.conditions if other != condition)
        assert confirm(replace(one, conditions=less)) == Failed(condition.name, "missing")


def test_a_condition_changed() -> None:
    one = certificate()
    changed = VerificationCondition("kept by take", one.conditions[1].smtlib)
    others = tuple(changed if condition.name == changed.name else condition for condition in one.conditions)
    assert isinstance(confirm(replace(one, conditions=others)), Failed)


def test_a_condition_from_elsewhere() -> None:
    one = certificate()
    more = (*one.conditions, VerificationCondition("kept by nobody", "(assert false)(check-sat)"))
    assert confirm(replace(one, conditions=more)) == Failed("kept by nobody", "not a condition of this system and goal")


def test_a_weaker_invariant() -> None:
    weak = certify(
        ASKED.system, ASKED.goal, 0, (("nothing much", build.negate(build.negate(hand.nobody(hand.HOLDS)))),)
    )
    assert confirm(weak) == Failed("kept by take", "sat")
    none = certify(ASKED.system, ASKED.goal, 0, ())
    assert confirm(none) == Failed("goal after 1, step 0 (drop)", "sat")


def test_conditions_of_other_invariants() -> None:
    assert isinstance(confirm(replace(certificate(), invariants=())), Failed)


def test_no_base_no_proof() -> None:
    """Three steps are not enough to count to five, but a path of any three steps from anywhere is."""
    asked = hand.counter(5)
    assert isinstance(confirm(certify(asked.system, asked.goal, 3, ()), asked), Failed)


def test_an_unanswered_condition_is_not_confirmed() -> None:
    found = check_certificate(certificate(), ASKED.system, ASKED.goal, z3_script, Budget(Limits(rlimit=1)))
    assert isinstance(found, Failed) and found.answer.startswith("unknown")
