"""Values in finite structures."""

from __future__ import annotations

import pytest

from rspverify.logic import build
from rspverify.logic.evaluate import Structure, Unbounded, evaluate
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol

S, C = LogicSort("S"), LogicSort("C", ("red", "blue"))
X, Y, HUE, N = build.var("x", S), build.var("y", S), build.var("c", C), build.var("n", INT)
LESS, AGE = Symbol("less", (S, S), BOOL), Symbol("age", (S,), INT)


def three() -> Structure:
    def meaning(symbol: Symbol, place: tuple[object, ...]) -> bool | int:
        left = place[0]
        assert isinstance(left, int)
        if symbol == AGE:
            return 10 * left
        return left < place[1]  # type: ignore[operator]

    return Structure({S: 3}, meaning)


def test_quantifiers() -> None:
    less = build.apply(LESS, (X, Y))
    assert evaluate(build.forall((X,), build.exists((Y,), less)), three()) is False
    assert evaluate(build.exists((X,), build.forall((Y,), build.either(less, build.equal(X, Y)))), three()) is True
    assert evaluate(build.exists((HUE,), build.equal(HUE, build.enum("blue", C))), three()) is True


def test_numbers() -> None:
    age = build.apply(AGE, (X,))
    assert evaluate(build.add(build.times(2, age), build.integer(1)), three(), {X: 2}) == 41
    assert evaluate(build.exists((X,), build.equal(age, build.integer(15))), three()) is False


def test_integers_are_not_searched() -> None:
    with pytest.raises(Unbounded):
        evaluate(build.exists((N,), build.less(N, build.times(2, N))), three())


def test_places() -> None:
    assert list(three().places(AGE)) == [(0,), (1,), (2,)]
    assert len(list(three().places(LESS))) == 9
