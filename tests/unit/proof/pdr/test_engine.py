"""Invariants that are inferred, goals that are reached, and those that no universal clauses exclude."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import INT, Term
from rspverify.logic.wellformed import IllFormed
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.houdini import Invariants, houdini
from rspverify.proof.outcome import Proved, Unknown
from rspverify.proof.pdr.engine import Attempt, pdr
from rspverify.proof.search import Tools
from rspverify.solver.port import Answer, Budget, Limits
from rspverify.solver.port import Unknown as NoAnswer
from rspverify.solver.z3_adapter import Z3Session, z3_script, z3_solver

NOTHING = Invariants((), {})
LESS = Limits(rlimit=20_000_000)


def attempt(asked: hand.Asked, known: Invariants = NOTHING, limits: Limits = LESS, most_frames: int = 12) -> Attempt:
    return pdr(asked.system, asked.goal, Tools(z3_solver, Budget(limits)), known=known, most_frames=most_frames)


def proof(asked: hand.Asked, known: Invariants = NOTHING) -> Attempt:
    """An attempt that is a proof, confirmed."""
    found = attempt(asked, known)
    assert isinstance(found.outcome, Proved), found
    certificate = found.outcome.certificate
    again = check_certificate(certificate, asked.system, asked.goal, z3_script, Budget(Limits()))
    assert again == Confirmed(len(certificate.conditions)) and again.checked > 0
    assert certificate.k == 0 and found.reaches is None
    assert {name for name, _ in found.clauses} <= {name for name, _ in certificate.invariants}
    assert all(term.op != "exists" for _, term in found.clauses)
    return found


def without_hints(asked: hand.Asked) -> hand.Asked:
    return replace(asked, system=replace(asked.system, hints=()))


def one_key() -> hand.Asked:
    """There is one key; at most one person holds it, which takes two clauses."""
    free = hand.fact("free")
    taken = {hand.HOLDS: hand.becomes_true(hand.HOLDS), free: hand.Closure((), build.FALSE)}
    given = {hand.HOLDS: hand.becomes_false(hand.HOLDS), free: hand.Closure((), build.TRUE)}
    system = TransitionSystem(
        (hand.PERSON,),
        (),
        (hand.HOLDS, free),
        build.TRUE,
        build.both(hand.of(free), hand.nobody(hand.HOLDS)),
        build.TRUE,
        (
            Transition("take", (hand.WHO,), hand.of(free), build.TRUE, taken),
            Transition("give", (hand.WHO,), hand.of(hand.HOLDS, hand.of(hand.WHO)), build.TRUE, given),
        ),
    )
    return hand.Asked(system, hand.two_hold().goal)


def ticket_lock() -> hand.Asked:
    """Each who wants to enter takes the next number and enters when it is served."""
    number, wants, inside = hand.fact("number", hand.PERSON, sort=INT), hand.fact("wants", hand.PERSON), hand.HOLDS
    coming, served = hand.fact("coming", sort=INT), hand.fact("served", sort=INT)
    who = hand.of(hand.WHO)
    given = build.ite(build.equal(hand.X, who), hand.of(coming), hand.of(number, hand.X))
    mine = build.equal(hand.of(number, who), hand.of(served))
    zero = [build.equal(hand.of(counter), build.integer(0)) for counter in (coming, served)]

    def plus_one(counter: hand.Symbol) -> hand.Closure:
        return hand.Closure((), build.add(hand.of(counter), build.integer(1)))

    system = TransitionSystem(
        (hand.PERSON,),
        (),
        (number, wants, inside, coming, served),
        build.TRUE,
        build.conj((*zero, hand.nobody(wants), hand.nobody(inside))),
        build.TRUE,
        (
            Transition(
                "draw",
                (hand.WHO,),
                build.negate(hand.of(wants, who)),
                build.TRUE,
                {wants: hand.becomes_true(wants), number: hand.Closure((hand.X,), given), coming: plus_one(coming)},
            ),
            Transition(
                "enter",
                (hand.WHO,),
                build.both(hand.of(wants, who), mine),
                build.TRUE,
                {inside: hand.becomes_true(inside)},
            ),
            Transition(
                "leave",
                (hand.WHO,),
                hand.of(inside, who),
                build.TRUE,
                {
                    inside: hand.becomes_false(inside),
                    wants: hand.becomes_false(wants),
                    served: plus_one(served),
                },
            ),
        ),
    )
    return hand.Asked(system, hand.two_hold().goal)


def decided_by_somebody() -> hand.Asked:
    """Decided only if somebody is trained, who stays so: true, but what says so is `some`, in no universal clause."""
    decided = hand.fact("decided")
    somebody = build.negate(hand.nobody(hand.TRAINED))
    system = TransitionSystem(
        (hand.PERSON,),
        (),
        (hand.TRAINED, decided),
        build.TRUE,
        build.both(hand.nobody(hand.TRAINED), build.negate(hand.of(decided))),
        build.TRUE,
        (
            Transition("train", (hand.WHO,), build.TRUE, build.TRUE, {hand.TRAINED: hand.becomes_true(hand.TRAINED)}),
            Transition("decide", (), somebody, build.TRUE, {decided: hand.Closure((), build.TRUE)}),
        ),
    )
    return hand.Asked(system, Goal(build.both(hand.of(decided), hand.nobody(hand.TRAINED))))


def test_one_clause_for_a_step() -> None:
    found = proof(without_hints(hand.untrained_drops()))
    ((name, clause),) = found.clauses
    person = build.var("person1", hand.PERSON)
    assert name == "inferred 1"
    assert clause is build.forall(
        (person,), build.either(build.negate(hand.of(hand.HOLDS, person)), hand.of(hand.TRAINED, person))
    )


def test_several_clauses() -> None:
    found = proof(one_key())
    assert [name for name, _ in found.clauses] == ["inferred 1", "inferred 2"]


def test_what_is_known_is_used_and_named() -> None:
    asked = hand.untrained_drops()
    known = houdini(asked.system, asked.system.hints, z3_solver, Budget(Limits()))
    found = proof(asked, known)
    assert found.clauses == ()
    assert isinstance(found.outcome, Proved)
    assert [name for name, _ in found.outcome.certificate.invariants] == ["who holds is trained"]


def test_what_is_known_and_not_needed_is_not_named() -> None:
    asked = one_key()
    harmless = build.forall((hand.X,), build.either(hand.of(hand.HOLDS, hand.X), hand.of(hand.HOLDS, hand.X)))
    known = Invariants((("harmless", build.either(harmless, build.negate(harmless))),), {"harmless": frozenset()})
    found = proof(asked, known)
    assert isinstance(found.outcome, Proved)
    assert [name for name, _ in found.outcome.certificate.invariants] == ["inferred 1", "inferred 2"]


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        (hand.two_hold(), 4),
        (hand.mutual_exclusion(guarded=False), 4),
        (hand.weather(guarded=False), 2),
        (hand.Asked(hand.deadline(24), hand.open_for(24)), 2),
        (hand.Asked(hand.lock(), Goal(hand.nobody(hand.HOLDS))), 0),
    ],
)
def test_what_is_reached_is_not_proved(asked: hand.Asked, steps: int) -> None:
    found = attempt(without_hints(asked))
    assert isinstance(found.outcome, Unknown) and "may reach it" in found.outcome.reason
    assert found.reaches == steps


def test_safe_without_a_universal_invariant() -> None:
    found = attempt(decided_by_somebody())
    assert isinstance(found.outcome, Unknown) and "no set of universal clauses" in found.outcome.reason
    assert found.reaches is not None


def test_what_is_known_may_say_some() -> None:
    asked = decided_by_somebody()
    decided = asked.system.symbols[1]
    hint = ("somebody is trained", build.implies(hand.of(decided), build.negate(hand.nobody(hand.TRAINED))))
    known = houdini(asked.system, [hint], z3_solver, Budget(Limits()))
    assert proof(asked, known).clauses == ()


def test_varying_facts() -> None:
    proof(hand.weather(guarded=True))


def test_a_deadline() -> None:
    """The difference of two times stays under a bound that the system adds."""
    found = proof(hand.Asked(hand.deadline(24), hand.open_for(25)))
    assert any(term.symbols >= {hand.NOW, hand.SINCE} for _, term in found.clauses)


def test_a_count_that_never_falls() -> None:
    (count,) = hand.counter(-3).system.symbols
    found = proof(hand.counter(-3))
    assert [term for _, term in found.clauses] == [build.less(build.integer(-3), hand.of(count))]


def test_a_count_that_goes_up_to_the_goal() -> None:
    found = attempt(hand.counter(5))
    assert isinstance(found.outcome, Unknown) and found.reaches is not None and found.reaches <= 5


def test_a_ticket_lock() -> None:
    """The order of numbers, for any number of people."""
    found = proof(ticket_lock())
    assert any(term.symbols >= {hand.fact("number", hand.PERSON, sort=INT)} for _, term in found.clauses)


def test_the_same_clauses_each_time() -> None:
    assert attempt(ticket_lock()).clauses == attempt(ticket_lock()).clauses


_PRINTED = "import test_engine as t; print(t.attempt(t.one_key())); print(t.attempt(t.hand.two_hold()).clauses)"


def test_the_same_clauses_whatever_the_hashes() -> None:
    here = os.path.dirname(__file__)
    path = os.pathsep.join((here, os.path.dirname(here), *sys.path))
    told = [
        subprocess.run(
            [sys.executable, "-c", _PRINTED],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert b"inferred 1" in told[0] and told[0] == told[1]


def test_too_few_frames() -> None:
    found = attempt(ticket_lock(), most_frames=1)
    assert isinstance(found.outcome, Unknown) and "up to frame 1" in found.outcome.reason
    assert found.reaches is None and found.clauses


def test_too_little_to_spend() -> None:
    found = attempt(one_key(), limits=Limits(rlimit=5_000))
    assert found.outcome == Unknown("the resource limit is reached") and found.reaches is None


class _Silent(Z3Session):
    """A solver that never knows."""

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        return NoAnswer("it is too hard")


def test_a_solver_that_does_not_know_proves_and_reaches_nothing() -> None:
    def silent(declarations: Declarations, budget: Budget) -> _Silent:
        return _Silent(declarations, budget)

    asked = one_key()
    found = pdr(asked.system, asked.goal, Tools(silent, Budget(LESS)), known=NOTHING)
    assert found == Attempt(Unknown("it is too hard"))


def test_strange_symbols_are_refused() -> None:
    asked = hand.two_hold()
    with pytest.raises(IllFormed, match="the goal mentions a, b"):
        attempt(replace(asked, goal=replace(asked.goal, constants=())))
