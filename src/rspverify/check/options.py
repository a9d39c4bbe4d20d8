"""What a user may set for a run of checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # options are read where no engine is needed
    from rspverify.check.recall import Recall


@dataclass(frozen=True)
class CheckOptions:
    """`rlimit`: Z3 resource units for each check (deterministic). `timeout`: seconds of wall clock for each check, a
    hard stop, or None. `memory`: megabytes for a process that checks, or None; the command line sees to it. `depth`:
    how many steps the search for a counterexample looks ahead. `select`: glob patterns on property and scenario names;
    empty selects all. `recall`: what may be known of questions from earlier runs; no answer hangs on it."""

    rlimit: int = 50_000_000
    timeout: float | None = None
    depth: int = 8
    select: tuple[str, ...] = ()
    seed: int = 0
    memory: int | None = None
    recall: Recall | None = field(default=None, compare=False, repr=False)
