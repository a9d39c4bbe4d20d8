"""Bounded model checking with iterative deepening: is the goal reached in exactly 0, 1, 2, … steps?

(Biere, Cimatti, Clarke, Zhu, "Symbolic Model Checking without BDDs", TACAS 1999.) All sorts are uninterpreted, so an
excluded depth is excluded for every number of members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.unroll import Unrolling
from rspverify.solver.port import Budget, Sat, Solver, SolverFactory, Unknown, Unsat


@dataclass(frozen=True)
class Reached:
    """Some run reaches the goal in exactly `depth` steps; `bad` is the goal's step taken last, if it is one."""

    depth: int
    bad: int | None


@dataclass(frozen=True)
class Excluded:
    """No run does, over any number of members."""

    depth: int


@dataclass(frozen=True)
class Unclear:
    """The solver does not know."""

    depth: int
    reason: str


DepthAnswer: TypeAlias = Reached | Excluded | Unclear


class Deepening:
    """One solver that goes deeper: `advance` answers for depth 0, then 1, …"""

    def __init__(self, system: TransitionSystem, goal: Goal, solvers: SolverFactory, budget: Budget) -> None:
        self.unrolling = Unrolling(system, goal, from_initial=True)
        self.depth = -1
        self.terms: list[Term] = []
        self.solver: Solver = solvers(self.unrolling.declarations(), budget)
        self._budget = budget

    def advance(self, *, rlimit: int | None = None) -> DepthAnswer:
        """The answer for the next depth. After `Reached`, `terms` is what was asked beyond the assertions."""
        unrolling, goal = self.unrolling, self.unrolling.goal
        self.depth += 1
        reasons: list[str] = []
        if self.depth == 0:
            self._tell(unrolling.start())
        else:
            if len(unrolling.states) < self.depth:
                self._tell(unrolling.extend())
            self.solver.declare(unrolling.choose())
            for number, bad in enumerate(goal.steps):
                stopped = self._budget.exhausted()
                if stopped is not None:
                    return Unclear(self.depth, stopped)
                if self._ask(unrolling.bad_step(bad), reasons, rlimit):
                    return Reached(self.depth, number)
        if goal.state is not build.FALSE:
            if self.depth > 0:
                self._tell(unrolling.extend())
            if self._ask([unrolling.at(goal.state, self.depth)], reasons, rlimit):
                return Reached(self.depth, None)
        return Unclear(self.depth, reasons[0]) if reasons else Excluded(self.depth)

    def other_ends(self, bad: int | None) -> Iterator[tuple[int | None, list[Term]]]:
        """After `Reached`: how else the goal could be reached in as many steps, beyond the end that was found, `bad`;
        with what is to be asked beyond the assertions. Earlier ends were excluded, or are unclear."""
        if bad is None:
            return
        unrolling, goal = self.unrolling, self.unrolling.goal
        for number in range(bad + 1, len(goal.steps)):
            yield number, unrolling.bad_step(goal.steps[number])
        if goal.state is not build.FALSE:
            self._tell(unrolling.extend())
            yield None, [unrolling.at(goal.state, self.depth)]

    def _tell(self, terms: Sequence[Term]) -> None:
        for term in terms:
            self.solver.add(term)

    def _ask(self, terms: list[Term], reasons: list[str], rlimit: int | None) -> bool:
        """Whether all that is asserted can be true together with the terms; if unknown, why, goes to `reasons`."""
        self.terms = terms
        if build.FALSE in terms:
            return False
        self.solver.push()
        self._tell(terms)
        answer = self.solver.check(rlimit=rlimit)
        self.solver.pop()
        match answer:
            case Sat():
                return True
            case Unknown(reason):
                reasons.append(reason)
                return False
            case Unsat():
                return False
            case _:
                assert_never(answer)
