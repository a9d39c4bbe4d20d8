"""Looking for runs: depth by depth, then the smallest universe, then the canonical run in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from rspverify.logic import build
from rspverify.logic.evaluate import Unbounded
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import LogicSort
from rspverify.logic.wellformed import require_wellformed
from rspverify.proof.bmc import Deepening, DepthAnswer, Excluded, Reached, Unclear
from rspverify.proof.finite import sizes_by_total
from rspverify.proof.ground import Preference, ground_run
from rspverify.proof.outcome import Bounded, GroundRun, Refuted, Unknown
from rspverify.proof.replay import Question
from rspverify.proof.sizes import Sizes, smallest_sizes
from rspverify.solver.port import Budget, NoValues, SolverFactory
from rspverify.solver.port import Unknown as NoAnswer

_MEMBERS = 3
"""Where the solver does not know, universes of at most so many members of each sort are searched."""

_EXTRA = 12
"""Universes with at most so many members more than one of each sort are tried for a run that is known to exist."""


@dataclass(frozen=True)
class Tools:
    """What each engine is handed: solvers, what may be spent, and which runs are preferred. `canonical`: the run that
    is found is the same whichever the solver happens to find first; else it is that one."""

    solvers: SolverFactory
    budget: Budget
    preferences: tuple[Preference, ...] = ()
    canonical: bool = True


class Search:
    """Goes one depth further at each call; remembers which depths are excluded."""

    def __init__(self, system: TransitionSystem, goal: Goal, tools: Tools) -> None:
        require_wellformed(system, goal)
        self._system = system
        self._goal = goal
        self._tools = tools
        self._deepening = Deepening(system, goal, tools.solvers, tools.budget)
        self.unclear: list[Unclear] = []
        self.over = False
        """The goal is reached, it seems, but by runs with too many numbers to be shown: nothing more is looked for."""

    @property
    def depth(self) -> int:
        """The depth answered last."""
        return self._deepening.depth

    def bound(self) -> int:
        """All depths up to this one are excluded, over any number of members; -1 if none is."""
        return self.unclear[0].depth - 1 if self.unclear else self.depth

    def advance(self, *, rlimit: int | None = None) -> Refuted | None:
        """A run of the next depth, if one is found. `rlimit`: for each query."""
        answer: DepthAnswer = self._deepening.advance(rlimit=rlimit)
        match answer:
            case Reached(depth, bad):
                return self._refuted(Question(self._system, self._goal, depth, bad))
            case Unclear(depth):
                self.unclear.append(answer)
                return self._in_small_universes(depth)
            case Excluded():
                return None
            case _:
                assert_never(answer)

    def _refuted(self, question: Question) -> Refuted | None:
        deepening, sorts = self._deepening, self._system.sorts
        sizes = smallest_sizes(deepening.solver, deepening.terms, sorts, most=len(sorts) + _EXTRA, rlimit=None)
        if isinstance(sizes, Sizes):
            if self._tools.canonical:
                question, sizes = self._smaller(question, sizes)
            run = self._run(question, sizes.of)
            if self.over:
                return None
            if run is not None:
                return Refuted(replace(run, minimal=sizes.exact and self._tools.canonical and not self.unclear))
        self.unclear.append(Unclear(question.depth, "the universe of the run is too large"))
        return self._in_small_universes(question.depth)

    def _smaller(self, question: Question, sizes: Sizes) -> tuple[Question, Sizes]:
        """The end that needs the fewest members: that which was found, unless another one needs fewer."""
        sorts, solver = self._system.sorts, self._deepening.solver
        for bad, terms in self._deepening.other_ends(question.bad):
            most = sum(sizes.of.values()) - 1
            if most < len(sorts) or self._tools.budget.exhausted():
                break
            if build.FALSE not in terms:
                found = smallest_sizes(solver, terms, sorts, most=most, rlimit=None)
                exact = sizes.exact and found.exact
                if isinstance(found, Sizes):
                    question, sizes = replace(question, bad=bad), found
                sizes = replace(sizes, exact=exact)
        return question, sizes

    def _run(self, question: Question, sizes: Mapping[LogicSort, int]) -> GroundRun | None:
        try:
            tools = self._tools
            preferences = tools.preferences if tools.canonical else None
            found = ground_run(question, sizes, preferences, tools.solvers, tools.budget)
        except Unbounded as unbounded:
            self.over = True
            found = NoAnswer(f"{unbounded}, so a run that may exist cannot be shown")
        except NoValues as failure:
            found = NoAnswer(str(failure))
        except RecursionError:
            found = NoAnswer("the formulas are nested too deeply to play a run again")
        if isinstance(found, NoAnswer):
            self.unclear.append(Unclear(question.depth, found.reason))
        return found if isinstance(found, GroundRun) else None

    def _in_small_universes(self, depth: int) -> Refuted | None:
        """Ground search where quantifiers are too much: sizes 1 to 3 of each sort, the fewest members first."""
        sorts = self._system.sorts
        ends: list[int | None] = [number for number in range(len(self._goal.steps)) if depth > 0]
        for sizes in sizes_by_total(sorts, _MEMBERS * len(sorts)):
            if any(size > _MEMBERS for size in sizes.values()):
                continue
            for bad in (*ends, None):
                if self._tools.budget.exhausted():
                    return None
                run = self._run(Question(self._system, self._goal, depth, bad), sizes)
                if self.over:
                    return None
                if run is not None:
                    return Refuted(replace(run, minimal=False))
        return None


def search(system: TransitionSystem, goal: Goal, tools: Tools, *, max_depth: int) -> Refuted | Bounded | Unknown:
    """A run that reaches the goal, the shortest; or how far there is none; or why nothing is known."""
    looking = Search(system, goal, tools)
    while looking.depth < max_depth:
        found = looking.advance()
        if found is not None:
            return found
        stopped = tools.budget.exhausted()
        if stopped is not None or looking.over:
            return _without_run(looking, stopped or "")
    return _without_run(looking, "the depth limit is reached")


def _without_run(looking: Search, reason: str) -> Bounded | Unknown:
    if looking.bound() >= 0:
        return Bounded(looking.bound(), None, looking.unclear[0].reason if looking.unclear else reason)
    return Unknown(looking.unclear[0].reason if looking.unclear else reason)
