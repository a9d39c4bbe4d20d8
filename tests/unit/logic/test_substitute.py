"""Replacement does not capture, and does not mind deep terms."""

from __future__ import annotations

from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols, replace_variables
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol

S = LogicSort("S")
X, Y, Z = (build.var(name, S) for name in "xyz")
P, R = Symbol("p", (S,), BOOL), Symbol("r", (S, S), BOOL)


def test_bound_variables_step_aside() -> None:
    term = build.exists((X,), build.apply(R, (X, Y)))
    moved = replace_variables(term, {Y: X})
    assert moved.free == {X} and moved.payload[0] is not X
    assert moved.args[0] is build.apply(R, (moved.payload[0], X))


def test_bound_variables_step_aside_for_closures() -> None:
    term = build.exists((X,), build.apply(P, (X,)))
    moved = replace_symbols(term, {P: Closure((Z,), build.apply(R, (Z, X)))})
    assert moved.free == {X} and moved.args[0] is build.apply(R, (moved.payload[0], X))


def test_closures_are_not_replaced_again() -> None:
    term = build.apply(P, (X,))
    assert replace_symbols(term, {P: Closure((Z,), build.negate(build.apply(P, (Z,))))}) is build.negate(term)


def test_all_at_once() -> None:
    assert replace_variables(build.apply(R, (X, Y)), {X: Y, Y: X}) is build.apply(R, (Y, X))


def test_deep_terms() -> None:
    count, other = build.var("n", INT), build.var("m", INT)
    term = count
    for number in range(5000):
        term = build.ite(build.less(count, build.integer(number)), term, build.add(term, count))
    moved = replace_variables(term, {count: other})
    assert moved.free == {other}
