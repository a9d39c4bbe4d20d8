"""Verdicts over readings, and how they meet what is expected: whole tables."""

from __future__ import annotations

from itertools import product

import pytest

from rspverify.check.expected import joined, meeting
from rspverify.check.results import Meeting, Verdict

H, U, V, E, O, P, I, D = (
    Verdict.HOLDS,
    Verdict.HOLDS_UP_TO,
    Verdict.VIOLATED,
    Verdict.VACUOUS,
    Verdict.UNDETERMINED,
    Verdict.POSSIBLE,
    Verdict.IMPOSSIBLE,
    Verdict.DEPENDS,
)


@pytest.mark.parametrize(
    ("verdicts", "one"),
    [
        ((H,), H),
        ((U, U), U),
        ((V, V), V),
        ((O,), O),
        ((H, V), D),
        ((E, V), D),
        ((U, V), O),
        ((H, U, V), D),
        ((E, U, V), D),
        ((H, V, O), D),
        ((U, V, O), O),
        ((V, O), O),
        ((H, O), O),
        ((E, O), O),
        ((U, O), O),
        ((H, E), E),
        ((U, E), E),
        ((H, U), U),
        ((H, U, E), E),
        ((P, P), P),
        ((I, I), I),
        ((P, I), D),
        ((P, I, O), D),
        ((P, O), O),
        ((I, O), O),
    ],
)
def test_joined(verdicts: tuple[Verdict, ...], one: Verdict) -> None:
    assert joined(verdicts) is one
    assert joined(verdicts[::-1]) is one


def test_a_violated_reading_is_never_passed_over() -> None:
    for verdicts in product((H, U, V, E, O), repeat=3):
        if V in verdicts:
            assert joined(verdicts) in (V, D, O)


UNIVERSAL = ("holds", "violated", "vacuous", "undetermined", "depends")
MET, NOT, OPEN = Meeting.MET, Meeting.NOT_MET, Meeting.OPEN


@pytest.mark.parametrize(
    ("verdict", "meetings"),
    [
        (H, (MET, NOT, NOT, NOT, NOT)),
        (V, (NOT, MET, NOT, NOT, NOT)),
        (E, (NOT, NOT, MET, NOT, NOT)),
        (D, (NOT, NOT, NOT, NOT, MET)),
        (U, (MET, NOT, NOT, NOT, NOT)),
    ],
)
def test_settled_verdicts(verdict: Verdict, meetings: tuple[Meeting, ...]) -> None:
    assert tuple(meeting(expected, verdict, [verdict], True) for expected in UNIVERSAL) == meetings


def test_a_bounded_answer_is_no_proof_where_none_was_allowed() -> None:
    assert {meeting(expected, U, [U], False) for expected in UNIVERSAL} == {OPEN}


@pytest.mark.parametrize(
    ("parts", "meetings"),
    [
        ((), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((O,), (OPEN, OPEN, OPEN, MET, NOT)),
        ((O, O), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((O, H), (OPEN, NOT, OPEN, MET, OPEN)),
        ((O, V), (NOT, OPEN, NOT, MET, OPEN)),
        ((O, E), (NOT, NOT, OPEN, MET, OPEN)),
        ((O, U), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((U, V), (NOT, OPEN, NOT, MET, OPEN)),
    ],
)
def test_undetermined_parts(parts: tuple[Verdict, ...], meetings: tuple[Meeting, ...]) -> None:
    assert tuple(meeting(expected, O, parts, False) for expected in UNIVERSAL) == meetings


@pytest.mark.parametrize(
    ("verdict", "parts", "meetings"),
    [
        (P, (P,), (MET, NOT, NOT)),
        (I, (I,), (NOT, MET, NOT)),
        (D, (P, I), (NOT, NOT, MET)),
        (O, (O,), (OPEN, OPEN, NOT)),
        (O, (O, P), (OPEN, NOT, OPEN)),
        (O, (O, I), (NOT, OPEN, OPEN)),
    ],
)
def test_possibility(verdict: Verdict, parts: tuple[Verdict, ...], meetings: tuple[Meeting, ...]) -> None:
    found = tuple(meeting(expected, verdict, parts, False) for expected in ("possible", "impossible", "depends"))
    assert found == meetings


def test_an_unsettled_claim_meets_only_that() -> None:
    assert meeting("undetermined", O, [O], False) is MET
    assert meeting("undetermined", H, [H], False) is NOT
