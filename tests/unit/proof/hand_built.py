"""Small transition systems, written by hand, for the tests of the engines."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

PERSON = LogicSort("Person")
X, Y = build.var("x", PERSON), build.var("y", PERSON)


def fact(name: str, *arguments: LogicSort, sort: LogicSort = BOOL) -> Symbol:
    return Symbol(name, arguments, sort)


def constant(name: str, sort: LogicSort = PERSON) -> Symbol:
    return Symbol(name, (), sort, rigid=True)


def of(symbol: Symbol, *args: Term) -> Term:
    return build.apply(symbol, args)


WHO, A, B = constant("who"), constant("a"), constant("b")
TRAINED, HOLDS = fact("trained", PERSON), fact("holds", PERSON)


def becomes_true(symbol: Symbol, who: Symbol = WHO) -> Closure:
    return Closure((X,), build.either(of(symbol, X), build.equal(X, of(who))))


def becomes_false(symbol: Symbol, who: Symbol = WHO) -> Closure:
    return Closure((X,), build.both(of(symbol, X), build.negate(build.equal(X, of(who)))))


def nobody(symbol: Symbol) -> Term:
    return build.forall((X,), build.negate(of(symbol, X)))


@dataclass(frozen=True)
class Asked:
    system: TransitionSystem
    goal: Goal


def lock() -> TransitionSystem:
    """The trained may take a key, any number of people; those who hold one may drop it."""
    return TransitionSystem(
        sorts=(PERSON,),
        enums=(),
        symbols=(TRAINED, HOLDS),
        background=build.TRUE,
        initial=build.both(nobody(TRAINED), nobody(HOLDS)),
        constraint=build.TRUE,
        transitions=(
            Transition("train", (WHO,), build.TRUE, build.TRUE, {TRAINED: becomes_true(TRAINED)}),
            Transition("take", (WHO,), of(TRAINED, of(WHO)), build.TRUE, {HOLDS: becomes_true(HOLDS)}),
            Transition("drop", (WHO,), of(HOLDS, of(WHO)), build.TRUE, {HOLDS: becomes_false(HOLDS)}),
        ),
        hints=(
            ("who holds is trained", build.forall((X,), build.implies(of(HOLDS, X), of(TRAINED, X)))),
            ("nobody holds", nobody(HOLDS)),
        ),
    )


def two_hold() -> Asked:
    """Reached in four steps by two people."""
    both = build.both(of(HOLDS, of(A)), of(HOLDS, of(B)))
    return Asked(lock(), Goal(build.both(both, build.negate(build.equal(of(A), of(B)))), (), (A, B)))


def untrained_holds() -> Asked:
    """Never reached; inductive by itself."""
    return Asked(lock(), Goal(build.both(of(HOLDS, of(A)), build.negate(of(TRAINED, of(A)))), (), (A,)))


def untrained_drops() -> Asked:
    """No such step; needs the first hint."""
    return Asked(lock(), Goal(build.FALSE, (BadStep("drop", build.negate(of(TRAINED, of(WHO)))),)))


def mutual_exclusion(guarded: bool) -> Asked:
    """One at a time, if entering asks that nobody is inside."""
    inside, wants = fact("inside", PERSON), fact("wants", PERSON)
    free = nobody(inside) if guarded else build.TRUE
    system = TransitionSystem(
        (PERSON,),
        (),
        (inside, wants),
        build.TRUE,
        build.both(nobody(inside), nobody(wants)),
        build.TRUE,
        (
            Transition("ask", (WHO,), build.TRUE, build.TRUE, {wants: becomes_true(wants)}),
            Transition(
                "enter",
                (WHO,),
                of(wants, of(WHO)),
                free,
                {inside: becomes_true(inside), wants: becomes_false(wants)},
            ),
            Transition("leave", (WHO,), of(inside, of(WHO)), build.TRUE, {inside: becomes_false(inside)}),
        ),
    )
    two = build.conj((of(inside, of(A)), of(inside, of(B)), build.negate(build.equal(of(A), of(B)))))
    return Asked(system, Goal(two, (), (A, B)))


NOW, SINCE, OPEN = fact("now", sort=INT), fact("since", sort=INT), fact("open")
HOURS = constant("hours", INT)


def deadline(limit: int) -> TransitionSystem:
    """Something opens, and must close within so many hours: time does not pass beyond that while it is open."""
    closing = build.add(of(SINCE), build.integer(limit))
    later = build.add(of(NOW), of(HOURS))
    return TransitionSystem(
        (),
        (),
        (NOW, SINCE, OPEN),
        build.TRUE,
        build.conj((build.equal(of(NOW), build.integer(0)), build.equal(of(SINCE), build.integer(0)), negated_open())),
        build.TRUE,
        (
            Transition(
                "start",
                (),
                negated_open(),
                build.TRUE,
                {OPEN: Closure((), build.TRUE), SINCE: Closure((), of(NOW))},
            ),
            Transition("finish", (), of(OPEN), build.TRUE, {OPEN: Closure((), build.FALSE)}),
            Transition(
                "wait",
                (HOURS,),
                build.at_most(build.integer(1), of(HOURS)),
                build.implies(of(OPEN), build.at_most(later, closing)),
                {NOW: Closure((), later)},
            ),
        ),
    )


def negated_open() -> Term:
    return build.negate(of(OPEN))


def open_for(hours: int) -> Goal:
    """It is open for at least so many hours."""
    return Goal(build.both(of(OPEN), build.at_most(build.add(of(SINCE), build.integer(hours)), of(NOW))))


def counter(end: int) -> Asked:
    """Counts up by one; the goal is `end`."""
    count = fact("count", sort=INT)
    up = Transition("up", (), build.TRUE, build.TRUE, {count: Closure((), build.add(of(count), build.integer(1)))})
    system = TransitionSystem((), (), (count,), build.TRUE, build.equal(of(count), build.integer(0)), build.TRUE, (up,))
    return Asked(system, Goal(build.equal(of(count), build.integer(end))))


def blocked() -> TransitionSystem:
    """`publish` also makes something seen; the axiom allows that only if it is cleared, which nothing makes it.

    The goal `published` mentions neither `seen` nor `cleared`.
    """
    published, seen, cleared = fact("published"), fact("seen"), fact("cleared")
    noise = fact("noise")
    return TransitionSystem(
        (),
        (),
        (published, seen, cleared, noise),
        build.TRUE,
        build.conj(build.negate(of(f)) for f in (published, seen, cleared, noise)),
        build.implies(of(seen), of(cleared)),
        (
            Transition(
                "publish",
                (),
                build.TRUE,
                build.TRUE,
                {published: Closure((), build.TRUE), seen: Closure((), build.TRUE)},
            ),
            Transition("shout", (), build.TRUE, build.TRUE, {noise: Closure((), build.TRUE)}),
        ),
    )


def weather(guarded: bool) -> Asked:
    """A varying fact may change at each step; launching in rain is the goal's step."""
    rain, any_rain, launched = fact("rain", PERSON), Symbol("rain after", (PERSON,), BOOL), fact("launched", PERSON)
    varies = {rain: Closure((X,), of(any_rain, X))}
    dry = build.negate(of(rain, of(WHO)))
    system = TransitionSystem(
        (PERSON,),
        (),
        (rain, launched),
        build.TRUE,
        build.both(nobody(launched), nobody(rain)),
        build.TRUE,
        (
            Transition("wait", (), build.TRUE, build.TRUE, varies, (any_rain,)),
            Transition(
                "launch",
                (WHO,),
                build.TRUE,
                dry if guarded else build.TRUE,
                varies | {launched: becomes_true(launched)},
                (any_rain,),
            ),
        ),
    )
    condition = build.conj((of(rain, of(WHO)), *([dry] if guarded else [])))
    return Asked(system, Goal(build.FALSE, (BadStep("launch", condition),)))
