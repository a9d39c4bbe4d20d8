"""Variables are named so that nothing is captured."""

from __future__ import annotations

from encoded import compiled, expression, same

from rspverify.encode.variables import bind, bound_term, formal, free_in_order, free_variables
from rspverify.logic import build
from rspverify.logic.terms import BOOL, LogicSort, Symbol
from rspverify.policy.expressions import Variable
from rspverify.policy.sorts import EntitySort

SORT = EntitySort("Lab")
LAB = LogicSort("Lab")
X = Variable("x", SORT)


def test_a_bound_variable_avoids_what_the_environment_mentions() -> None:
    taken = build.var("x", LAB)
    assert bound_term(X, {}) is taken
    assert bound_term(X, {Variable("y", SORT): taken}) is build.var("x^1", LAB)


def test_variables_bound_together_differ() -> None:
    other, third = Variable("x", EntitySort("Model")), Variable("y", SORT)
    terms, inside = bind([X, other, third], {})
    assert len(set(terms)) == 3 and inside == {X: terms[0], other: terms[1], third: terms[2]}


def test_the_inner_of_two_quantifiers_does_not_capture() -> None:
    """A define with the caller's variable under a quantifier of its own with the same name."""
    text = "define alone(l: Lab) = no r: Lab where r != l | big(r)"
    _, one = compiled("every r: Lab | alone(r)", text)
    encoding, other = compiled("every x: Lab | no y: Lab where y != x | big(y)", text)
    assert same(encoding, one, other)


def test_free_variables_of_a_term_come_in_order_of_appearance() -> None:
    y, x, near = build.var("y", LAB), build.var("x", LAB), Symbol("near", (LAB, LAB), BOOL)
    assert free_in_order(build.apply(near, (y, x))) == (y, x)
    assert free_in_order(build.exists((x,), build.apply(near, (x, y)))) == (y,)


def test_formals_are_named_by_position() -> None:
    assert formal(2, build.var("y", LAB)) is build.var("#2", LAB)


def test_free_variables_of_an_expression() -> None:
    text = "property asked: always once (trained(l, m) and some m2: Model | trained(l, m2)) or once train(l, any)"
    assert [v.shown for v in free_variables([expression(text, "asked")])] == ["l", "m"]
