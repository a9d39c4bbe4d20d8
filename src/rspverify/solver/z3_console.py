"""Z3, spoken to in SMT-LIB text through `Z3_eval_smtlib2_string`.

Measured (z3-solver 5.4.1, one core; 20 axioms, 200 small queries): this costs 0.08 ms for a push, assertion, query and
pop, `ParserContext` with `SimpleSolver` 0.12 ms; a session from nothing 2.4 ms against 5.8 ms. Each session has a
context of its own, so that `rlimit` counts the same every time.
"""

from __future__ import annotations

import re
from typing import Any

from rspverify.solver.port import MEMORY_LIMIT, Answer, Budget, Sat, Unknown, Unsat

QUERY_LIMIT = "the limit for one query is reached"
_MEMORY_MEGABYTES = 2048
_ROOM_MEGABYTES = 64
"""What must be left of it for one more session: where Z3 has no room for a context, its Python bindings crash."""
_ALL_ELSE_MEGABYTES = 192
"""What Python and the program text of Z3 take of the memory of a process that may only have so much."""


class Console:
    """Text in, text out; counts what is spent."""

    def __init__(self, budget: Budget) -> None:
        import z3  # type: ignore[import-untyped]
        from z3 import z3core

        megabytes = _allowed_megabytes()
        z3.set_param("memory_max_size", megabytes)
        # Runs of large policies nest quantifiers deeply. Pulling them out for want of a pattern takes Z3 time and room
        # that no limit counts: three steps of `rsp_3_0` took 20 s with it and 0.4 s without; elsewhere nothing changed.
        z3.set_param("pi.pull_quantifiers", False)
        self._errors: type[Exception] = z3.Z3Exception
        self._evaluate = z3core.Z3_eval_smtlib2_string
        full = z3core.Z3_get_estimated_alloc_size() > (megabytes - _ROOM_MEGABYTES) * 2**20
        self._context: Any = None if full else z3.Context()
        self._budget = budget
        self._counted = 0
        self._limits: tuple[int, int] = (0, 0)
        self.failure: str | None = MEMORY_LIMIT if full else None

    def tell(self, commands: str) -> str:
        """The answer to the commands; after a failure nothing is asked any more."""
        if self.failure is None:
            try:
                return str(self._evaluate(self._context.ref(), commands))
            except self._errors as error:
                self.failure = _why(str(error))
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
        rest = max(self._limits[0] - spent, 0)
        if reason == QUERY_LIMIT:
            self._budget.spend(rest)
        if reason == MEMORY_LIMIT:
            self._budget.starve(rest)
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
        return QUERY_LIMIT if _limited(reason) else MEMORY_LIMIT if _no_memory(reason) else reason


def _allowed_megabytes() -> int:
    """How much memory Z3 may use. Of a process that may only have so much, it leaves the rest what that needs: Z3 stops
    in an orderly way at a limit of its own, and crashes where the system refuses it memory."""
    try:
        import resource
    except ImportError:  # not on this system
        return _MEMORY_MEGABYTES
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit == resource.RLIM_INFINITY:
        return _MEMORY_MEGABYTES
    return max((limit // 2**20 - _ALL_ELSE_MEGABYTES) * 3 // 4, _ROOM_MEGABYTES)


def _why(message: str) -> str:
    """What an error of Z3 means."""
    if _limited(message):
        return QUERY_LIMIT
    return MEMORY_LIMIT if _no_memory(message) else f"Z3 failed: {message}"


def _no_memory(message: str) -> bool:
    return "out of memory" in message or "memout" in message


def _limited(message: str) -> bool:
    """Whether Z3 says that it was stopped by its limit, while it read or while it answered."""
    return "canceled" in message or "resource" in message
