"""What a user may set for a run of checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # options are read where no engine is needed
    from rspverify.check.recall import Recall

MOST_WORK = 4_000_000_000
MOST_SECONDS = 4_000_000
"""What solvers can be told: they count both in 32 bits, time in milliseconds."""


@dataclass(frozen=True)
class CheckOptions:
    """`rlimit`: Z3 resource units for each check (deterministic). `timeout`: seconds of wall clock for each check, a
    hard stop, or None. `memory`: megabytes for a process that checks, or None; the command line sees to it. `depth`:
    how many steps the search for a counterexample looks ahead. `select`: glob patterns on property and scenario names;
    empty selects all. `recall`: what may be known of questions from earlier runs; no answer hangs on it.

    Raises `ValueError` for limits that are none: with those, checks would stay undetermined for no good reason."""

    rlimit: int = 50_000_000
    timeout: float | None = None
    depth: int = 8
    select: tuple[str, ...] = ()
    seed: int = 0
    memory: int | None = None
    recall: Recall | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.rlimit <= MOST_WORK:
            raise ValueError(f"`rlimit` must be from 1 to {MOST_WORK}, not {self.rlimit}")
        if self.timeout is not None and not 0 < self.timeout <= MOST_SECONDS:
            raise ValueError(f"`timeout` must be greater than 0, and {MOST_SECONDS} at most, not {self.timeout}")
        if self.depth < 0:
            raise ValueError(f"`depth` must be 0 or more, not {self.depth}")
        if isinstance(self.select, str):  # each of its letters would be a pattern, and none would fit
            raise ValueError(f"`select` must be a tuple of texts, as in ({self.select!r},)")
