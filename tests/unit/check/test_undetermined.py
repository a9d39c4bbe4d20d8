"""Why there is no answer, in sentences."""

from __future__ import annotations

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.undetermined import cause, limit_note, no_answer, runs
from rspverify.proof.outcome import Bounded, Unknown
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

SPAN = Span(SourceFile("x.rsp", "check"), 0, 5)


def test_a_bound_in_words() -> None:
    assert [runs(depth) for depth in (0, 1, 5)] == [
        "no run without a step",
        "no run of at most one step",
        "no run of 5 steps or fewer",
    ]


def test_what_is_known_and_what_stopped_the_engines() -> None:
    bounded = no_answer(Bounded(8, None, "the depth limit is reached"), False)
    assert bounded == (
        "no run of 8 steps or fewer breaks it, but longer ones are not excluded by a proof: the search looks no further"
    )
    assert "shows it" in no_answer(Bounded(8, None, "x"), True)
    assert no_answer(Unknown("incomplete quantifiers"), False).endswith("the solver gave up (incomplete quantifiers)")
    assert no_answer(Unknown(""), True).endswith("the solver gave up")


@pytest.mark.parametrize(
    ("reason", "steps", "told"),
    [
        ("the depth limit is reached", None, "--depth 16"),
        ("the depth limit is reached", 3, "than 3 after `up to`"),
        ("the resource limit is reached", None, "--rlimit 100000000"),
        ("the time limit is reached", None, "--timeout"),
    ],
)
def test_the_limit_is_named_with_what_lifts_it(reason: str, steps: int | None, told: str) -> None:
    note = limit_note(no_answer(Bounded(1, None, reason), False), CheckOptions(), steps, SPAN)
    assert note is not None and note.code == "RSP801" and note.message == reason
    assert note.help is not None and told in note.help


def test_the_cause_is_said_where_the_reason_does_not_say_it() -> None:
    depth = no_answer(Bounded(8, None, "the depth limit is reached"), False)
    limit = no_answer(Bounded(1, None, "the resource limit is reached"), False)
    gave_up = no_answer(Unknown("incomplete quantifiers"), False)
    cycle = "for every Node there must be some Node"
    assert "a lemma is missing" in cause(depth, True, [])
    assert "a lemma is missing" in cause(depth, True, [cycle]), "the solver answered"
    assert cause(depth, False, []) == ""
    assert cause(limit, True, []) == "", "the reason says it"
    assert "more may not help" in cause(limit, True, [cycle])
    assert cause(gave_up, False, [cycle]).endswith(cycle)
    assert cause(gave_up, False, []) == ""
    assert "a lemma is missing" in cause(gave_up, True, [])


def test_no_limit_no_note() -> None:
    assert limit_note(no_answer(Unknown("incomplete"), False), CheckOptions(), None, SPAN) is None
