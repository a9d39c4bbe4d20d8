"""Evidence for a proof: verification conditions that anybody can check again with any SMT-LIB solver."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.logic.terms import Term


@dataclass(frozen=True)
class VerificationCondition:
    """`smtlib` is a whole script; the condition holds where a solver answers `unsat`."""

    name: str
    smtlib: str


@dataclass(frozen=True)
class Certificate:
    """The goal is not reached since `invariants` hold in each reachable state and, with them, no path of `k` steps
    reaches the goal for the first time, nor does any run of fewer than `k` steps.
    """

    k: int
    invariants: tuple[tuple[str, Term], ...]
    conditions: tuple[VerificationCondition, ...]
