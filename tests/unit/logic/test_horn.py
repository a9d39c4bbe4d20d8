"""The clauses of a system, word by word."""

from __future__ import annotations

from rspverify.logic import build
from rspverify.logic.horn import horn_script
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, Symbol

ON, COUNT, BY, C = (
    Symbol("on", (), BOOL),
    Symbol("count", (), INT),
    Symbol("by", (), INT),
    Symbol("c", (), INT, rigid=True),
)
on, count, by, c = map(build.apply, (ON, COUNT, BY, C))


def system(guard: bool = True) -> TransitionSystem:
    add = Transition("add", (BY,), build.boolean(guard), on, {COUNT: Closure((), build.add(count, by))})
    start = build.both(on, build.equal(count, build.integer(0)))
    return TransitionSystem((), (), (ON, COUNT), build.TRUE, start, build.less(count, build.integer(9)), (add,))


def test_start_steps_and_goal() -> None:
    goal = Goal(build.equal(count, c), (BadStep("add", build.negate(on)),), (C,))
    found = horn_script(system(), goal)
    assert found.scalars == (ON, COUNT) and found.predicate == "$reached"
    assert found.smtlib.splitlines() == [
        "(set-logic HORN)",
        "(declare-fun $reached (Bool Int) Bool)",
        "(assert (forall ((?count Int) (?on Bool)) (=> (and ?on (= ?count 0) (< ?count 9)) ($reached ?on ?count))))",
        "(assert (forall ((|?by in the step| Int) (?count Int) (|?count after| Int) (?on Bool)) (=> (and ($reached ?on"
        " ?count) ?on (= |?count after| (+ ?count |?by in the step|)) (< |?count after| 9)) ($reached ?on |?count after|))))",
        "(assert (forall ((?count Int) (?on Bool) (|?the goal's c| Int)) (=> (and ($reached ?on ?count)"
        " (= ?count |?the goal's c|)) false)))",
        "(assert (forall ((|?by in the step| Int) (?count Int) (|?count after| Int) (?on Bool)) (=> (and ($reached ?on"
        " ?count) (not ?on) (= |?count after| (+ ?count |?by in the step|)) (< |?count after| 9)) false)))",
        "(check-sat)",
    ]


def test_what_cannot_be_is_no_clause() -> None:
    assert horn_script(system(guard=False), Goal(build.FALSE)).smtlib.count("assert") == 1
