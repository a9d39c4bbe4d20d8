"""Enumerations as Booleans: one value each, and every term means what it meant."""

from __future__ import annotations

from itertools import product

from rspverify.logic import build
from rspverify.logic.evaluate import Structure, Value, evaluate
from rspverify.logic.one_hot import one_hot
from rspverify.logic.scalars import ScalarSystem, scalar_system
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term
from rspverify.logic.wellformed import require_wellformed

HUE = LogicSort("Hue", ("red", "green", "blue"))
X, Y, C, ANY = (Symbol(name, (), HUE, rigid=name == "c") for name in ("x", "y", "c", "any"))
ON, COUNT, PICK = Symbol("on", (), BOOL), Symbol("count", (), INT), Symbol("pick", (), HUE, rigid=True)
x, y, c, on, count, pick, some = map(build.apply, (X, Y, C, ON, COUNT, PICK, ANY))


def hue(value: str) -> Term:
    return build.enum(value, HUE)


def translated(state: Term = build.FALSE) -> ScalarSystem:
    updates = {X: Closure((), build.ite(on, pick, some)), ON: Closure((), build.equal(x, y))}
    paint = Transition("paint", (PICK,), build.negate(build.equal(pick, x)), on, updates, (ANY,))
    system = TransitionSystem((), (HUE,), (X, Y, ON, COUNT), build.TRUE, build.equal(x, hue("red")), on, (paint,))
    return one_hot(scalar_system(system, Goal(state, (BadStep("paint", build.equal(pick, c)),), (C,))))


def names(symbols: tuple[Symbol, ...]) -> list[str]:
    return [symbol.name for symbol in symbols]


def test_a_boolean_for_each_value_but_the_first() -> None:
    found = translated()
    assert names(found.system.symbols) == ["x is green", "x is blue", "y is green", "y is blue", "on", "count"]
    assert names(found.goal.constants) == ["c is green", "c is blue"]
    assert found.system.enums == () and found.exact
    assert names(found.system.transitions[0].parameters) == ["pick is green", "pick is blue"]
    assert names(tuple(found.system.transitions[0].updates)) == ["x is green", "x is blue", "on"]
    require_wellformed(found.system, found.goal)


def test_the_way_back() -> None:
    found = translated()
    assert [found.original(build.apply(symbol)) for symbol in found.system.symbols[1:3]] == [
        build.equal(x, hue("blue")),
        build.equal(y, hue("green")),
    ]


def test_one_value_at_most() -> None:
    """Of each symbol: at first, where it is chosen, and where the goal speaks of it."""
    found = translated(build.equal(c, x))
    booleans = {symbol.name: build.apply(symbol) for symbol in (*found.system.symbols, *found.goal.constants)}
    paint = found.system.transitions[0]
    booleans |= {symbol.name: build.apply(symbol) for symbol in (*paint.parameters, *paint.fresh)}

    def once(name: str) -> Term:
        return build.negate(build.both(booleans[f"{name} is green"], booleans[f"{name} is blue"]))

    assert {once("x"), once("y")} <= set(found.system.initial.args)
    assert {once("pick"), once("any")} <= set(paint.possible.args)
    assert once("c") in found.goal.state.args and once("c") in found.goal.steps[0].condition.args


def test_terms_mean_what_they_meant() -> None:
    terms = [
        build.equal(x, y),
        build.equal(build.ite(on, x, hue("blue")), y),
        build.equal(build.ite(build.equal(x, hue("red")), y, build.ite(on, hue("green"), x)), hue("green")),
        build.less(build.ite(build.equal(x, y), count, build.integer(0)), build.integer(1)),
    ]
    for term in terms:
        found = translated(term)
        for first, second, switch, number in product(HUE.values, HUE.values, (False, True), (0, 1)):
            values: dict[str, Value] = {"x": first, "y": second, "on": switch, "count": number, "c": "red"}

            def meaning(symbol: Symbol, place: tuple[Value, ...], values: dict[str, Value] = values) -> Value:
                name, _, value = symbol.name.partition(" is ")
                return values[name] == value if value else values[name]

            world = Structure({}, meaning)
            assert evaluate(found.goal.state, world) == evaluate(term, world)
