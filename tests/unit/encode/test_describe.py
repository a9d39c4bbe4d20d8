"""Terms in words."""

from __future__ import annotations

from encoded import said

from rspverify.encode.describe import describe
from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol

LAB = LogicSort("Lab")
L = build.var("x", LAB)
F = Symbol("f", (LAB,), BOOL)
N = build.apply(Symbol("n", (), INT))


def test_negated_comparisons_are_turned_round() -> None:
    one = build.integer(1)
    assert describe(build.negate(build.at_most(N, one))) == "1 < n"
    assert describe(build.negate(build.equal(N, one))) in ("1 != n", "n != 1")


def test_a_disjunction_with_one_stated_part_is_an_implication() -> None:
    assert describe(build.implies(build.apply(F, (L,)), build.equal(N, build.integer(0)))) == "f(x) implies n = 0"


def test_quantifiers_name_their_variables_after_their_sorts() -> None:
    assert describe(build.forall((L,), build.apply(F, (L,)))) == "every l: Lab | f(l)"


def test_bound_names_differ_from_constants_and_free_variables() -> None:
    constant = build.apply(Symbol("l", (), LAB))
    free = build.var("l2", LAB)
    body = build.disj([build.apply(F, (L,)), build.equal(L, constant), build.equal(L, free)])
    assert describe(build.exists((L,), body)).startswith("some l3: Lab | f(l3) or ")


def test_a_bound_variable_is_not_taken_for_a_variable_of_the_claim() -> None:
    assert said("ahead(l)") == "not (some l2: Lab | l2 != l and big(l2))"
