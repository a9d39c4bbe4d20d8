"""Each seeded fault is noticed by the agreement tests, on saved projects or on a few random ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import MUTANTS
from generate.choices import Choices
from generate.project import draw, resolved
from goals import RLIMIT, asked, tools
from mutant import Mutant, planted
from step_by_step import disagreements
from verdicts import contradictions, results

from rspverify.check.results import Meeting
from rspverify.policy.claims import Project
from rspverify.proof.certificate import Confirmed, certify, check_certificate
from rspverify.proof.outcome import Refuted
from rspverify.proof.portfolio import never
from rspverify.proof.search import search
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script

HERE = Path(__file__).parent
SAVED = (*sorted((HERE / "tricky").glob("*.rsp")), *sorted((HERE.parent / "agreement" / "regressions").glob("*.rsp")))
RANDOM = range(160)


def saved() -> Iterator[Project]:
    for path in SAVED:
        text = path.read_text(encoding="utf-8")
        if "# error:" not in text:
            yield resolved(text)


def steps_disagree() -> bool:
    for project in saved():
        for seed in range(6):
            if any(True for _ in disagreements(project, Choices(seed), runs=2, steps=4)):
                return True
    return any(
        any(True for _ in disagreements(draw(seed, checks=3).project, Choices(seed), runs=2, steps=4)) for seed in RANDOM
    )


def verdicts_contradicted() -> bool:
    for project in saved():
        if any(result.meeting is not Meeting.MET for result in results(project)):
            return True
        if any(True for _ in contradictions(project)):
            return True
    return any(any(True for _ in contradictions(draw(seed).project)) for seed in RANDOM[:40])


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
            invariants = ((), (("not reached", told[1]),) if told else (), (("nothing is", _false()),))
            for given in invariants:
                forged = certify(system, goal, 1, given)
                if reached and isinstance(check_certificate(forged, system, goal, z3_script, budget), Confirmed):
                    return True
                fewer = type(forged)(forged.k, forged.invariants, forged.conditions[1:])
                if forged.conditions and isinstance(
                    check_certificate(fewer, system, goal, z3_script, budget), Confirmed
                ):
                    return True
    return False


def _false():  # noqa: ANN202
    from rspverify.logic import build

    return build.FALSE


HARNESSES: dict[str, Callable[[], bool]] = {
    "steps": steps_disagree,
    "verdicts": verdicts_contradicted,
    "certificates": certificates_confirmed_wrongly,
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_is_caught(mutant: Mutant) -> None:
    with planted(mutant):
        try:
            caught = HARNESSES[mutant.harness]()
        except Exception:
            # A fault that makes the tools fall over is noticed too.
            caught = True
    assert caught


@pytest.mark.parametrize("harness", HARNESSES)
def test_without_a_fault_nothing_is_noticed(harness: str) -> None:
    """On the saved projects; the random ones have tests of their own."""
    global RANDOM
    whole, RANDOM = RANDOM, range(0)
    try:
        assert not HARNESSES[harness]()
    finally:
        RANDOM = whole
