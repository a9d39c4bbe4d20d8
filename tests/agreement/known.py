"""What is known of a goal beforehand, and which outcomes of engines contradict that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import LogicSort, Term
from rspverify.proof.bmc import Deepening, Excluded, Reached, Unclear
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.outcome import Bounded, InScope, Outcome, Proved, Refuted
from rspverify.solver.port import Answer, Budget, Limits, Solver, SolverFactory, Unknown, Unsat, Value
from rspverify.solver.z3_adapter import z3_solver


@dataclass(frozen=True)
class Shortest:
    """The goal is reached in so many steps with so many members, and in no fewer steps."""

    steps: int
    sizes: Mapping[LogicSort, int]

    @staticmethod
    def of(outcome: Refuted) -> Shortest:
        return Shortest(len(outcome.run.steps), outcome.run.sizes)


def excludes(outcome: Outcome, run: Shortest) -> bool:
    """Whether an outcome says that there is no such run."""
    match outcome:
        case Proved():
            return True
        case Bounded(depth):
            return depth >= run.steps
        case InScope(scopes):
            return any(
                (scope.depth is None or scope.depth >= run.steps)
                and all(run.sizes[sort] <= most for sort, most in scope.sizes.items())
                for scope in scopes
            )
        case _:
            return False


def budget(rlimit: int = 3_000_000) -> Budget:
    return Budget(Limits(rlimit=rlimit, query_rlimit=rlimit))


def reached(system: TransitionSystem, goal: Goal, depth: int) -> int | str | None:
    """In how many steps the goal is reached, if in at most `depth`; or that the solver does not know."""
    deepening = Deepening(system, goal, z3_solver, budget())
    for _ in range(depth + 1):
        match deepening.advance():
            case Reached(steps):
                return steps
            case Unclear():
                return "unclear"
            case Excluded():
                continue
    return None


def finite(system: TransitionSystem, goal: Goal, sizes: Mapping[LogicSort, int]) -> tuple[TransitionSystem, Goal]:
    """Both with so many members of each sort."""
    universe = FiniteUniverse(sizes, system.numbers)
    return universe.system(system), universe.goal(goal)


class Hesitant:
    """A session that does not know the answer to some queries: each of number `period`, whichever session asks it."""

    def __init__(self, inner: Solver, count: list[int], period: int, lavish: bool) -> None:
        """`lavish`: cores name all assumptions, as they may."""
        self._inner = inner
        self._lavish = lavish
        self._count = count
        self._period = period
        self.declare, self.add, self.push, self.pop = inner.declare, inner.add, inner.push, inner.pop

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        self._count[0] += 1
        found = self._inner.check(assumptions, rlimit=rlimit)
        if self._lavish and isinstance(found, Unsat):
            found = Unsat(tuple(assumptions))
        return Unknown("hesitates") if self._count[0] % self._period == 0 else found

    def values(self, terms: Sequence[Term]) -> tuple[Value, ...]:
        return self._inner.values(terms)

    def surely_false(self, formulas: Sequence[Term]) -> tuple[bool, ...]:
        return self._inner.surely_false(formulas)


def hesitant(period: int = 3, *, lavish: bool = False) -> SolverFactory:
    """Sessions that hesitate; whatever engines say with them has to be as true as ever."""
    count = [0]
    return lambda declared, spent: Hesitant(z3_solver(declared, spent), count, period, lavish)
