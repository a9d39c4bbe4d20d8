"""What the engines ask of a solver, and how much it may spend.

An answer is one of `Sat`, `Unsat`, `Unknown`; it is never a boolean. Resources are counted in the solver's own
deterministic unit (`rlimit`), so that an answer does not depend on the machine; the wall clock is only a hard stop.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Protocol, TypeAlias

from rspverify.logic.smtlib import Declarations
from rspverify.logic.terms import Symbol, Term

MEMORY_LIMIT = "the memory limit is reached"
Value: TypeAlias = bool | int | str


@dataclass(frozen=True)
class Sat:
    """Some structure satisfies all that was asserted and assumed; `Solver.values` reads it."""


@dataclass(frozen=True)
class Unsat:
    """No structure does, and none satisfies what was asserted with only `core` of the assumptions."""

    core: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """No answer; `reason` in the solver's or the budget's words."""

    reason: str


Answer: TypeAlias = Sat | Unsat | Unknown


class NoValues(Exception):
    """A solver found an assignment and then failed to tell it; the message says why."""


@dataclass(frozen=True)
class Limits:
    """`rlimit`: for one check in all; `query_rlimit`: for one query; `timeout`: seconds for one check."""

    rlimit: int = 200_000_000
    query_rlimit: int = 10_000_000
    timeout: float | None = None


class Budget:
    """Counts what one check spends. The one mutable thing that is handed from engine to engine."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.spent = 0
        self._starved = False
        self._whole: Budget | None = None
        self._deadline = None if limits.timeout is None else time.monotonic() + limits.timeout

    def part(self, share: float) -> Budget:
        """A share of what is left, from 0 to 1, for one of several attempts; what it spends is spent here too."""
        left = self.seconds_left()
        # Rounded up: where anything is left, nobody is sent away without having been asked.
        allowed = ceil(max(self.limits.rlimit - self.spent, 0) * share)
        part = Budget(replace(self.limits, rlimit=allowed, timeout=None if left is None else left * share))
        part._whole = self
        return part

    def spend(self, amount: int) -> None:
        self.spent += amount
        if self._whole is not None:
            self._whole.spend(amount)

    def starve(self, amount: int) -> None:
        """So much was to be done and there was no memory for it. It is spent: the same would fail again and again."""
        self.spend(amount)
        part: Budget | None = self
        while part is not None:
            part._starved = True
            part = part._whole

    def query_rlimit(self, at_most: int | None = None) -> int:
        """What the next query may spend: never more than is left."""
        share = self.limits.query_rlimit if at_most is None else min(at_most, self.limits.query_rlimit)
        return max(min(share, self.limits.rlimit - self.spent), 0)

    def seconds_left(self) -> float | None:
        return None if self._deadline is None else max(self._deadline - time.monotonic(), 0.0)

    def exhausted(self) -> str | None:
        """Why nothing more may be asked, if so."""
        if self.spent >= self.limits.rlimit:
            return MEMORY_LIMIT if self._starved else "the resource limit is reached"
        if self._deadline is not None and time.monotonic() >= self._deadline:
            return "the time limit is reached"
        return None


class Solver(Protocol):
    """One session: assertions in levels. A failure inside (an error, no memory) makes every later answer Unknown."""

    def declare(self, symbols: Iterable[Symbol]) -> None:
        """New symbols, forgotten at the `pop` of the level they were declared in."""

    def add(self, term: Term) -> None: ...

    def push(self) -> None: ...

    def pop(self) -> None: ...

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        """`assumptions` are Boolean constants or their negations; `rlimit` lowers the limit of this query."""

    def values(self, terms: Sequence[Term]) -> tuple[Value, ...]:
        """After `Sat`, before anything else is asserted: values of closed terms (Bool, Int or enumeration). Raises
        `NoValues`."""

    def surely_false(self, formulas: Sequence[Term]) -> tuple[bool, ...]:
        """After `Sat` as well: which closed formulas, quantified or not, are false in the structure that was found, as
        far as the solver can tell."""


class SolverFactory(Protocol):
    """Makes sessions that share nothing with each other."""

    def __call__(self, declarations: Declarations, budget: Budget) -> Solver: ...


class ScriptSolver(Protocol):
    """Answers one complete script of `logic.smtlib.script` in a session of its own."""

    def __call__(self, script: str, budget: Budget) -> Answer: ...
