"""Of what was inferred, a proof names what it needs."""

from __future__ import annotations

import hand_built as hand

from rspverify.logic import build
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.houdini import Invariants
from rspverify.proof.pdr.minimize import proof
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver

TRAINED_HOLD = hand.lock().hints[0][1]


def test_what_is_not_needed_goes() -> None:
    asked = hand.untrained_drops()
    looser = build.forall((hand.X, hand.Y), build.disj((*_parts(), build.equal(hand.X, hand.Y))))
    found = proof(
        asked.system, asked.goal, Tools(z3_solver, Budget(Limits())), Invariants((), {}), [looser, TRAINED_HOLD]
    )
    assert found is not None and len(found.certificate.invariants) == 1
    again = check_certificate(found.certificate, asked.system, asked.goal, z3_script, Budget(Limits()))
    assert again == Confirmed(len(found.certificate.conditions))


def test_no_proof_from_what_is_no_invariant() -> None:
    asked = hand.untrained_drops()
    nobody = hand.nobody(hand.HOLDS)
    assert proof(asked.system, asked.goal, Tools(z3_solver, Budget(Limits())), Invariants((), {}), [nobody]) is None


def test_no_proof_from_what_does_not_exclude_the_goal() -> None:
    asked = hand.two_hold()
    tools = Tools(z3_solver, Budget(Limits()))
    assert proof(asked.system, asked.goal, tools, Invariants((), {}), [TRAINED_HOLD]) is None


def _parts() -> tuple[hand.Term, ...]:
    return (build.negate(hand.of(hand.HOLDS, hand.X)), hand.of(hand.TRAINED, hand.X), hand.of(hand.TRAINED, hand.Y))
