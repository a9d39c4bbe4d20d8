"""Z3's Spacer for constrained Horn clauses, spoken to in SMT-LIB text.

(Komuravelli, Gurfinkel, Chaki, "SMT-Based Model Checking for Recursive Programs", CAV 2014.)

Measured (z3-solver 5.4.1): Spacer keeps to `rlimit` as queries do (it stops within a hundred units of it) and counts
the same each time, so no bound on its levels is needed to make its answers repeat.
"""

from __future__ import annotations

from typing import assert_never

from rspverify.solver.horn import HornAnswer, Invariant, Reachable
from rspverify.solver.port import Budget, Sat, Unknown, Unsat
from rspverify.solver.z3_console import Console

_OPTIONS = "(set-option :fp.engine spacer)\n"


def z3_horn(script: str, budget: Budget, *, rlimit: int | None = None) -> HornAnswer:
    """A `HornSolver`. What Spacer claims is for others to check: neither its invariant nor its contradiction is."""
    console = Console(budget)
    answer = console.ask(_OPTIONS + script, rlimit)
    match answer:
        case Sat():
            definitions = console.tell("(get-model)")
            return Invariant(definitions) if console.failure is None else Unknown(console.failure)
        case Unsat():
            return Reachable()
        case Unknown():
            return answer
        case _:
            assert_never(answer)
