"""Bounded model checking with iterative deepening: is the goal reached in exactly 0, 1, 2, … steps?

(Biere, Cimatti, Clarke, Zhu, "Symbolic Model Checking without BDDs", TACAS 1999.) All sorts are uninterpreted, so an
excluded depth is excluded for every number of members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.unroll import Unrolling
from rspverify.solver.port import Answer, Budget, Sat, Solver, SolverFactory, Unknown, Unsat


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
        self.solver: Solver = solvers(self.unrolling.declarations(), budget)

    def advance(self, *, rlimit: int | None = None) -> DepthAnswer:
        """The answer for the next depth."""
        for term in self._grow():
            self.solver.add(term)
        reason = None
        for bad, terms in self.alternatives():
            answer = self.ask(terms, rlimit=rlimit)
            match answer:
                case Sat():
                    return Reached(self.depth, bad)
                case Unknown(said):
                    reason = reason or said
                case Unsat():
                    pass
        return Excluded(self.depth) if reason is None else Unclear(self.depth, reason)

    def alternatives(self) -> list[tuple[int | None, list[Term]]]:
        """The ways of reaching the goal at this depth: in the last state, or by one of its steps."""
        goal, found = self.unrolling.goal, list[tuple[int | None, list[Term]]]()
        if goal.state is not build.FALSE:
            found.append((None, [self.unrolling.at(goal.state, self.depth)]))
        return found

    def ask(self, terms: Sequence[Term], *, rlimit: int | None = None) -> Answer:
        """Whether all that is asserted can be true together with the terms."""
        if build.FALSE in terms:
            return Unsat()
        self.solver.push()
        for term in terms:
            self.solver.add(term)
        answer = self.solver.check(rlimit=rlimit)
        self.solver.pop()
        return answer

    def _grow(self) -> list[Term]:
        self.depth += 1
        if self.depth == 0:
            return self.unrolling.start()
        return []
