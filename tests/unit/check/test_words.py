"""Conditions, lengths and values in words."""

from __future__ import annotations

import pytest
from asked import project

from rspverify.check.words import conditions_text, length_text, reading_wording, value_text

TEXT = """
individual anthropic, openai: Lab
assume calm: no m: Model | dangerous(m)
duration promptly { reading day: 1 day reading month: 1 month }
property asked: never train(l, m)
"""


@pytest.mark.parametrize(
    "options",
    [
        "under strict",
        "under strict + free reading risky as narrow",
        "under strict binding every Lab assuming calm",
        "under strict binding anthropic, openai",
        "under strict even if strict.ban is broken up to 12 steps",
        "under strict even if strict is broken",
    ],
)
def test_conditions_read_as_they_are_written(options: str) -> None:
    (check,) = project(f"{TEXT}check asked {options}").checks
    assert conditions_text(check.conditions) == options


@pytest.mark.parametrize(
    ("hours", "text"),
    [(0, "no time"), (1, "1 hour"), (24, "1 day"), (25, "1 day and 1 hour"), (748, "31 days and 4 hours")],
)
def test_lengths(hours: int, text: str) -> None:
    assert length_text(hours) == text


def test_readings_in_their_wording() -> None:
    world = project(TEXT).world
    assert reading_wording(world, "risky", "narrow") == "dangerous only"
    assert reading_wording(world, "promptly", "month") == "30 days"


def test_values() -> None:
    assert [value_text(value) for value in (True, False, 3)] == ["true", "false", "3"]
