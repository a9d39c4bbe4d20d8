"""Clauses learned from the states in which an induction fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hand_built import HOLDS, PERSON, TRAINED, WHO, A, Asked, B, X, fact, nobody, of, two_hold, untrained_drops

from rspverify.logic import build
from rspverify.logic.substitute import Closure
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import INT, Term
from rspverify.proof.cti import counterexample_to_induction
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Inductive, step
from rspverify.proof.outcome import Bounded
from rspverify.proof.search import Tools, search
from rspverify.proof.suggest import Suggestion, suggest
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver


def learned(
    asked: Asked,
    depth: int = 3,
    runs: TransitionSystem | None = None,
    sayable: Callable[[Term], bool] = lambda literal: True,
    most_depth: int | None = None,
) -> Suggestion | None:
    tools = Tools(z3_solver, Budget(Limits(rlimit=40_000_000)))
    run = counterexample_to_induction(asked.system, asked.goal, (), tools)
    assert run is not None
    return suggest(
        asked.system, asked.goal, (), run, tools, depth=depth, most_depth=most_depth, runs=runs, sayable=sayable
    )


def inductive(asked: Asked, found: Suggestion) -> bool:
    budget = Budget(Limits(rlimit=40_000_000))
    lemmas = [(str(number), lemma) for number, lemma in enumerate(found.lemmas)]
    return isinstance(step(asked.system, asked.goal, 1, lemmas, z3_solver, budget), Inductive)


def one_key() -> Asked:
    """A key is free or held; who takes it needs it free. Two holders are never; that needs `held implies not free`."""
    free = fact("free")
    taking = {HOLDS: Closure((X,), build.either(of(HOLDS, X), build.equal(X, of(WHO)))), free: Closure((), build.FALSE)}
    dropping = {
        HOLDS: Closure((X,), build.both(of(HOLDS, X), build.negate(build.equal(X, of(WHO))))),
        free: Closure((), build.TRUE),
    }
    system = TransitionSystem(
        (PERSON,),
        (),
        (HOLDS, free),
        build.TRUE,
        build.both(nobody(HOLDS), of(free)),
        build.TRUE,
        (
            Transition("take", (WHO,), of(free), build.TRUE, taking),
            Transition("drop", (WHO,), of(HOLDS, of(WHO)), build.TRUE, dropping),
        ),
    )
    two = build.conj((of(HOLDS, of(A)), of(HOLDS, of(B)), build.negate(build.equal(of(A), of(B)))))
    return Asked(system, Goal(two, (), (A, B)))


def test_the_missing_lemma_is_found_and_is_small() -> None:
    asked = one_key()
    found = learned(asked)
    assert found is not None and found.enough and found.proved
    free = asked.system.symbols[1]
    first, second = found.lemmas
    assert set(first.args[0].args) == {build.negate(of(HOLDS, first.payload[0])), build.negate(of(free))}
    assert second.symbols == {HOLDS}, "dropping a key frees it only if nobody else has it: the goal itself"
    assert inductive(asked, found)
    assert learned(asked) == found, "the same on every run"


def test_a_step_of_the_goal() -> None:
    found = learned(untrained_drops())
    assert found is not None and found.enough and found.proved
    (lemma,) = found.lemmas
    assert lemma.symbols == {HOLDS, TRAINED}


def test_what_is_proved_is_invariant() -> None:
    asked = one_key()
    found = learned(asked)
    assert found is not None
    budget = Budget(Limits(rlimit=40_000_000))
    lemmas = [(str(number), lemma) for number, lemma in enumerate(found.lemmas)]
    kept = houdini(asked.system, [*lemmas, ("goal", _nowhere(asked.goal))], z3_solver, budget).kept
    assert len(kept) == len(lemmas) + 1


def _nowhere(goal: Goal) -> Term:
    from rspverify.proof.portfolio import never

    found = never(goal)
    assert found is not None
    return found[1]


def test_nothing_is_suggested_for_a_goal_that_is_reached() -> None:
    """Two may hold after four steps; a clause that excludes the state before is true of short runs only."""
    asked = two_hold()
    found = learned(asked, depth=4)
    assert found is None or not found.enough


def test_what_longer_runs_break_is_not_suggested() -> None:
    asked = two_hold()
    short = learned(asked, depth=1)
    assert short is not None, "after one step nobody holds yet"
    assert isinstance(_search(asked, short, 1), Bounded)
    longer = learned(asked, depth=1, most_depth=4)
    assert longer is None or isinstance(_search(asked, longer, 4), Bounded)


def _search(asked: Asked, found: Suggestion, depth: int) -> object:
    tools = Tools(z3_solver, Budget(Limits(rlimit=40_000_000)))
    broken = Goal(build.negate(build.conj(found.lemmas)))
    return search(asked.system, broken, tools, max_depth=depth)


def test_lemmas_hold_in_the_runs_of_which_they_speak() -> None:
    """A policy keeps the key from being taken twice: of all runs there is no such lemma."""
    asked = one_key()
    take, drop = asked.system.transitions
    polite = replace(take, possible=build.TRUE, complies=take.possible)
    complying = replace(asked.system, transitions=(polite, drop))
    rude = replace(complying, transitions=(replace(polite, complies=build.TRUE), drop))
    assert learned(Asked(complying, asked.goal)) is not None
    found = learned(Asked(complying, asked.goal), runs=rude)
    assert found is None or not found.enough


def test_only_literals_that_can_be_said_are_used() -> None:
    asked = one_key()
    free = asked.system.symbols[1]
    found = learned(asked, sayable=lambda literal: free not in literal.symbols)
    assert found is None or all(free not in lemma.symbols for lemma in found.lemmas)


def test_numbers_are_compared() -> None:
    """A counter goes up by two; below an odd number it stays even, which no comparison says; but it is not negative."""
    count = fact("count", sort=INT)
    up = Transition("up", (), build.TRUE, build.TRUE, {count: Closure((), build.add(of(count), build.integer(2)))})
    start = build.equal(of(count), build.integer(0))
    system = TransitionSystem((), (), (count,), build.TRUE, start, build.TRUE, (up,))
    found = learned(Asked(system, Goal(build.equal(of(count), build.integer(-1)))))
    assert found is not None and found.proved
    assert inductive(Asked(system, Goal(build.equal(of(count), build.integer(-1)))), found)
