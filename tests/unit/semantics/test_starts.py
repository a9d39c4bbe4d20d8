"""Where runs begin: all first states, in an order in which the plainest come first."""

from __future__ import annotations

from itertools import islice

import pytest
from stories import project

from rspverify.policy.conditions import effective_policies
from rspverify.semantics.enumerate import Bounds, runs
from rspverify.semantics.starts import starts
from rspverify.trace.values import Universe
from tests.unit.semantics.stories import conditions

WORLD = """
entity Lab
individual a: Lab
fact score(l: Lab): int
action wait_on(l: Lab) by l
policy p binds l: Lab { clause c: l must not wait_on(l) }
"""
ALONE = Universe({"Lab": ("a",)})


@pytest.mark.parametrize(("axiom", "expected"), [("score(l) < 0 - 1", [-2, -3]), ("score(l) > 1", [2, 3])])
def test_numbers_without_end_are_tried_on_both_sides_of_zero(axiom: str, expected: list[int]) -> None:
    found = project(f"{WORLD}axiom bound: every l: Lab | {axiom}")
    begun = starts(found.world, {}, (), ALONE, {}, {}, {})
    assert [run.trace.states[0].facts["score", ("a",)] for run in islice(begun, 2)] == expected


def test_enumerated_runs_are_under_the_policies() -> None:
    found = project(WORLD)
    policies = effective_policies(found, conditions("p"))
    every = list(runs(found.world, policies, ("p",), ALONE, {}, Bounds(1)))
    assert {run.under for run in every} == {("p",)}
    assert [len(run.trace.steps) for run in every[:2]] == [0, 1]
