"""Small systems for the engines, written by hand, with what is known of their goals.

Those of `tests/unit/proof/hand_built` and some in which single mistakes show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import hand_built as hand
from known import Shortest

from rspverify.logic import build
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Origin, Part, Transition, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Symbol, Term


@dataclass(frozen=True)
class Subject:
    """`known`: the shortest run to the goal; None where it is not reached."""

    system: TransitionSystem
    goal: Goal
    known: Shortest | None


def _never(asked: hand.Asked) -> Subject:
    return Subject(asked.system, asked.goal, None)


def _in(asked: hand.Asked, steps: int, people: int) -> Subject:
    return Subject(asked.system, asked.goal, Shortest(steps, dict.fromkeys(asked.system.sorts, people)))


def _plain(asked: hand.Asked) -> hand.Asked:
    return replace(asked, system=replace(asked.system, hints=()))


def only_one() -> hand.Asked:
    """No run begins where there are two people; two trained are looked for."""
    alone = build.forall((hand.X, hand.Y), build.equal(hand.X, hand.Y))
    lock = hand.lock()
    trained = build.conj((hand.of(hand.TRAINED, hand.of(hand.A)), hand.of(hand.TRAINED, hand.of(hand.B))))
    different = build.negate(build.equal(hand.of(hand.A), hand.of(hand.B)))
    system = replace(lock, initial=build.both(lock.initial, alone), hints=())
    return hand.Asked(system, Goal(build.both(trained, different), (), (hand.A, hand.B)))


LEVEL, WARD = LogicSort("Level", ("low", "middle", "high")), LogicSort("Ward", ("first", "second"))
AT, FILLED, WHERE = hand.fact("at", sort=LEVEL), hand.fact("filled", WARD), hand.constant("where", WARD)
W = build.var("w", WARD)


def levels() -> hand.Asked:
    """The level changes to anything; the goal is that it is none of the three."""
    after = Symbol("at after", (), LEVEL)
    change = Transition("change", (), build.TRUE, build.TRUE, {AT: Closure((), hand.of(after))}, (after,))
    system = TransitionSystem((), (LEVEL,), (AT,), build.TRUE, _is("low"), build.TRUE, (change,))
    return hand.Asked(system, Goal(build.conj(build.negate(_is(value)) for value in LEVEL.values)))


def _is(value: str) -> Term:
    return build.equal(hand.of(AT), build.enum(value, LEVEL))


def wards(allowed: str) -> hand.Asked:
    """Only one ward may be filled; is the second ever?"""
    guard = build.equal(hand.of(WHERE), build.enum(allowed, WARD))
    update = Closure((W,), build.either(hand.of(FILLED, W), build.equal(W, hand.of(WHERE))))
    empty = build.forall((W,), build.negate(hand.of(FILLED, W)))
    fill = Transition("fill", (WHERE,), guard, build.TRUE, {FILLED: update})
    system = TransitionSystem((), (WARD,), (FILLED,), build.TRUE, empty, build.TRUE, (fill,))
    return hand.Asked(system, Goal(hand.of(FILLED, build.enum("second", WARD))))


def bad_fill() -> hand.Asked:
    """The step itself is the goal; the constraint after it keeps it from being taken."""
    asked = wards("second")
    kept = build.negate(asked.goal.state)
    return hand.Asked(replace(asked.system, constraint=kept), Goal(build.FALSE, (BadStep("fill", build.TRUE),)))


RULE, HABIT, START = Origin("clause", "rule"), Origin("clause", "habit"), Origin("rule", "start")


def ruled() -> hand.Asked:
    """Nobody may take a key who is not trained; that is asked by `rule` of `take`, and `habit` speaks of `drop`."""
    lock = hand.lock()
    trained = hand.of(hand.TRAINED, hand.of(hand.WHO))
    train, take, drop = lock.transitions
    system = replace(
        lock,
        transitions=(train, replace(take, possible=build.TRUE, complies=trained), replace(drop, complies=trained)),
        parts=(
            Part(RULE, ("complies", "take"), trained),
            Part(HABIT, ("complies", "drop"), trained),
            *(Part(START, ("initial",), piece) for piece in lock.initial.args),
        ),
        hints=(),
    )
    return hand.Asked(system, hand.untrained_holds().goal)


def ruled_step() -> hand.Asked:
    """The goal's step keeps the rule, `habit` says of all states that who is trained holds nothing: only both together
    keep those who hold something from the step."""
    take = Part(RULE, ("complies", "take"), hand.of(hand.TRAINED, hand.of(hand.WHO)))
    no = build.negate(build.both(hand.of(hand.TRAINED, hand.X), hand.of(hand.HOLDS, hand.X)))
    kept = Part(HABIT, ("constraint",), build.forall((hand.X,), no))
    system = replace(ruled().system, constraint=kept.term, parts=(take, kept))
    condition = build.both(take.term, hand.of(hand.HOLDS, hand.of(hand.WHO)))
    return hand.Asked(system, Goal(build.FALSE, (BadStep("take", condition),)))


PHASE = LogicSort("Phase", ("dawn", "noon", "dusk", "night"))
NOW_IS = hand.fact("now is", sort=PHASE)


def day() -> hand.Asked:
    """The phases one after another; the goal is the last."""
    found = hand.of(NOW_IS)
    for before, after in reversed(list(pairwise(PHASE.values))):
        is_before = build.equal(hand.of(NOW_IS), build.enum(before, PHASE))
        found = build.ite(is_before, build.enum(after, PHASE), found)
    pass_by = Transition("pass", (), build.TRUE, build.TRUE, {NOW_IS: Closure((), found)})
    at_first, at_last = (build.equal(hand.of(NOW_IS), build.enum(PHASE.values[end], PHASE)) for end in (0, -1))
    system = TransitionSystem((), (PHASE,), (NOW_IS,), build.TRUE, at_first, build.TRUE, (pass_by,))
    return hand.Asked(system, Goal(at_last))


def alone_for_long() -> hand.Asked:
    """No run begins with two people, and one counts up to what no proof excludes."""
    asked = hand.counter(20)
    alone = build.forall((hand.X, hand.Y), build.equal(hand.X, hand.Y))
    train = hand.lock().transitions[0]
    system = replace(
        asked.system,
        sorts=(hand.PERSON,),
        symbols=(*asked.system.symbols, hand.TRAINED),
        initial=build.both(asked.system.initial, alone),
        transitions=(*asked.system.transitions, train),
    )
    return hand.Asked(system, asked.goal)


RED, BLUE, DONE = hand.fact("red"), hand.fact("blue"), hand.fact("done")


def lights() -> hand.Asked:
    """Red at first and never again, blue never at first and perhaps later: both together would end it."""
    later = hand.fact("blue after")
    go = Transition(
        "go", (), build.TRUE, build.TRUE, {RED: Closure((), build.FALSE), BLUE: Closure((), hand.of(later))}, (later,)
    )
    both = build.both(hand.of(RED), hand.of(BLUE))
    end = Transition("end", (), both, build.TRUE, {DONE: Closure((), build.TRUE)})
    start = build.conj((hand.of(RED), build.negate(hand.of(BLUE)), build.negate(hand.of(DONE))))
    system = TransitionSystem((), (), (RED, BLUE, DONE), build.TRUE, start, build.TRUE, (go, end))
    return hand.Asked(system, Goal(hand.of(DONE)))


def some_ward() -> hand.Asked:
    """Is some ward filled?"""
    asked = wards("second")
    return hand.Asked(asked.system, Goal(build.exists((W,), hand.of(FILLED, W))))


def below() -> hand.Asked:
    """Place 0 is filled only where place -1 is, of which nobody is to speak: numbers are 0 to 3."""
    filled, which, n = hand.fact("filled", INT), hand.constant("which", INT), build.var("n", INT)
    before = hand.of(filled, build.add(hand.of(which), build.integer(-1)))
    guard = build.both(build.equal(hand.of(which), build.integer(0)), before)
    update = Closure((n,), build.either(hand.of(filled, n), build.equal(n, hand.of(which))))
    empty = build.forall((n,), build.negate(hand.of(filled, n)))
    fill = Transition("fill", (which,), guard, build.TRUE, {filled: update})
    system = TransitionSystem((), (), (filled,), build.TRUE, empty, build.TRUE, (fill,), numbers=range(4))
    return hand.Asked(system, Goal(hand.of(filled, build.integer(0))))


def started() -> hand.Asked:
    """A counter that is 0 at first only: 0 is reached, but never again."""
    asked = hand.counter(0)
    system = replace(asked.system, constraint=build.at_most(build.integer(0), hand.of(asked.system.symbols[0])))
    return hand.Asked(system, asked.goal)


ANY_NUMBER = {
    "two hold": _in(_plain(hand.two_hold()), 4, 2),
    "untrained holds": _never(_plain(hand.untrained_holds())),
    "untrained drops": _never(_plain(hand.untrained_drops())),
    "with hints": _never(hand.untrained_drops()),
    "exclusion": _never(hand.mutual_exclusion(True)),
    "no exclusion": _in(hand.mutual_exclusion(False), 4, 2),
    "weather": _in(hand.weather(False), 2, 1),
    "only one": _never(only_one()),
    "alone for long": _in(alone_for_long(), 20, 1),
}
NO_MEMBERS = {
    "counter": _in(hand.counter(3), 3, 0),
    "counter far": _in(hand.counter(7), 7, 0),
    "counter down": _never(hand.counter(-1)),
    "started": _in(started(), 0, 0),
    "in time": _never(hand.Asked(hand.deadline(2), hand.open_for(3))),
    "at the hour": _in(hand.Asked(hand.deadline(2), hand.open_for(2)), 2, 0),
    "blocked": _never(hand.Asked(hand.blocked(), Goal(hand.of(hand.fact("published"))))),
    "levels": _never(levels()),
    "first ward": _never(wards("first")),
    "second ward": _in(wards("second"), 1, 0),
    "bad fill": _never(bad_fill()),
    "day": _in(day(), 3, 0),
    "lights": _never(lights()),
    "some ward": _in(some_ward(), 1, 0),
}
RULED = {"ruled": _never(ruled()), "ruled step": _never(ruled_step())}
INEXACT = _never(below())
