"""All runs of a small universe are tried: what they show of a claim that compares."""

from __future__ import annotations

import pytest
from stories import WORLD, conditions, project

from rspverify.semantics.admission import Confirmed
from rspverify.semantics.enumerate import Bounds, runs
from rspverify.semantics.replay import replay
from rspverify.semantics.steps import Candidates
from rspverify.semantics.violation import violation
from rspverify.trace.values import Universe

TEXT = """
entity Lab
enum Level { none < weak < strong }
fact trained(l: Lab)
fact ready(l: Lab)
fact score(l: Lab): int
fact level: Level
action train(l: Lab) by l then trained(l)
action prepare(l: Lab) by l then ready(l)
initially no l: Lab | trained(l) or ready(l) or score(l) != 0 or level != none
policy p binds l: Lab {
  clause c: l must not train(l) when ready(l)
  clause d: l must prepare(l) within 1 hour after train(l)
  clause e: l must not prepare(l) when level > none or score(l) = 2
}
policy q binds l: Lab {
  clause c: l must not train(l)
}
"""
VIOLATED = {
    "p forbids whatever q forbids": 1,
    "p permits whatever q permits": None,
    "p and q agree on train": 1,
    "p and q agree on prepare": None,
    "keeping p keeps q": 1,
    "keeping q keeps p": None,
    "p is consistent": None,
    "p is complete": 1,
    "q is complete on train": None,
    "p can always be complied with": None,
    "p and q can be kept together": None,
    "train(l) depends only on level, train": 1,
    "train(l) depends only on ready": None,
    "train(l) does not depend on ready": None,
    "train(l) does not depend on ready, prepare": 1,
    "outsiders can tell whether train(l) is permitted": 1,
    "less ready never unlocks train(l)": 1,
    "more ready never unlocks train(l)": None,
    "more level never unlocks prepare(l)": None,
    "more level never adds duties": 0,
    "less ready(l) where trained(l) never unlocks train(l)": 2,
}


@pytest.mark.parametrize("claim", VIOLATED)
def test_the_shortest_that_is_found(claim: str) -> None:
    found = project(f"{TEXT}\nproperty asked: {claim}")
    asked, under = found.properties["asked"], conditions("p")
    if "depend" not in claim and "never" not in claim and "outsiders" not in claim:
        under = conditions()
    every = list(runs(found.world, found.policies, under.policies, Universe({"Lab": ("a",)}), {}, Bounds(2)))
    shortest = None
    for depth in range(3):
        shown = violation(found, under, asked, [run for run in every if run.last == depth])
        if shown is not None:
            shortest = depth
            assert isinstance(replay(found, under, asked, *shown), Confirmed)
            break
    assert shortest == VIOLATED[claim]


def test_numbers_without_end_are_raised_to_candidates() -> None:
    found = project(f"{TEXT}\nproperty asked: more score never adds duties")
    start = list(runs(found.world, found.policies, ("p",), Universe({"Lab": ("a",)}), {}, Bounds(0)))
    asked = found.properties["asked"]
    assert violation(found, conditions("p"), asked, start) is None
    assert violation(found, conditions("p"), asked, start, Candidates(numbers=(2,))) is not None


def test_claims_about_single_runs_are_not_for_it() -> None:
    story = project(WORLD + "property asked: always ready(a)")
    every = runs(story.world, {}, (), Universe({"Lab": ("a", "b"), "Model": ("m", "n")}), {}, Bounds(0))
    with pytest.raises(TypeError):
        violation(story, conditions(), story.properties["asked"], [next(every)])
