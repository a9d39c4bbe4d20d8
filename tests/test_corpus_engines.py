"""The corpus under one engine at a time: what the folder says, or nothing.

An engine alone may know less than all of them together; it never knows otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rspverify.check.answer import posed, systems
from rspverify.check.readings import combinations, relevant_words, restricted
from rspverify.logic.slice import cone
from rspverify.policy.load import load
from rspverify.proof.outcome import InScope, Outcome, Proved, Refuted
from rspverify.proof.portfolio import ENGINES, prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver
from tests.test_corpus import files, shown

LIMITS = Limits(rlimit=1_000_000, query_rlimit=500_000)
DEPTH = 4
ANSWERED = {
    "bounded": ("violated/changes_effect", "violated/belief_is_false"),
    "induction": ("holds/also", "holds/act_fulfils_and_opens"),
    "houdini": ("holds/amend_replace", "holds/always_so_far"),
    "spacer": ("holds/two_switches",),
    "pdr": ("holds/also", "violated/changes_effect"),
    "scope": ("holds/also", "violated/changes_effect"),
}
"""Files of the corpus of which each engine alone knows the answer."""
PROVABLE = ("holds", "impossible")
REACHABLE = ("violated", "possible")


def outcomes(path: Path, engine: str) -> list[Outcome]:
    """What the engine says of each check of the file, under each combination of readings."""
    project = load(path)
    found = []
    for check in project.checks:
        case = posed(project, project.properties[check.property], check.conditions)
        system, _ = systems(case)
        goal = case.question.goal
        words = relevant_words(case.encoding, [(system, goal)])
        for readings in combinations(case.encoding.symbols, words):
            limited = restricted(system, case.encoding.symbols, [readings])
            tools = Tools(z3_solver, Budget(LIMITS))
            found.append(prove(cone(limited, goal).system, goal, tools, max_depth=DEPTH, engines=(engine,)))
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", files(*PROVABLE), ids=shown)
def test_what_holds_is_refuted_by_no_engine(path: Path, engine: str) -> None:
    assert not any(isinstance(outcome, Refuted) for outcome in outcomes(path, engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", files(*REACHABLE), ids=shown)
def test_what_is_violated_is_proved_by_no_engine(path: Path, engine: str) -> None:
    assert not any(isinstance(outcome, Proved) for outcome in outcomes(path, engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_answers_something(engine: str) -> None:
    """An engine that never knew anything could not contradict anybody."""
    paths = [path for path in files(*PROVABLE, *REACHABLE) if shown(path) in ANSWERED[engine]]
    assert paths
    for path in paths:
        assert any(isinstance(outcome, Proved | Refuted | InScope) for outcome in outcomes(path, engine)), path
