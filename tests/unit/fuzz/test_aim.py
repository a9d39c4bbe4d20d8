"""What is aimed at is hit, where nothing stands in the way: numbers at their bound, one member of many, all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rspverify.fuzz.aim import aim
from rspverify.fuzz.choices import Seeded
from rspverify.policy.claims import Always, Project
from rspverify.policy.load import load
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run
from rspverify.semantics.starts import starts
from rspverify.trace.values import Act, State, Universe

FORMULAS = [
    "hot",
    "not hot",
    "hot and not dry and level = high",
    "hot or dry",
    "hot implies dry",
    "(hot and dry) iff level > low",
    "level >= mid",
    "level != low",
    "count > 3",
    "count <= -1",
    "4 = count",
    "some l: Lab | calm(l)",
    "every l: Lab | calm(l) and not hot",
    "no l: Lab | not calm(l)",
    "at least two l: Lab | calm(l)",
    "at most one l: Lab where calm(l) | hot",
    "word",
    "shown(ada)",
    "calm(friend(ada))",
]
WORLD = """
entity Lab
individual ada, bob, cyd: Lab
enum Level { low < mid < high }
fact hot
fact dry
fact level: Level
fact count: int
fact calm(l: Lab)
fact friend(l: Lab): Lab
action rest(l: Lab) by l
term word { reading one: hot and dry  reading two: dry }
define shown(l: Lab) = calm(l) and not hot
policy p binds l: Lab { }
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    path = tmp_path_factory.mktemp("aim") / "world.rsp"
    claims = "".join(f"property f{number}: always {text}\n" for number, text in enumerate(FORMULAS))
    path.write_text(f"{WORLD}{claims}property past: always once rest(ada)\n", encoding="utf-8")
    return load(path)


def first(project: Project) -> Run:
    universe = Universe({"Lab": ("ada", "bob", "cyd")})
    return next(starts(project.world, project.policies, ("p",), universe, {"word": "one"}, {}, {}))


@pytest.mark.parametrize("number", range(len(FORMULAS)), ids=FORMULAS.__getitem__)
def test_what_is_aimed_at_is_hit(project: Project, number: int) -> None:
    claim = project.properties[f"f{number}"].claim
    assert isinstance(claim, Always)
    hits = {True: 0, False: 0}
    for seed in range(12):
        for wanted in (True, False):
            run = first(project)
            settings = dict(
                one for one in aim(Seeded(seed), run, claim.formula, {}, wanted) if not isinstance(one, Act)
            )
            state = State(0, {**run.trace.states[0].facts, **settings})
            there = Run.of(run.world, run.policies, run.under, replace(run.trace, states=(state,)))
            hits[wanted] += holds(there, claim.formula, 0, {}) == wanted
            # What is so already needs nothing.
            assert bool(settings) or holds(run, claim.formula, 0, {}) == wanted
    # Bounds are tried on both sides, and some formulas take more than one attempt.
    assert min(hits.values()) >= 3


def test_acts_are_asked_for_by_the_past(project: Project) -> None:
    claim = project.properties["past"].claim
    assert isinstance(claim, Always)
    assert list(aim(Seeded(0), first(project), claim.formula, {}, True)) == [Act("rest", ("ada",))]
