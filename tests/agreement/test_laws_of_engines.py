"""The laws of engines on random policies: frames, scopes, budgets, gaps, readings; also with a solver that hesitates."""

from __future__ import annotations

import pytest
from generate.choices import Choices
from generate.project import draw
from goals import Asked, asked, tools
from known import Shortest, hesitant
from laws_of_engines import covered_wrongly, engines_contradict, frames_overclaim, scope_overclaims, spending_lost
from laws_of_lemmas import gaps_lie
from laws_of_reading import misread
from profiles import FACTOR

from rspverify.logic.slice import cone
from rspverify.proof.outcome import Refuted
from rspverify.proof.search import search

DEPTH = 2


def question(seed: int) -> tuple[str, Asked, Shortest | None] | None:
    """What the engines are asked of a random project, and what a search finds of it."""
    drawn = draw(seed)
    whole = asked(drawn.project, drawn.project.checks[0])
    if whole is None:
        return None
    sliced = Asked(whole.encoding, cone(whole.system, whole.goal).system, whole.goal)
    found = search(sliced.system, sliced.goal, tools(), max_depth=DEPTH)
    return drawn.text, sliced, Shortest.of(found) if isinstance(found, Refuted) and found.run.minimal else None


@pytest.mark.parametrize("seed", range(12 * FACTOR))
def test_what_a_solver_does_not_know_is_taken_for_no_answer(seed: int) -> None:
    if (one := question(seed)) is not None:
        text, asking, known = one
        found = list(engines_contradict(asking.system, asking.goal, known, hesitant(), depth=DEPTH))
        assert not found, f"{found}\n{text}"


@pytest.mark.parametrize("seed", range(12 * FACTOR))
def test_frames_are_true_of_short_runs(seed: int) -> None:
    if (one := question(seed)) is not None:
        text, asking, _ = one
        for solvers in (tools().solvers, hesitant()):
            found = list(frames_overclaim(asking.system, asking.goal, solvers, depth=DEPTH, frames=2))
            assert not found, f"{found}\n{text}"


@pytest.mark.parametrize("seed", range(12 * FACTOR))
def test_what_is_spent_is_counted(seed: int) -> None:
    if (one := question(seed)) is not None:
        text, asking, _ = one
        assert not list(spending_lost(asking.system, asking.goal)), text


@pytest.mark.parametrize("seed", range(12 * FACTOR))
def test_what_is_told_where_a_proof_is_stuck_is_true(seed: int) -> None:
    if (one := question(seed)) is not None:
        text, asking, _ = one
        found = list(gaps_lie(asking.system, asking.goal, learned=1, most=DEPTH))
        assert not found, f"{found}\n{text}"


@pytest.mark.parametrize("seed", range(6 * FACTOR))
def test_scopes_are_not_hollow_in_silence(seed: int) -> None:
    if (one := question(seed)) is not None:
        text, asking, known = one
        if known is not None or len(asking.system.sorts) < 3:
            found = [
                told
                for told in scope_overclaims(asking.system, asking.goal, known, depth=DEPTH)
                if known is not None or told != "a run is found where there is none"
            ]
            assert not found, f"{found}\n{text}"


def test_scopes_are_answered_in_full() -> None:
    for seed in range(300 * FACTOR):
        assert not list(covered_wrongly(Choices(seed)))


def test_definitions_are_read_as_they_are_meant() -> None:
    for seed in range(200 * FACTOR):
        assert not list(misread(Choices(seed)))
