"""What may be known of a question to the engines from an earlier run. A check is handed a `Recall` among its options,
or none; no answer hangs on it: proofs are checked again, and runs replayed, wherever they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term
from rspverify.proof.inductive_validity import ValidityCore
from rspverify.proof.outcome import Outcome


@dataclass(frozen=True)
class Posed:
    """A question with all that its answer depends on: what can matter of the system, the goal, the lemmas that may be
    used, how far is looked, which runs are preferred, and the limits."""

    system: TransitionSystem
    goal: Goal
    lemmas: tuple[tuple[str, Term], ...]
    depth: int
    runs_first: bool
    preferences: tuple[Symbol, ...]
    rlimit: int
    query_rlimit: int


@dataclass(frozen=True)
class Recalled:
    """An answer of the engines, and what it cost. `left`: how much they might have spent. `core`: what a proof rests
    on."""

    outcome: Outcome
    spent: int
    left: int
    core: ValidityCore | None = None


class Recall(Protocol):
    """Remembers answers. Raises nothing."""

    def recalled(self, posed: Posed, left: int) -> Recalled | None:
        """What the engines would answer with so much left to spend, if it is known."""

    def keep(self, posed: Posed, found: Recalled) -> None:
        """An answer of the engines. One that might be another one next time is not kept."""

    def forget(self, posed: Posed) -> None:
        """The answer was wrong."""
