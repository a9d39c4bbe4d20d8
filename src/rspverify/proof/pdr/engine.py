"""Property-directed reachability for invariants that are sets of universal clauses.

(Karbyshev, Bjørner, Itzhaky, Rinetzky, Shoham, "Property-Directed Inference of Universal Invariants or Proving Their
Absence", J. ACM 64(1), 2017, after Bradley, "SAT-Based Model Checking without Unrolling", VMCAI 2011.) A bad state is
a finite structure; what it says of its members, its diagram, is blocked as a whole, so that one clause excludes every
state in which that structure can be found. Diagrams tell numbers by comparisons only.

Where a chain of diagrams goes from the goal back to the initial states, no set of universal clauses over the same
literals proves the goal; a run of so many steps may or may not reach it.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import assert_never

from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.wellformed import require_wellformed
from rspverify.proof.houdini import Invariants
from rspverify.proof.induction import Named
from rspverify.proof.outcome import Proved, Unknown
from rspverify.proof.pdr.diagram import Diagram, canonical
from rspverify.proof.pdr.frames import Frames
from rspverify.proof.pdr.generalize import generalize, unreachable
from rspverify.proof.pdr.minimize import proof
from rspverify.proof.pdr.queries import Blocked, NoAnswer, Open, Queries
from rspverify.proof.pdr.vocabulary import vocabulary
from rspverify.proof.search import Tools


@dataclass(frozen=True)
class Attempt:
    """`clauses`: what was found out about the last frame (in a proof: its own invariants that were inferred).
    `reaches`: after how many steps the goal may be reached, where diagrams lead from it to the initial states."""

    outcome: Proved | Unknown
    clauses: tuple[Named, ...] = ()
    reaches: int | None = None


@dataclass(frozen=True)
class _Met:
    """Diagrams lead from the goal to the initial states in so many steps."""

    steps: int


@dataclass(frozen=True)
class _Stopped:
    """There is no telling."""

    reason: str


def pdr(system: TransitionSystem, goal: Goal, tools: Tools, *, known: Invariants, most_frames: int = 12) -> Attempt:
    """A proof with inferred clauses, or why there is none. `known`: invariants that are proved already."""
    require_wellformed(system, goal)
    return _Inference(system, goal, tools, known).run(most_frames)


class _Inference:
    def __init__(self, system: TransitionSystem, goal: Goal, tools: Tools, known: Invariants) -> None:
        self._system = system
        self._goal = goal
        self._tools = tools
        self._known = known
        self._frames = Frames()
        terms = [term for _, term in known.kept]
        self._queries = Queries(system, goal, vocabulary(system, goal), tools, terms)

    def run(self, most_frames: int) -> Attempt:
        frames = self._frames
        while frames.last <= most_frames:
            found = self._block_all_bad()
            if found is not None:
                return self._without_proof(found)
            fixpoint = self._propagate()
            if fixpoint is not None:
                return self._proved(fixpoint)
            frames.last += 1
        return self._without_proof(_Stopped(f"no two frames are equal up to frame {most_frames}"))

    def _block_all_bad(self) -> _Met | _Stopped | None:
        """Strengthens the frames until the last one has no bad state."""
        while True:
            reply, steps = self._queries.bad(self._frames, self._frames.last)
            match reply:
                case Blocked():
                    return None
                case NoAnswer(reason):
                    return _Stopped(reason)
                case Open(bad):
                    found = self._block(bad, steps)
                    if found is not None:
                        return found

    def _block(self, bad: Diagram, steps: int) -> _Met | _Stopped | None:
        """Excludes the diagram from the last frame, its predecessors from the frames before first."""
        numbers = count()
        pending: list[tuple[int, int, Diagram, int]] = [(self._frames.last, next(numbers), bad, steps)]
        while pending:
            level, _, diagram, steps = pending[0]
            if level == 0:
                return _Met(steps)
            match self._queries.initially(diagram, resolve=True):
                case Open():
                    return _Met(steps)
                case NoAnswer(reason):
                    return _Stopped(reason)
            match self._queries.after_step(self._frames, level - 1, diagram, resolve=True):
                case Open(before):
                    heappush(pending, (level - 1, next(numbers), before, steps + 1))
                case NoAnswer(reason):
                    return _Stopped(reason)
                case Blocked():
                    heappop(pending)
                    self._learn(diagram, level)
        return None

    def _learn(self, diagram: Diagram, level: int) -> None:
        """The diagram, which is unreachable at this level, is blocked with all that is so for the same reasons, as far
        up as it is."""
        smaller = canonical(generalize(self._queries, self._frames, level - 1, diagram))
        while level < self._frames.last and self._keeps_out(smaller, level):
            level += 1
        self._frames.block(smaller, level)

    def _keeps_out(self, diagram: Diagram, level: int) -> bool:
        """Whether no step from a state of the level without the diagram leads to it."""
        return unreachable(self._queries, self._frames, level, diagram) is not None

    def _propagate(self) -> int | None:
        """Raises clauses as far as they go; the level of a frame that equals the next one, if there is one."""
        for level in range(1, self._frames.last + 1):
            for clause in list(self._frames.at(level)):
                if self._keeps_out(clause.blocked, level):
                    clause.level += 1
            if not list(self._frames.at(level)):
                return level
        return None

    def _proved(self, level: int) -> Attempt:
        clauses = [clause.formula for clause in self._frames.clauses if clause.level > level]
        found = proof(self._system, self._goal, self._tools, self._known, clauses)
        if found is None:
            return self._without_proof(_Stopped("the solver did not confirm the invariant that was found"))
        given = {name for name, _ in self._known.kept}
        return Attempt(found, tuple(named for named in found.certificate.invariants if named[0] not in given))

    def _without_proof(self, ending: _Met | _Stopped) -> Attempt:
        frames = self._frames
        clauses = tuple(
            (f"after at most {clause.level} steps: {number}", clause.formula)
            for number, clause in enumerate(frames.clauses, 1)
        )
        match ending:
            case _Met(steps):
                length = "1 step" if steps == 1 else f"{steps} steps"
                reason = (
                    f"diagrams lead from the goal to the initial states in {length}: a run of {length} may reach it, "
                    "or it takes an invariant that is no set of universal clauses"
                )
                return Attempt(Unknown(reason), clauses, steps)
            case _Stopped(reason):
                return Attempt(Unknown(self._tools.budget.exhausted() or reason), clauses)
            case _:
                assert_never(ending)
