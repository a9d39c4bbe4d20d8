"""Runs that are found: their length, their size, and that they are the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import BadStep, Goal, Transition
from rspverify.logic.terms import Term
from rspverify.proof.ground import Preference
from rspverify.proof.outcome import Bounded, GroundRun, Refuted, Unknown
from rspverify.proof.search import Tools, search
from rspverify.solver.port import Answer, Budget, Limits
from rspverify.solver.port import Unknown as NoAnswer
from rspverify.solver.z3_adapter import Z3Session, z3_solver


def tools(*preferences: Preference, limits: Limits = Limits()) -> Tools:  # noqa: B008
    return Tools(z3_solver, Budget(limits), preferences)


def run_of(asked: hand.Asked, *preferences: Preference, max_depth: int = 6) -> GroundRun:
    found = search(asked.system, asked.goal, tools(*preferences), max_depth=max_depth)
    assert isinstance(found, Refuted), found
    return found.run


def names(run: GroundRun) -> list[str]:
    return [step.transition for step in run.steps]


def test_the_shortest_run_with_the_fewest_members() -> None:
    run = run_of(hand.two_hold())
    assert names(run) == ["train", "train", "take", "take"]
    assert run.sizes == {hand.PERSON: 2}
    assert run.minimal and run.bad is None
    assert (run.constants[hand.A], run.constants[hand.B]) == (0, 1)
    assert [dict(state[hand.HOLDS]) for state in run.states][-2:] == [
        {(0,): True, (1,): False},
        {(0,): True, (1,): True},
    ]


def test_the_fewest_members_whatever_the_last_step_is() -> None:
    """Two could meet, three be counted; one alone is enough, at the same moment, and comes later in the goal."""
    asked = hand.constant("asked")
    two = build.negate(build.equal(hand.of(hand.A), hand.of(hand.B)))
    three = build.conj((two, *(build.negate(build.equal(hand.of(hand.WHO), hand.of(one))) for one in (hand.A, hand.B))))
    steps = {
        "count": ((hand.WHO, hand.A, hand.B), three),
        "meet": ((hand.A, hand.B), two),
        "rest": ((hand.WHO,), build.TRUE),
    }
    system = replace(
        hand.lock(), transitions=tuple(Transition(name, on, if_, build.TRUE, {}) for name, (on, if_) in steps.items())
    )
    for state in (build.FALSE, hand.nobody(hand.HOLDS)):
        later = build.both(state, hand.of(hand.TRAINED, hand.of(asked)))
        goal = Goal(later, tuple(BadStep(name, build.TRUE) for name in steps), (asked,))
        run = run_of(hand.Asked(system, goal))
        assert names(run) == ["rest"] and run.bad == 2 and run.sizes == {hand.PERSON: 1} and run.minimal
    # A last state can need fewer members than a last step.
    system = replace(system, transitions=(*system.transitions[:2], hand.lock().transitions[0]))
    goal = Goal(
        hand.of(hand.TRAINED, hand.of(asked)),
        tuple(BadStep(name, build.TRUE) for name in ("count", "meet")),
        (asked,),
    )
    run = run_of(hand.Asked(system, goal))
    assert names(run) == ["train"] and run.bad is None and run.sizes == {hand.PERSON: 1} and run.minimal
    goal = replace(goal, state=build.FALSE)
    run = run_of(hand.Asked(system, goal))
    assert names(run) == ["meet"] and run.bad == 1 and run.sizes == {hand.PERSON: 2} and run.minimal


def test_the_same_run_each_time() -> None:
    assert run_of(hand.two_hold()) == run_of(hand.two_hold())


def test_the_same_resources_each_time() -> None:
    spent = []
    for _ in range(2):
        mine = tools()
        search(hand.two_hold().system, hand.two_hold().goal, mine, max_depth=6)
        spent.append(mine.budget.spent)
    assert spent[0] == spent[1] > 0


def test_numbers_are_as_small_as_can_be() -> None:
    run = run_of(hand.Asked(hand.deadline(24), hand.open_for(7)))
    assert names(run) == ["start", "wait"]
    assert run.steps[1].parameters == {hand.HOURS: 7}


def test_a_counter_takes_its_time() -> None:
    assert len(run_of(hand.counter(5)).steps) == 5


def test_depths_below_are_excluded() -> None:
    asked = hand.counter(5)
    assert search(asked.system, asked.goal, tools(), max_depth=4) == Bounded(4, None, "the depth limit is reached")


def test_a_step_of_the_goal_comes_last() -> None:
    run = run_of(hand.weather(guarded=False))
    assert names(run)[-1] == "launch" and run.bad == 0 and len(run.steps) == 2


def test_a_goal_in_the_first_state() -> None:
    run = run_of(hand.Asked(hand.lock(), Goal(hand.nobody(hand.HOLDS))))
    assert run.steps == () and run.sizes == {hand.PERSON: 1}


def test_as_few_departures_from_defaults_as_possible() -> None:
    """Any of three facts may hold at first; the goal needs two of them, of which the default of one is true."""
    facts = [hand.fact(name) for name in ("p", "q", "r")]
    p, q, r = map(hand.of, facts)
    free = hand.lock()
    system = type(free)((), (), tuple(facts), build.TRUE, build.TRUE, build.TRUE, ())
    goal = Goal(build.disj((build.conj((p, q)), build.conj((p, q, r)), build.conj((q, build.negate(r))))))
    run = run_of(hand.Asked(system, goal), *map(Preference, facts))
    assert [run.value(fact, 0) for fact in facts] == [False, True, False]
    run = run_of(hand.Asked(system, goal), Preference(facts[0]), Preference(facts[1]), Preference(facts[2], True))
    assert [run.value(fact, 0) for fact in facts] == [False, True, False]


def test_varying_facts_change_only_where_they_must() -> None:
    run = run_of(hand.weather(guarded=False))
    rain = run.states[0].keys() - {symbol for symbol in run.states[0] if symbol.name != "rain"}
    (symbol,) = rain
    assert [sum(state[symbol].values()) for state in run.states] == [0, 1, 1]


def test_nothing_is_known_without_resources() -> None:
    asked = hand.two_hold()
    found = search(asked.system, asked.goal, tools(limits=Limits(rlimit=1)), max_depth=6)
    assert isinstance(found, Bounded | Unknown)
    assert not isinstance(found, Bounded) or found.depth < 4


def test_no_time_left() -> None:
    asked = hand.two_hold()
    found = search(asked.system, asked.goal, tools(limits=Limits(timeout=0.0)), max_depth=6)
    assert found == Bounded(0, None, "the time limit is reached"), "no solver is needed for the first state"


@pytest.mark.parametrize("seed", range(3))
def test_order_of_declaration_decides_not_the_solver(seed: int) -> None:
    """Another goal asked in between changes nothing: sessions share nothing."""
    first = run_of(hand.two_hold())
    for _ in range(seed):
        run_of(hand.counter(2))
    assert run_of(hand.two_hold()) == first


def test_nothing_depends_on_hashes() -> None:
    """Another process with another hash seed finds the same run and spends the same."""
    program = (
        "import hand_built as hand; from rspverify.proof.search import *; from rspverify.solver.port import *\n"
        "from rspverify.solver.z3_adapter import z3_solver\n"
        "from rspverify.proof.portfolio import prove\n"
        "for asked in (hand.two_hold(), hand.untrained_drops(), hand.weather(False)):\n"
        "    budget = Budget(Limits())\n"
        "    print(prove(asked.system, asked.goal, Tools(z3_solver, budget)), budget.spent)"
    )
    outputs = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1


class Shy(Z3Session):
    """Knows nothing about uninterpreted sorts."""

    def __init__(self, declarations: Declarations, budget: Budget) -> None:
        super().__init__(declarations, budget)
        self._shy = bool(declarations.sorts)

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        return NoAnswer("too hard") if self._shy else super().check(assumptions, rlimit=rlimit)


def test_small_universes_where_quantifiers_are_too_hard() -> None:
    """A run is found all the same, but not claimed to be minimal; and where none is, no bound is claimed."""
    asked = hand.two_hold()
    found = search(asked.system, asked.goal, Tools(Shy, Budget(Limits())), max_depth=5)
    assert isinstance(found, Refuted) and not found.run.minimal
    assert names(found.run) == ["train", "train", "take", "take"] and found.run.sizes == {hand.PERSON: 2}
    asked = hand.untrained_holds()
    answer = search(asked.system, asked.goal, Tools(Shy, Budget(Limits())), max_depth=2)
    assert answer == Bounded(0, None, "too hard"), "only the first state needs no solver"
