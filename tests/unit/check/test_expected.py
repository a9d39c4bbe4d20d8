"""Verdicts over readings, and how they meet what is expected: whole tables."""

from __future__ import annotations

from itertools import product

import pytest

from rspverify.check.expected import joined, meeting
from rspverify.check.results import Meeting, Verdict

H, U, V, E, N, P, M, D = (
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
        ((N,), N),
        ((H, V), D),
        ((E, V), D),
        ((U, V), N),
        ((H, U, V), D),
        ((E, U, V), D),
        ((H, V, N), D),
        ((U, V, N), N),
        ((V, N), N),
        ((H, N), N),
        ((E, N), N),
        ((U, N), N),
        ((H, E), E),
        ((U, E), E),
        ((H, U), U),
        ((H, U, E), E),
        ((P, P), P),
        ((M, M), M),
        ((P, M), D),
        ((P, M, N), D),
        ((P, N), N),
        ((M, N), N),
    ],
)
def test_joined(verdicts: tuple[Verdict, ...], one: Verdict) -> None:
    assert joined(verdicts) is one
    assert joined(verdicts[::-1]) is one


def test_a_violated_reading_is_never_passed_over() -> None:
    for verdicts in product((H, U, V, E, N), repeat=3):
        if V in verdicts:
            assert joined(verdicts) in (V, D, N)


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
    """It is one of the things that `undetermined` means."""
    found = {expected: meeting(expected, U, [U], False) for expected in UNIVERSAL}
    assert found == dict.fromkeys(UNIVERSAL, OPEN) | {"undetermined": MET}


@pytest.mark.parametrize(
    ("parts", "meetings"),
    [
        ((), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((N,), (OPEN, OPEN, OPEN, MET, NOT)),
        ((N, N), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((N, H), (OPEN, NOT, OPEN, MET, OPEN)),
        ((N, V), (NOT, OPEN, NOT, MET, OPEN)),
        ((N, E), (NOT, NOT, OPEN, MET, OPEN)),
        ((N, U), (OPEN, OPEN, OPEN, MET, OPEN)),
        ((U, V), (NOT, OPEN, NOT, MET, OPEN)),
    ],
)
def test_undetermined_parts(parts: tuple[Verdict, ...], meetings: tuple[Meeting, ...]) -> None:
    assert tuple(meeting(expected, N, parts, False) for expected in UNIVERSAL) == meetings


@pytest.mark.parametrize(
    ("verdict", "parts", "meetings"),
    [
        (P, (P,), (MET, NOT, NOT)),
        (M, (M,), (NOT, MET, NOT)),
        (D, (P, M), (NOT, NOT, MET)),
        (N, (N,), (OPEN, OPEN, NOT)),
        (N, (N, P), (OPEN, NOT, OPEN)),
        (N, (N, M), (NOT, OPEN, OPEN)),
    ],
)
def test_possibility(verdict: Verdict, parts: tuple[Verdict, ...], meetings: tuple[Meeting, ...]) -> None:
    found = tuple(meeting(expected, verdict, parts, False) for expected in ("possible", "impossible", "depends"))
    assert found == meetings


def test_an_unsettled_claim_meets_only_that() -> None:
    assert meeting("undetermined", N, [N], False) is MET
    assert meeting("undetermined", H, [H], False) is NOT
