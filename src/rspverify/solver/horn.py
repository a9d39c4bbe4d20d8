"""What the engines ask of a solver for constrained Horn clauses, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from rspverify.solver.port import Budget, Unknown


@dataclass(frozen=True)
class Invariant:
    """The clauses have a model: `definitions` is the solver's text of it, a list of `define-fun`."""

    definitions: str


@dataclass(frozen=True)
class Reachable:
    """They have none: a contradiction can be derived."""


HornAnswer: TypeAlias = Invariant | Reachable | Unknown


class HornSolver(Protocol):
    """Answers one script of `logic.horn` in a session of its own; `rlimit` lowers the limit of this query."""

    def __call__(self, script: str, budget: Budget, *, rlimit: int | None = None) -> HornAnswer: ...
