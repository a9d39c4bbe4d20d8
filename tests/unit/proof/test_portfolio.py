"""Proofs, refutations, and what stays open."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.wellformed import IllFormed
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.outcome import Bounded, InScope, Outcome, Proved, Refuted, Unknown
from rspverify.proof.portfolio import prove, prove_lemmas
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver


def answer(asked: hand.Asked, **options: object) -> Outcome:
    return prove(asked.system, asked.goal, Tools(z3_solver, Budget(Limits())), **options)  # type: ignore[arg-type]


def proof(asked: hand.Asked, **options: object) -> Proved:
    """A proof, whose certificate is confirmed."""
    found = answer(asked, **options)
    assert isinstance(found, Proved), found
    again = check_certificate(found.certificate, asked.system, asked.goal, z3_script, Budget(Limits()))
    assert again == Confirmed(len(found.certificate.conditions))
    return found


def test_inductive_by_itself() -> None:
    found = proof(hand.untrained_holds())
    assert found.certificate.k == 1 and found.certificate.invariants == ()


def test_with_the_one_hint_that_is_needed() -> None:
    found = proof(hand.untrained_drops())
    assert [name for name, _ in found.certificate.invariants] == ["who holds is trained"]


def test_open_without_the_hint() -> None:
    asked = hand.untrained_drops()
    bare = hand.Asked(replace(asked.system, hints=()), asked.goal)
    found = answer(bare, max_depth=4, engines=("bounded", "induction", "houdini"))
    assert isinstance(found, Bounded) and found.depth == 4


def test_without_the_hint_it_is_inferred() -> None:
    asked = hand.untrained_drops()
    bare = hand.Asked(replace(asked.system, hints=()), asked.goal)
    assert any(name.startswith("inferred") for name, _ in proof(bare).certificate.invariants)


def test_runs_first() -> None:
    """Where a run is expected, it is looked for before invariants are."""
    asked = hand.two_hold()
    found = answer(asked, runs_first=True, engines=("bounded", "houdini"))
    assert isinstance(found, Refuted) and len(found.run.steps) == 4


def test_an_engine_that_is_not_asked_says_nothing() -> None:
    asked = hand.untrained_holds()
    assert isinstance(answer(asked, engines=()), Unknown)
    assert isinstance(answer(asked, engines=("scope",)), InScope)


def test_with_a_lemma_instead() -> None:
    asked = hand.untrained_drops()
    found = proof(hand.Asked(replace(asked.system, hints=()), asked.goal), lemmas=asked.system.hints)
    assert [name for name, _ in found.certificate.invariants] == ["who holds is trained"]


def test_mutual_exclusion_for_any_number_of_people() -> None:
    proof(hand.mutual_exclusion(guarded=True))
    found = answer(hand.mutual_exclusion(guarded=False))
    assert isinstance(found, Refuted) and len(found.run.steps) == 4 and found.run.sizes == {hand.PERSON: 2}


def test_time_does_not_pass_beyond_a_deadline() -> None:
    proof(hand.Asked(hand.deadline(24), hand.open_for(25)))
    found = answer(hand.Asked(hand.deadline(24), hand.open_for(24)))
    assert isinstance(found, Refuted) and [dict(s.parameters) for s in found.run.steps] == [{}, {hand.HOURS: 24}]


def test_varying_facts() -> None:
    proof(hand.weather(guarded=True))
    assert isinstance(answer(hand.weather(guarded=False)), Refuted)


def test_lemmas_that_are_proved_and_those_that_are_not() -> None:
    system = hand.lock()
    found = prove_lemmas(replace(system, hints=()), system.hints, Tools(z3_solver, Budget(Limits())))
    assert [name for name, _ in found.proved] == ["who holds is trained"]
    assert found.left == ("nobody holds",)


def test_three_induction() -> None:
    """It counts 0, 1, 2, 0, …; five comes after four after three, which comes after nothing."""
    asked = hand.counter(5)
    (up,) = asked.system.transitions
    (count,) = asked.system.symbols
    at_two = build.equal(hand.of(count), build.integer(2))
    back = build.ite(at_two, build.integer(0), up.updates[count].body)
    system = replace(asked.system, transitions=(replace(up, updates={count: hand.Closure((), back)}),))
    found = proof(hand.Asked(system, asked.goal), engines=("bounded", "induction"))
    assert found.certificate.k == 3
    assert [condition.name for condition in found.certificate.conditions] == [
        "goal within 0",
        "goal within 1, by up",
        "goal within 2, by up",
        "goal after 3, by up",
    ]


def test_nothing_is_claimed_when_the_budget_is_gone() -> None:
    asked = hand.untrained_drops()
    found = prove(asked.system, asked.goal, Tools(z3_solver, Budget(Limits(rlimit=1))), max_depth=4)
    assert not isinstance(found, Proved | Refuted)


def test_strange_symbols_are_refused() -> None:
    asked = hand.two_hold()
    with pytest.raises(IllFormed, match="the goal mentions a, b"):
        answer(hand.Asked(asked.system, replace(asked.goal, constants=())))


def test_no_proof_without_a_certificate() -> None:
    with pytest.raises(TypeError):
        Proved(None)  # type: ignore[arg-type]
