"""Symbols at places become symbols of their own, and can be found again."""

from __future__ import annotations

import pytest

from rspverify.logic import build
from rspverify.logic.scalars import NotScalar, ScalarSystem, scalar_system
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term
from rspverify.logic.wellformed import require_wellformed

HUE, DAY = LogicSort("Hue", ("red", "green", "blue")), LogicSort("Day", ("mon", "tue"))
SEEN, NEXT = Symbol("seen", (HUE, DAY), BOOL), Symbol("next", (HUE,), HUE, rigid=True)
COUNT, NOW = Symbol("count", (INT,), INT), Symbol("now", (), HUE)
WHICH, ANY = Symbol("which", (), HUE, rigid=True), Symbol("any", (DAY,), BOOL)
X, D, N = build.var("x", HUE), build.var("d", DAY), build.var("n", INT)


def of(symbol: Symbol, *args: Term) -> Term:
    return build.apply(symbol, args)


def hue(value: str) -> Term:
    return build.enum(value, HUE)


def system(numbers: range = range(1, 3)) -> TransitionSystem:
    """Looking at a hue makes it seen on days left open, counts, and goes on to the next hue."""
    updates = {
        SEEN: Closure((X, D), build.either(of(SEEN, X, D), build.both(build.equal(X, of(WHICH)), of(ANY, D)))),
        COUNT: Closure((N,), build.ite(build.equal(N, build.integer(1)), build.add(of(COUNT, N), N), of(COUNT, N))),
        NOW: Closure((), of(NEXT, of(NOW))),
    }
    look = Transition("look", (WHICH,), build.equal(of(WHICH), of(NOW)), build.TRUE, updates, (ANY,))
    nothing = build.forall((X, D), build.negate(of(SEEN, X, D)))
    zero = build.forall((N,), build.equal(of(COUNT, N), build.integer(0)))
    return TransitionSystem(
        (),
        (HUE, DAY),
        (SEEN, NEXT, COUNT, NOW),
        build.TRUE,
        build.both(nothing, zero),
        build.TRUE,
        (look,),
        numbers=numbers,
    )


GOAL = Goal(of(SEEN, of(NOW), build.enum("tue", DAY)), (BadStep("look", build.equal(of(WHICH), of(WHICH))),))


def scalars() -> ScalarSystem:
    return scalar_system(system(), GOAL)


def names(symbols: tuple[Symbol, ...]) -> list[str]:
    return [symbol.name for symbol in symbols]


def test_one_scalar_for_each_place() -> None:
    found = scalars().system
    assert names(found.symbols) == [
        *(f"seen({x}, {d})" for x in HUE.values for d in DAY.values),
        *(f"next({x})" for x in HUE.values),
        "count(1)",
        "count(2)",
        "now",
    ]
    assert [symbol.rigid for symbol in found.symbols] == [False] * 6 + [True] * 3 + [False] * 3
    assert names(found.transitions[0].fresh) == ["any(mon)", "any(tue)"]
    require_wellformed(found, scalars().goal)


def test_places_are_looked_at_through_their_values() -> None:
    found = scalars()
    by_name = {symbol.name: build.apply(symbol) for symbol in found.system.symbols}
    now = by_name["now"]
    chosen = [by_name[f"seen({x}, tue)"] for x in HUE.values]
    wanted = build.ite(
        build.equal(now, hue("red")), chosen[0], build.ite(build.equal(now, hue("green")), chosen[1], chosen[2])
    )
    assert found.goal.state is wanted


def test_updates_place_by_place() -> None:
    updates = {symbol.name: c.body for symbol, c in scalars().system.transitions[0].updates.items()}
    count = build.apply(Symbol("count(1)", (), INT))
    assert updates["count(1)"] is build.add(count, build.integer(1))
    assert updates["count(2)"] is build.apply(Symbol("count(2)", (), INT))
    seen, mon = build.apply(Symbol("seen(green, mon)", (), BOOL)), build.apply(Symbol("any(mon)", (), BOOL))
    assert updates["seen(green, mon)"] is build.either(seen, build.both(build.equal(hue("green"), of(WHICH)), mon))


def test_the_way_back() -> None:
    found = scalars()
    by_name = {symbol.name: build.apply(symbol) for symbol in found.system.symbols}
    term = build.both(by_name["seen(blue, mon)"], build.less(by_name["count(2)"], build.integer(4)))
    back = build.both(
        of(SEEN, hue("blue"), build.enum("mon", DAY)), build.less(of(COUNT, build.integer(2)), build.integer(4))
    )
    assert found.original(term) is back


def test_what_depends_on_numbers_is_not_exact() -> None:
    assert not scalars().exact
    some = build.exists((N,), build.less(build.integer(3), N))
    for constraint, exact in ((build.TRUE, True), (some, False)):
        asked = TransitionSystem((), (HUE,), (NEXT,), build.TRUE, build.TRUE, constraint, (), numbers=range(2))
        assert scalar_system(asked, Goal(build.FALSE)).exact is exact


def test_names_that_are_taken() -> None:
    taken = Symbol("next(red)", (), BOOL)
    found = scalar_system(
        TransitionSystem((), (HUE,), (NEXT, taken), build.TRUE, build.TRUE, build.TRUE, ()), Goal(build.FALSE)
    )
    assert len({symbol.name for symbol in found.system.symbols}) == 4


def test_what_is_refused() -> None:
    with pytest.raises(NotScalar, match="which numbers"):
        scalar_system(system(range(0)), GOAL)
    with pytest.raises(NotScalar, match="more than"):
        scalar_system(system(range(10**9)), GOAL)
    person = LogicSort("Person")
    with pytest.raises(NotScalar, match="Person has any number of members"):
        scalar_system(TransitionSystem((person,), (), (), build.TRUE, build.TRUE, build.TRUE, ()), Goal(build.FALSE))


def test_too_many_numbers_for_a_quantifier() -> None:
    some = build.exists((N,), build.less(build.integer(3), N))
    asked = TransitionSystem((), (), (), build.TRUE, some, build.TRUE, (), numbers=range(10**9))
    with pytest.raises(NotScalar, match="too many numbers"):
        scalar_system(asked, Goal(build.FALSE))
