"""What is tried for a goal, in order: cheap attempts first, so that easy proofs and easy refutations are both fast.

1. runs of no step; induction without any invariant
2. runs of up to three steps
3. the lemmas and the hints, as far as they are invariants together; induction with them; then the many other hints
4. k-induction with what was found, for k = 2 and 3
5. longer runs, until the depth or the budget is used up
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from rspverify.logic import build
from rspverify.logic.slice import pieces
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.certificate import certify
from rspverify.proof.houdini import Invariants, houdini
from rspverify.proof.induction import Inductive, Named, NotAnswered, NotInductive, StepAnswer, step
from rspverify.proof.outcome import Bounded, Outcome, Proved, Refuted, Unknown
from rspverify.proof.search import Search, Tools

_EASY_DEPTH = 3
_MOST_K = 3
_CANDIDATE_RLIMIT = 1_000_000
_NONE = Invariants((), {})


@dataclass(frozen=True)
class Lemmas:
    """`proved`: those that are invariants; `left`: the names of the others, about which nothing is known."""

    proved: tuple[Named, ...]
    left: tuple[str, ...]


def prove(
    system: TransitionSystem, goal: Goal, tools: Tools, *, lemmas: Sequence[Named] = (), max_depth: int = 8
) -> Outcome:
    """The goal is reached by no run (`Proved`), by one (`Refuted`), by none up to a depth (`Bounded`), or who knows.

    Lemmas are candidates, proved before use; one that speaks of symbols the system does not have is passed over.
    """
    return _Attempt(system, goal, tools, lemmas).run(max_depth)


def prove_lemmas(system: TransitionSystem, lemmas: Sequence[Named], tools: Tools) -> Lemmas:
    """Which lemmas are invariants, proved together with each other and with the hints."""
    candidates = (*lemmas, *system.hints, *system.more_hints)
    found = houdini(system, candidates, tools.solvers, tools.budget, rlimit=_CANDIDATE_RLIMIT)
    kept = {name for name, _ in found.kept}
    return Lemmas(
        tuple((name, term) for name, term in lemmas if name in kept),
        tuple(name for name, _ in lemmas if name not in kept),
    )


def never(goal: Goal) -> Named | None:
    """That the goal's state is not reached, as one closed formula over a state; None if it is about steps only."""
    if goal.state is build.FALSE:
        return None
    variables = {c: build.var(c.name, c.sort) for c in goal.constants}
    body = replace_symbols(goal.state, {constant: Closure((), variable) for constant, variable in variables.items()})
    return ("the goal is not reached", build.forall(tuple(variables.values()), build.negate(body)))


class _Attempt:
    def __init__(self, system: TransitionSystem, goal: Goal, tools: Tools, lemmas: Sequence[Named]) -> None:
        self._system = system
        self._goal = goal
        self._tools = tools
        known = {*system.symbols, *goal.constants}
        self._lemmas = tuple((name, term) for name, term in lemmas if term.symbols <= known)
        self._search = Search(system, goal, tools)
        self._tried: list[str] = []

    def run(self, max_depth: int) -> Outcome:
        found = self._deeper(0) or self._induct(_NONE, 0) or self._induct(_NONE, 1)
        found = found or self._deeper(min(_EASY_DEPTH, max_depth))
        if found is not None:
            return found
        invariants = _NONE
        for hints in self._rounds():
            invariants = self._invariants(hints)
            if invariants.kept:
                found = self._induct(invariants, 0) or self._induct(invariants, 1)
            if found is not None or self._tools.budget.exhausted() is not None:
                break
        for k in range(2, _MOST_K + 1):
            found = found or self._induct(invariants, k)
        return found or self._deeper(max_depth) or self._without_answer()

    def _deeper(self, depth: int) -> Refuted | Bounded | Unknown | None:
        """A run of at most so many steps, if there is one; or that there is nothing more to be found out."""
        while self._search.depth < depth and self._tools.budget.exhausted() is None:
            found = self._search.advance()
            if found is not None:
                return found
            if self._search.over:
                return self._without_answer()
        return None

    def _rounds(self) -> Iterator[tuple[Named, ...]]:
        """The hints, few at first; the many others only where those did not do."""
        yield self._system.hints
        if self._system.more_hints:
            yield (*self._system.hints, *self._system.more_hints)

    def _invariants(self, hints: Sequence[Named]) -> Invariants:
        goal = never(self._goal)
        first = tuple((f"as at first: {piece}", piece) for piece in pieces(self._system.initial))
        candidates = (*self._lemmas, *hints, *(() if goal is None else (goal,)), *first)
        found = houdini(self._system, candidates, self._tools.solvers, self._tools.budget, rlimit=_CANDIDATE_RLIMIT)
        self._tried.append(f"invariants: {len(found.kept)} of {len(candidates)} candidates hold")
        return found

    def _induct(self, invariants: Invariants, k: int) -> Proved | None:
        """A proof by k-induction, if it succeeds and its base is known."""
        steps_only = self._goal.state is build.FALSE
        if self._search.bound() < k - 1 or (steps_only and k == 1):
            return None
        answer: StepAnswer = step(self._system, self._goal, k, invariants.kept, self._tools.solvers, self._tools.budget)
        match answer:
            case Inductive(needed):
                kept = invariants.closed_under_use(needed)
                return Proved(certify(self._system, self._goal, k, kept))
            case NotInductive(end):
                self._tried.append(f"{k}-induction with {len(invariants.kept)} invariants: fails at {end}")
            case NotAnswered(end, reason):
                self._tried.append(f"{k}-induction with {len(invariants.kept)} invariants: {reason}, at {end}")
            case _:
                assert_never(answer)
        return None

    def _without_answer(self) -> Bounded | Unknown:
        unclear = self._search.unclear
        stopped = self._tools.budget.exhausted() or "the depth limit is reached"
        reason = unclear[0].reason if unclear else stopped
        if self._search.bound() >= 0:
            return Bounded(self._search.bound(), None, reason, tuple(self._tried))
        return Unknown(reason, tuple(self._tried))
