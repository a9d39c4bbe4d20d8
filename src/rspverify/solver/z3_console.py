"""Z3, spoken to in SMT-LIB text through `Z3_eval_smtlib2_string`.

Measured (z3-solver 5.4.1, one core; 20 axioms, 200 small queries): this costs 0.08 ms for a push, assertion, query and
pop, `ParserContext` with `SimpleSolver` 0.12 ms; a session from nothing 2.4 ms against 5.8 ms. Each session has a
context of its own, so that `rlimit` counts the same every time.
"""

from __future__ import annotations

import re
from typing import Any

from rspverify.solver.port import Answer, Budget, Sat, Unknown, Unsat

QUERY_LIMIT = "the limit for one query is reached"
_MEMORY_MEGABYTES = 2048
_ROOM_MEGABYTES = 64
"""What must be left of it for one more session: where Z3 has no room for a context, its Python bindings crash."""


class Console:
    """Text in, text out; counts what is spent."""

    def __init__(self, budget: Budget) -> None:
        import z3  # type: ignore[import-untyped]
        from z3 import z3core

        z3.set_param("memory_max_size", _MEMORY_MEGABYTES)
        self._errors: type[Exception] = z3.Z3Exception
        self._evaluate = z3core.Z3_eval_smtlib2_string
        full = z3core.Z3_get_estimated_alloc_size() > (_MEMORY_MEGABYTES - _ROOM_MEGABYTES) * 2**20
        self._context: Any = None if full else z3.Context()
        self._budget = budget
        self._counted = 0
        self._limits: tuple[int, int] = (0, 0)
        self.failure: str | None = "Z3 failed: there is no memory left for one more session" if full else None

    def tell(self, commands: str) -> str:
        """The answer to the commands; after a failure nothing is asked any more."""
        if self.failure is None:
            try:
                return str(self._evaluate(self._context.ref(), commands))
            except self._errors as error:
                self.failure = QUERY_LIMIT if _limited(str(error)) else f"Z3 failed: {error}"
            except UnicodeDecodeError as error:
                self.failure = f"Z3 answered in no known letters: {error}"
        return ""

    def ask(self, query: str, rlimit: int | None) -> Answer:
        """The answer to a text that ends in one query, within the budget."""
        stopped = self._budget.exhausted()
        if stopped is not None:
            return Unknown(stopped)
        reply = self.tell(f"{self._limit_options(rlimit)}{query}\n(get-info :rlimit)").split()
        if self.failure is not None:
            return self._stopped(0, self.failure)
        counted = int(reply[-1].rstrip(")"))
        spent, self._counted = counted - self._counted, counted
        self._budget.spend(spent)
        match reply[0]:
            case "sat":
                return Sat()
            case "unsat":
                return Unsat()
            case _:
                return self._stopped(spent, self._budget.exhausted() or self._reason())

    def _stopped(self, spent: int, reason: str) -> Unknown:
        """What a query that was stopped was allowed is spent all the same: Z3 counts less where it stops early."""
        if reason == QUERY_LIMIT:
            self._budget.spend(max(self._limits[0] - spent, 0))
        return Unknown(self._budget.exhausted() or reason)

    def _limit_options(self, rlimit: int | None) -> str:
        left = self._budget.seconds_left()
        limits = (self._budget.query_rlimit(rlimit), 0 if left is None else max(int(left * 1000), 1))
        if limits == self._limits:
            return ""
        self._limits = limits
        return f"(set-option :rlimit {limits[0]})(set-option :timeout {limits[1] or 4294967295})"

    def _reason(self) -> str:
        found = re.search(r'"(.*)"', self.tell("(get-info :reason-unknown)"))
        reason = found.group(1) if found else "no reason given"
        return QUERY_LIMIT if _limited(reason) else reason


def _limited(message: str) -> bool:
    """Whether Z3 says that it was stopped by its limit, while it read or while it answered."""
    return "canceled" in message or "resource" in message
