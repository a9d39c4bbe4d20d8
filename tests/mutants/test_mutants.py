"""Each seeded fault is noticed by the agreement tests, on saved projects or on a few random ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from zlib import crc32

import noticing
import pytest
from faults import MUTANTS
from generate.choices import Choices
from generate.project import draw, resolved
from goals import RLIMIT, asked, tools
from mutant import Mutant, planted
from profiles import NIGHTLY
from step_by_step import disagreements
from verdicts import contradictions, results

from rspverify.check.results import Meeting
from rspverify.logic import build
from rspverify.logic.read_smtlib import Unreadable
from rspverify.logic.wellformed import IllFormed
from rspverify.policy.claims import ComparisonClaim, Project
from rspverify.policy.load import load
from rspverify.proof.certificate import Confirmed, certify, check_certificate
from rspverify.proof.outcome import Refuted
from rspverify.proof.portfolio import never
from rspverify.proof.search import search
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script

HERE = Path(__file__).parent
SAVED = (*sorted((HERE / "tricky").glob("*.rsp")), *sorted((HERE.parent / "agreement" / "regressions").glob("*.rsp")))
RANDOM = range(160)


@cache
def saved() -> tuple[Project, ...]:
    """Read once: no fault is in the reader."""
    texts = [path.read_text(encoding="utf-8") for path in SAVED]
    return tuple(resolved(text) for text in texts if "# error:" not in text)


@cache
def drawn(seed: int, checks: int = 1) -> Project:
    return draw(seed, checks).project


def is_there(found: Iterator[object]) -> bool:
    return next(found, None) is not None


def steps_disagree() -> bool:
    """In what the encoding and the reference semantics say about runs."""
    known = [(project, seed) for project in saved() for seed in range(3)]
    others = ((drawn(seed, 3), seed) for seed in RANDOM)
    return any(
        is_there(disagreements(project, Choices(seed), runs=2, steps=5)) for project, seed in chain(known, others)
    )


def verdicts_contradicted() -> bool:
    """By what a file expects, or by short runs."""
    for project in saved():
        if any(result.meeting is not Meeting.MET for result in results(project)) or is_there(contradictions(project)):
            return True
    return any(is_there(contradictions(drawn(seed))) for seed in RANDOM[:40])


@cache
def comparing() -> tuple[tuple[str, Project], ...]:
    """The corpus of claims that compare, each with its verdict. Bounds of any kind are left to other tests."""
    found = []
    for folder in ("violated", "holds", "undetermined"):
        for path in sorted((HERE.parent / "corpus" / folder).glob("*.rsp")):
            project = load(path)
            if all(isinstance(project.properties[check.property].claim, ComparisonClaim) for check in project.checks):
                found.append((folder, project))
    return tuple(found)


def claims_misjudged() -> bool:
    """A verdict is not that of the folder, or not confirmed."""
    for folder, project in comparing():
        for result in results(project):
            if result.verdict.value != folder or result.meeting is not Meeting.MET:
                return True
    return False


def certificates_confirmed_wrongly() -> bool:
    """A certificate that claims of a goal which is reached that it is not, or that lacks something, is confirmed."""
    budget = Budget(Limits(rlimit=RLIMIT, query_rlimit=RLIMIT))
    for project in saved():
        for check in project.checks:
            question = asked(project, check)
            if question is None:
                continue
            system, goal = question.system, question.goal
            reached = isinstance(search(system, goal, tools(), max_depth=3), Refuted)
            told = never(goal)
            invariants = ((), (("not reached", told[1]),) if told else (), (("nothing is", build.FALSE),))
            for given in invariants:
                forged = certify(system, goal, 1, given)
                if reached and isinstance(check_certificate(forged, system, goal, z3_script, budget), Confirmed):
                    return True
                fewer = replace(forged, conditions=forged.conditions[1:])
                lacks = bool(forged.conditions)
                if lacks and isinstance(check_certificate(fewer, system, goal, z3_script, budget), Confirmed):
                    return True
    return False


LAWS = ("engines", "frames", "scopes", "scalars", "reading", "spending", "gaps", "cores", "repeals", "stories")
"""Of `noticing`."""


def _broken(law: str) -> bool:
    return is_there(getattr(noticing, law)())


REFUSED = (IllFormed, Unreadable, ValueError, LookupError)
"""How the engines themselves refuse what they are given. (A mistake in a mutant raises other things.)"""

HARNESSES: dict[str, Callable[[], bool]] = {
    "steps": steps_disagree,
    "verdicts": verdicts_contradicted,
    "certificates": certificates_confirmed_wrongly,
    "claims": claims_misjudged,
    **{law: partial(_broken, law) for law in LAWS},
}


def chosen() -> list[Mutant]:
    """At night all, by day always the same two of three."""
    return [mutant for mutant in MUTANTS if NIGHTLY or crc32(mutant.name.encode()) % 3]


@pytest.mark.parametrize("mutant", chosen(), ids=lambda mutant: mutant.name)
def test_mutant_is_caught(mutant: Mutant) -> None:
    with planted(mutant):
        try:
            caught = HARNESSES[mutant.harness]()
        except REFUSED:
            caught = True
    assert caught


@pytest.mark.parametrize("harness", HARNESSES)
def test_without_a_fault_nothing_is_noticed(harness: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the saved projects; the random ones have tests of their own."""
    monkeypatch.setattr(sys.modules[__name__], "RANDOM", range(0))
    assert not HARNESSES[harness]()
