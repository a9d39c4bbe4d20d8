"""Making a satisfying assignment the canonical one: wishes are granted in order, as many as can be.

A wish is granted where it can hold together with all that was granted before it, so the result does not depend on which
assignment the solver happens to find. All remaining wishes are asked at once; an unsatisfiable core says how far back
to go, so that the number of queries follows the wishes refused, not the wishes made.
"""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, Symbol, Term
from rspverify.solver.port import Budget, Sat, Solver, Unsat

_MOST_COUNTED = 50_000
"""Refused wishes are counted where the counter has at most so many parts."""


class Settling:
    """Over one solver whose assertions are satisfiable and stay so."""

    def __init__(self, solver: Solver, budget: Budget) -> None:
        """Once the budget is used up, nothing more is settled."""
        self._solver = solver
        self._budget = budget
        self._flags = 0
        self.certain = True
        """False once the solver did not know whether a wish can be granted."""

    def grant(self, wishes: Sequence[Term]) -> list[Term]:
        """Assert each wish that can be had, in order, and the negation of the others, which are returned."""
        flagged = [(wish, self._flag(wish)) for wish in wishes if wish is not build.TRUE]
        refused: list[Term] = []
        while flagged and self._budget.exhausted() is None:
            first = self._first_refused([flag for _, flag in flagged])
            for wish, _ in flagged[:first]:
                self._solver.add(wish)
            if first < len(flagged):
                wish = flagged[first][0]
                self._solver.add(build.negate(wish))
                refused.append(wish)
            flagged = flagged[first + 1 :]
        return refused

    def _first_refused(self, flags: list[Term]) -> int:
        """The length of the longest prefix that can be had."""
        length = len(flags)
        while length > 0 and self._budget.exhausted() is None:
            match self._solver.check(flags[:length]):
                case Sat():
                    return length
                case Unsat(core):
                    length = max((flags.index(flag) for flag in core), default=0)
                case _:
                    self.certain = False
                    length -= 1
        return 0

    def grant_most(self, wishes: Sequence[Term]) -> None:
        """As many wishes as possible, then by order; by order alone where they are too many to count. Wishes that
        repeat a settled one cost nothing."""
        wishes = [wish for wish in dict.fromkeys(wishes) if wish is not build.TRUE]
        self._solver.push()
        refused = len(self.grant(wishes))
        self._solver.pop()
        if refused * len(wishes) > _MOST_COUNTED:
            self.grant(wishes)
            return
        while refused > 1 and self._budget.exhausted() is None:
            self._solver.push()
            self._allow_refused(wishes, refused - 1)
            fewer = isinstance(self._solver.check(), Sat)
            self._solver.pop()
            if not fewer:
                break
            refused -= 1
        self._allow_refused(wishes, refused)
        self.grant(wishes)

    def least(self, number: Term) -> None:
        """The number is settled: 0 if it can be, else the least above, else the greatest below."""
        if not self.grant([build.equal(number, build.integer(0))]):
            return
        sign = -1 if self.grant([build.less(build.integer(0), number)]) else 1
        size = build.times(sign, number)
        low, high = 1, 1
        while self.grant([build.at_most(size, build.integer(high))]):
            low, high = high + 1, high * 2
            if not self.certain or high > 2**40 or self._budget.exhausted() is not None:
                return
        while low < high and self._budget.exhausted() is None:
            middle = (low + high) // 2
            if self.grant([build.at_most(size, build.integer(middle))]):
                low = middle + 1
            else:
                high = middle

    def choose(self, term: Term) -> None:
        """The first value of an enumeration (false first, numbers near 0 first) that the term can have."""
        if term.sort == INT:
            self.least(term)
        else:
            self.grant(preferred(term))

    def _flag(self, wish: Term) -> Term:
        flag = self._fresh()
        self._solver.add(build.implies(flag, wish))
        return flag

    def _fresh(self) -> Term:
        symbol = Symbol(f"wish {self._flags}", (), BOOL, rigid=True)
        self._flags += 1
        self._solver.declare((symbol,))
        return build.apply(symbol)

    def _allow_refused(self, wishes: Sequence[Term], most: int) -> None:
        """At most so many wishes are refused: a sequential counter (Sinz, CP 2005), whose constants after each wish
        say that at least 1, 2, … were refused."""
        counted = [build.FALSE] * (most + 1)
        for wish in wishes:
            refused, before = build.negate(wish), [build.TRUE, *counted]
            counted = [self._fresh() for _ in counted]
            for j, more in enumerate(counted):
                self._solver.add(build.implies(before[j + 1], more))
                self._solver.add(build.implies(build.both(refused, before[j]), more))
        self._solver.add(build.negate(counted[most]))


def preferred(term: Term) -> list[Term]:
    """Wishes that settle a Bool or enumeration term: at most the first value, at most the second, …"""
    if term.sort == BOOL:
        return [build.negate(term)]
    values = [build.equal(term, build.enum(value, term.sort)) for value in term.sort.values[:-1]]
    return [build.disj(values[: i + 1]) for i in range(len(values))]
