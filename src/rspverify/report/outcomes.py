"""What a result is counted as. Every format sorts results by this and by nothing else, so that they agree."""

from __future__ import annotations

from enum import Enum
from typing import assert_never

from rspverify.check.results import CheckResult, Meeting, Result, ScenarioResult, Verdict


class Outcome(Enum):
    """`BOUNDED`: a bounded answer where a proof was asked. The last two are for scenarios."""

    EXPECTED = "expected"
    UNEXPECTED = "unexpected"
    UNDETERMINED = "undetermined"
    BOUNDED = "bounded"
    WRONG_INPUT = "wrong input"
    FAULT = "fault"
    TOLD = "told"
    NOT_TOLD = "not told"


def outcome(result: Result) -> Outcome:
    match result:
        case ScenarioResult():
            return _scenario(result)
        case CheckResult():
            return _meeting(result)
        case _:
            assert_never(result)


def as_expected(result: Result) -> bool:
    """Whether a result is what its file says."""
    return outcome(result) in (Outcome.EXPECTED, Outcome.TOLD)


def _scenario(result: ScenarioResult) -> Outcome:
    match result.unanswered:
        case "":
            return Outcome.TOLD if result.succeeded else Outcome.NOT_TOLD
        case "open":
            return Outcome.UNDETERMINED
        case "fault":
            return Outcome.FAULT
        case _:
            assert_never(result.unanswered)


def _meeting(result: CheckResult) -> Outcome:
    match result.meeting:
        case Meeting.MET:
            return Outcome.EXPECTED
        case Meeting.NOT_MET:
            return Outcome.UNEXPECTED
        case Meeting.OPEN:
            return Outcome.BOUNDED if result.verdict is Verdict.HOLDS_UP_TO else Outcome.UNDETERMINED
        case Meeting.WRONG_INPUT:
            return Outcome.WRONG_INPUT
        case Meeting.FAULT:
            return Outcome.FAULT
        case _:
            assert_never(result.meeting)
