"""The corpus under one engine at a time: what the folder says, or nothing.

An engine alone may know less than all of them together; it never knows otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pytest

from rspverify.check.answer import in_question, sides, systems
from rspverify.check.judge import Case
from rspverify.check.readings import combinations, relevant_words, restricted
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.policy.load import load
from rspverify.proof.outcome import InScope, Outcome, Proved, Refuted
from rspverify.proof.portfolio import ENGINES, prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver
from tests.agreement.profiles import NIGHTLY
from tests.test_corpus import files, shown

LIMITS = Limits(rlimit=1_000_000, query_rlimit=500_000)
DEPTH = 4
ANSWERED = {
    "bounded": ("violated/changes_effect", "violated/belief_is_false", "violated/outsiders_see_no_private_act"),
    "induction": ("holds/also", "holds/act_fulfils_and_opens", "holds/depends_only_on_an_act"),
    "houdini": ("holds/amend_replace", "holds/always_so_far", "holds/outsiders_know_what_complying_labs_do"),
    "spacer": ("holds/two_switches",),
    "pdr": ("holds/also", "violated/changes_effect", "holds/outsiders_know_what_complying_labs_do"),
    "scope": ("holds/also", "violated/changes_effect", "violated/does_not_depend_on_rivals"),
}
"""Files of the corpus of which each engine alone knows the answer."""
PROVABLE = ("holds", "impossible")
REACHABLE = ("violated", "possible")


def outcomes(path: Path, engine: str) -> list[list[Outcome]]:
    """What the engine says of each check of the file under each combination of readings: once, or, of a claim about
    several kinds of runs, once for each kind."""
    project = load(path)
    found = []
    for check in project.checks:
        cases = sides(project, project.properties[check.property], check.conditions)
        asked = [(in_question(case, systems(case)[0]), case.question.goal) for case in cases]
        symbols = cases[0].encoding.symbols
        words = dict.fromkeys(word for case, one in zip(cases, asked, strict=True) for word in _words(case, one))
        for readings in combinations(symbols, list(words)):
            found.append([_outcome(restricted(system, symbols, [readings]), goal, engine) for system, goal in asked])
    return found


def _words(case: Case, asked: tuple[TransitionSystem, Goal]) -> Sequence[str]:
    return relevant_words(case.encoding, [asked])


def _outcome(system: TransitionSystem, goal: Goal, engine: str) -> Outcome:
    tools = Tools(z3_solver, Budget(LIMITS))
    return prove(cone(system, goal).system, goal, tools, max_depth=DEPTH, engines=(engine,))


def pairs(*folders: str) -> Iterator[object]:
    """Files and engines: at night all pairs, by day always the same third of them."""
    for path in files(*folders):
        for engine in ENGINES:
            if NIGHTLY or crc32(f"{shown(path)} {engine}".encode()) % 3 == 0:
                yield pytest.param(path, engine, id=f"{shown(path)}-{engine}")


@pytest.mark.parametrize(("path", "engine"), [*pairs(*PROVABLE)])
def test_what_holds_is_refuted_by_no_engine(path: Path, engine: str) -> None:
    assert not any(isinstance(outcome, Refuted) for kinds in outcomes(path, engine) for outcome in kinds)


@pytest.mark.parametrize(("path", "engine"), [*pairs(*REACHABLE)])
def test_what_is_violated_is_proved_by_no_engine(path: Path, engine: str) -> None:
    for kinds in outcomes(path, engine):
        assert not all(isinstance(outcome, Proved) for outcome in kinds)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_answers_something(engine: str) -> None:
    """An engine that never knew anything could not contradict anybody."""
    paths = [path for path in files(*PROVABLE, *REACHABLE) if shown(path) in ANSWERED[engine]]
    assert paths
    for path in paths:
        found = [outcome for kinds in outcomes(path, engine) for outcome in kinds]
        assert any(isinstance(outcome, Proved | Refuted | InScope) for outcome in found), path
