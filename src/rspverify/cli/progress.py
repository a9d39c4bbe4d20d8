"""How far a run of checks has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

_SURE_AFTER = 3.0
"""Seconds before which nothing is said of the time that is left."""


def _silent(text: str) -> None:
    """Nobody wants to know."""


class Tracker:
    """Counts what is finished, and says so to `show`: how much of all files, what is being worked at, and how long it
    will still take if the rest is like what was done so far."""

    def __init__(self, total: int = 0, show: Callable[[str], None] = _silent) -> None:
        self._total, self._show = total, show
        self._started = time.monotonic()
        self._done = 0
        self._known = 0

    def finished(self) -> None:
        """One more check or scenario has its result."""
        self._done += 1

    def known(self, count: int) -> None:
        """So many had their results before the run began: of the time that is left they tell nothing."""
        self._done += count
        self._known += count

    def working_at(self, names: Sequence[str]) -> None:
        """What is being worked at now."""
        made, asked = self._done - self._known, self._total - self._known
        left = remaining(time.monotonic() - self._started, made, asked)
        self._show(sentence(self._done, self._total, left, names))


def remaining(seconds: float, done: int, total: int) -> float | None:
    """How many seconds are left if `done` of `total` took so many; None if nobody can know yet."""
    if not done or seconds < _SURE_AFTER:
        return None
    return seconds / done * (total - done)


def sentence(done: int, total: int, left: float | None, names: Sequence[str]) -> str:
    """`12 of 40 done, about 2 min left: no_hidden_hazard under rsp_v3, …`"""
    time_left = "" if left is None or done == total else f", {duration(left)} left"
    return f"{done} of {total} done{time_left}" + (f": {', '.join(names)}" if names else "")


def duration(seconds: float) -> str:
    """A time as one says it who does not know exactly."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 90:
        return f"about {round(seconds / 10) * 10} s"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"
