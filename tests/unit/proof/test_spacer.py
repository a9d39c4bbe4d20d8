"""Spacer's invariants, over the system's own symbols, and what it is not believed."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Symbol, Term
from rspverify.proof.certificate import Confirmed, Failed, check_certificate
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.outcome import Proved, Unknown
from rspverify.proof.search import Tools
from rspverify.proof.spacer import Attempt, spacer
from rspverify.solver.horn import HornAnswer, Invariant, Reachable
from rspverify.solver.port import Budget, Limits
from rspverify.solver.port import Unknown as NoAnswer
from rspverify.solver.z3_adapter import z3_script, z3_solver

PROCESS, PLACE = LogicSort("Process", ("left", "right")), LogicSort("Place", ("idle", "waiting", "critical"))
AT, TURN = hand.fact("at", PROCESS, sort=PLACE), hand.fact("turn", sort=PROCESS)
ONE = hand.constant("one", PROCESS)
P = build.var("p", PROCESS)


def tools(limits: Limits = Limits()) -> Tools:  # noqa: B008
    return Tools(z3_solver, Budget(limits))


def confirm(attempt: Attempt, asked: hand.Asked) -> Confirmed | Failed:
    assert isinstance(attempt.outcome, Proved), attempt
    return check_certificate(attempt.outcome.certificate, asked.system, asked.goal, z3_script, Budget(Limits()))


def is_at(process: Term, place: str) -> Term:
    return build.equal(hand.of(AT, process), build.enum(place, PLACE))


def moves(place: str) -> Closure:
    return Closure((P,), build.ite(build.equal(P, hand.of(ONE)), build.enum(place, PLACE), hand.of(AT, P)))


def peterson(polite: bool) -> hand.Asked:
    """Peterson's lock for two (IPL 1981); without politeness nobody gives the other the turn."""
    left, right = build.enum("left", PROCESS), build.enum("right", PROCESS)
    one = hand.of(ONE)
    other = build.ite(build.equal(one, left), right, left)
    given = Closure((), other if polite else one)
    free = build.either(is_at(other, "idle"), build.equal(hand.of(TURN), one))
    system = TransitionSystem(
        (),
        (PROCESS, PLACE),
        (AT, TURN),
        build.TRUE,
        build.forall((P,), is_at(P, "idle")),
        build.TRUE,
        (
            Transition("ask", (ONE,), is_at(one, "idle"), build.TRUE, {AT: moves("waiting"), TURN: given}),
            Transition("enter", (ONE,), is_at(one, "waiting"), free, {AT: moves("critical")}),
            Transition("leave", (ONE,), is_at(one, "critical"), build.TRUE, {AT: moves("idle")}),
        ),
    )
    return hand.Asked(system, Goal(build.both(is_at(left, "critical"), is_at(right, "critical"))))


def finite(asked: hand.Asked, size: int) -> hand.Asked:
    universe = FiniteUniverse(dict.fromkeys(asked.system.sorts, size))
    return hand.Asked(universe.system(asked.system), universe.goal(asked.goal))


def test_mutual_exclusion_over_enumerations() -> None:
    asked = peterson(polite=True)
    attempt = spacer(asked.system, asked.goal, tools())
    assert confirm(attempt, asked) == Confirmed(5) and not attempt.reachable
    assert isinstance(attempt.outcome, Proved)
    for name, term in attempt.outcome.certificate.invariants:
        assert name.startswith("found by Spacer") and term.symbols <= {AT, TURN}


def test_without_politeness() -> None:
    asked = peterson(polite=False)
    attempt = spacer(asked.system, asked.goal, tools())
    assert attempt.reachable and isinstance(attempt.outcome, Unknown)


@pytest.mark.parametrize("asked", [hand.mutual_exclusion(True), hand.untrained_drops(), hand.untrained_holds()])
@pytest.mark.parametrize("size", [1, 3])
def test_proofs_in_a_finite_universe(asked: hand.Asked, size: int) -> None:
    asked = finite(asked, size)
    found = confirm(spacer(asked.system, asked.goal, tools()), asked)
    assert isinstance(found, Confirmed)


def test_runs_in_a_finite_universe() -> None:
    for asked in (hand.mutual_exclusion(False), hand.two_hold(), hand.weather(guarded=False)):
        asked = finite(asked, 2)
        assert spacer(asked.system, asked.goal, tools()).reachable


def test_numbers() -> None:
    asked = hand.Asked(hand.deadline(24), hand.open_for(25))
    assert isinstance(confirm(spacer(asked.system, asked.goal, tools()), asked), Confirmed)
    asked = hand.Asked(hand.deadline(24), hand.open_for(24))
    assert spacer(asked.system, asked.goal, tools()).reachable


def test_a_counter_goes_on() -> None:
    asked = hand.counter(-1)
    assert isinstance(confirm(spacer(asked.system, asked.goal, tools()), asked), Confirmed)
    assert spacer(asked.system, hand.counter(7).goal, tools()).reachable


def shelf(start: int) -> hand.Asked:
    """Places 0 to 3 are filled upwards from `start`; is place 0 ever filled?"""
    filled, which, n = hand.fact("filled", INT), hand.constant("which", INT), build.var("n", INT)
    inside = build.both(
        build.at_most(build.integer(0), hand.of(which)), build.at_most(hand.of(which), build.integer(3))
    )
    allowed = build.both(inside, build.at_most(build.integer(start), hand.of(which)))
    update = Closure((n,), build.either(hand.of(filled, n), build.equal(n, hand.of(which))))
    empty = build.forall((n,), build.negate(hand.of(filled, n)))
    fill = Transition("fill", (which,), allowed, build.TRUE, {filled: update})
    system = TransitionSystem((), (), (filled,), build.TRUE, empty, build.TRUE, (fill,), numbers=range(4))
    return hand.Asked(system, Goal(hand.of(filled, build.integer(0))))


def test_places_that_are_numbers() -> None:
    assert isinstance(confirm(spacer(shelf(1).system, shelf(1).goal, tools()), shelf(1)), Confirmed)
    assert spacer(shelf(0).system, shelf(0).goal, tools()).reachable


def test_a_number_beyond_those_that_matter() -> None:
    """`filled(-1)` is no place of its own here, but anything in the system itself: then nothing is proved."""
    asked = shelf(1)
    (fill,) = asked.system.transitions
    (filled,) = asked.system.symbols
    which = fill.parameters[0]
    below = hand.of(filled, build.add(hand.of(which), build.integer(-1)))
    downwards = replace(fill, possible=build.both(build.equal(hand.of(which), build.integer(0)), below))
    attempt = spacer(replace(asked.system, transitions=(downwards,)), asked.goal, tools())
    assert isinstance(attempt.outcome, Unknown) and "not confirmed" in attempt.outcome.reason


def test_any_number_of_members_is_not_for_spacer() -> None:
    asked = hand.two_hold()
    attempt = spacer(asked.system, asked.goal, tools())
    assert attempt == Attempt(Unknown("Spacer was not asked: Person has any number of members"))


def test_known_invariants_are_used_and_shown() -> None:
    """A step back below zero is taken only after the count was negative: known not to happen."""
    count, limit = hand.fact("count", sort=INT), Symbol("limit", (), INT, rigid=True)
    positive = build.at_most(build.integer(0), hand.of(count))
    up = Transition("up", (), build.TRUE, build.TRUE, {count: Closure((), build.add(hand.of(count), build.integer(1)))})
    start = build.equal(hand.of(count), build.integer(0))
    system = TransitionSystem((), (), (count, limit), build.TRUE, start, build.TRUE, (up,))
    goal = Goal(build.less(hand.of(count), build.integer(-5)))
    attempt = spacer(system, goal, tools(), known=[("never negative", positive)])
    assert isinstance(confirm(attempt, hand.Asked(system, goal)), Confirmed)
    assert isinstance(attempt.outcome, Proved)
    assert ("never negative", positive) in attempt.outcome.certificate.invariants


class Says:
    """A `HornSolver` that always gives the same answer."""

    def __init__(self, answer: HornAnswer) -> None:
        self._answer = answer

    def __call__(self, script: str, budget: Budget, *, rlimit: int | None = None) -> HornAnswer:
        return self._answer


def test_a_wrong_invariant_is_not_confirmed() -> None:
    asked = hand.counter(5)
    lie = Invariant("((define-fun $reached ((x!0 Int)) Bool (not (= x!0 5))))")
    found = confirm(spacer(asked.system, asked.goal, tools(), horn=Says(lie)), asked)
    assert found == Failed("kept by up", "sat")


def test_what_cannot_be_read_and_what_is_not_known() -> None:
    asked = hand.counter(-1)
    strange = Invariant("((define-fun $reached ((x!0 Int)) Bool (exists ((y Int)) (= x!0 (* 2 y)))))")
    for answer in (strange, NoAnswer("no time"), Reachable()):
        attempt = spacer(asked.system, asked.goal, tools(), horn=Says(answer))
        assert isinstance(attempt.outcome, Unknown) and attempt.reachable == (answer == Reachable())


def test_the_goals_step() -> None:
    asked = hand.counter(0)
    (count,) = asked.system.symbols
    for bound, reachable in ((-1, False), (3, True)):
        goal = Goal(build.FALSE, (BadStep("up", build.equal(hand.of(count), build.integer(bound))),))
        attempt = spacer(asked.system, goal, tools())
        assert attempt.reachable is reachable
        assert reachable or isinstance(confirm(attempt, hand.Asked(asked.system, goal)), Confirmed)


def test_the_same_each_time() -> None:
    asked, spent = finite(hand.mutual_exclusion(True), 3), []
    found = []
    for _ in range(2):
        mine = tools()
        found.append(spacer(asked.system, asked.goal, mine))
        spent.append(mine.budget.spent)
    assert found[0] == found[1] and spent[0] == spent[1] > 0


def test_without_resources() -> None:
    asked = peterson(polite=True)
    assert isinstance(spacer(asked.system, asked.goal, tools(Limits(rlimit=0))).outcome, Unknown)
    assert isinstance(spacer(asked.system, asked.goal, tools(), rlimit=100).outcome, Unknown)


def test_a_breach_may_break_what_is_known_of_complying_runs() -> None:
    """Nobody who complies counts beyond three; who does breaks the rule, in a step that is the goal's."""
    asked = hand.counter(0)
    (up,), (count,) = asked.system.transitions, asked.system.symbols
    allowed = build.less(hand.of(count), build.integer(3))
    system = replace(asked.system, transitions=(replace(up, complies=allowed),))
    goal = Goal(build.FALSE, (BadStep("up", build.negate(allowed)),))
    few = build.at_most(hand.of(count), build.integer(3))
    assert spacer(system, goal, tools(), known=[("at most three", few)]).reachable
