"""What the pytest configuration sets for the checks of policy files."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import pytest

from rspverify.check.options import CheckOptions

if TYPE_CHECKING:  # it knows what engines say
    from rspverify.check.recall import Recall

_MOST_WORK = 4_000_000_000


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
    if not 1 <= number <= _MOST_WORK:
        raise pytest.UsageError(f"`rspverify_rlimit` must be a whole number from 1 to {_MOST_WORK}, not `{text}`")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and seconds > 0):
        raise pytest.UsageError(f"`rspverify_timeout` must be a number of seconds greater than 0, not `{text}`")
    return seconds
