"""Spacer through text: its three answers, its limits, its failures."""

from __future__ import annotations

import pytest

from rspverify.solver.horn import Invariant, Reachable
from rspverify.solver.port import Budget, Limits, Unknown
from rspverify.solver.z3_horn import z3_horn


def counting(end: int, step: int = 1) -> str:
    """Counts up from 0 by `step`, as far as ten; is `end` reached?"""
    clauses = (
        "(forall ((n Int)) (=> (= n 0) (at n)))",
        f"(forall ((n Int)) (=> (and (at n) (< n 10)) (at (+ n {step}))))",
        f"(forall ((n Int)) (=> (and (at n) (= n {end})) false))",
    )
    asserted = "".join(f"(assert {clause})\n" for clause in clauses)
    return f"(set-logic HORN)\n(declare-fun at (Int) Bool)\n{asserted}(check-sat)\n"


HARD = """(set-logic HORN)
(declare-fun at (Int Int Int) Bool)
(assert (at 1 0 0))
(assert (forall ((x Int) (y Int) (z Int)) (=> (at x y z) (at (+ x y) (+ y 1) (- z x)))))
(assert (forall ((x Int) (y Int) (z Int)) (=> (and (at x y z) (> z (+ x y))) false)))
(check-sat)
"""


def test_an_invariant() -> None:
    found = z3_horn(counting(11), Budget(Limits()))
    assert isinstance(found, Invariant)
    assert "define-fun at ((x!0 Int)) Bool" in found.definitions


def test_a_goal_that_is_reached() -> None:
    assert z3_horn(counting(10), Budget(Limits())) == Reachable()
    assert isinstance(z3_horn(counting(9, step=2), Budget(Limits())), Invariant | Unknown)


@pytest.mark.parametrize("rlimit", [20_000, 200_000])
def test_limits_are_kept_and_counted_alike_each_time(rlimit: int) -> None:
    spent = []
    for _ in range(2):
        budget = Budget(Limits())
        assert z3_horn(HARD, budget, rlimit=rlimit) == Unknown("the limit for one query is reached")
        spent.append(budget.spent)
    assert spent[0] == spent[1] and rlimit <= spent[0] <= rlimit + 10_000


def test_what_an_answer_costs_is_counted() -> None:
    budget = Budget(Limits())
    z3_horn(counting(11), budget)
    assert 100 < budget.spent < 1_000_000


def test_nothing_is_asked_without_budget() -> None:
    assert z3_horn(counting(11), Budget(Limits(rlimit=0))) == Unknown("the resource limit is reached")
    assert z3_horn(counting(11), Budget(Limits(timeout=0.0))) == Unknown("the time limit is reached")


def test_time_ends_it() -> None:
    limits = Limits(rlimit=4_000_000_000, query_rlimit=4_000_000_000, timeout=0.3)
    assert isinstance(z3_horn(HARD, Budget(limits)), Unknown)


def test_errors_are_no_answers() -> None:
    for script in ("(set-logic HORN)(assert nothing)(check-sat)", "(check-sat", ""):
        assert isinstance(z3_horn(script, Budget(Limits())), Unknown)
