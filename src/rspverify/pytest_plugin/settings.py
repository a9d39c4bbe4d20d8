"""What the pytest configuration sets for the checks of policy files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rspverify.check.options import MOST_SECONDS, MOST_WORK, CheckOptions

if TYPE_CHECKING:  # it knows what engines say
    from rspverify.check.recall import Recall


def options_of(config: pytest.Config) -> CheckOptions:
    """The options of all checks. Raises `pytest.UsageError` if a setting is no number that will do."""
    given = CheckOptions()
    rlimit, timeout = config.getini("rspverify_rlimit"), config.getini("rspverify_timeout")
    return CheckOptions(
        rlimit=_work(rlimit) if rlimit else given.rlimit,
        timeout=_seconds(timeout) if timeout else given.timeout,
        recall=_remembered() if config.getini("rspverify_cache") else None,
    )


def _remembered() -> Recall | None:
    """What is known from earlier runs; None where there is no place for it: that costs time and nothing else."""
    from rspverify.store.outcomes import remembered
    from rspverify.store.place import NoPlace

    try:
        return remembered(None)
    except NoPlace:
        return None


def _work(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= MOST_WORK:
        raise pytest.UsageError(f"`rspverify_rlimit` must be a whole number from 1 to {MOST_WORK}, not `{text}`")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MOST_SECONDS:
        problem = f"must be a number of seconds greater than 0, and {MOST_SECONDS} at most, not `{text}`"
        raise pytest.UsageError(f"`rspverify_timeout` {problem}")
    return seconds
