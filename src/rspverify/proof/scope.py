"""Finite scope: answers for stated numbers of members, where quantifiers make the solver give up.

For each combination of sizes, the fewest members first, the system is written out, so that every query about it is
free of quantifiers and needs no model-based instantiation. With half of what may be spent, proofs for any number of
steps are looked for (induction, the candidates that are invariants at this size, then Spacer), each checked by its
conditions in a fresh session; then runs in what is left, depth by depth, so that the shortest run with the fewest
members is found; then proofs again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from rspverify.logic.evaluate import Unbounded
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import LogicSort
from rspverify.logic.wellformed import require_wellformed
from rspverify.proof.bmc import Reached
from rspverify.proof.finite import sizes_by_total
from rspverify.proof.ground import ground_run
from rspverify.proof.induction import Named
from rspverify.proof.outcome import FiniteProof, GroundRun, InScope, Refuted, Scope, Unknown
from rspverify.proof.replay import Question
from rspverify.proof.search import Tools
from rspverify.proof.universe import Checkers, Universe
from rspverify.solver.port import Budget, NoValues, Unsat

_MOST_UNIVERSES = 32
"""So many combinations of sizes are looked at, for the memory that their sessions need."""


def finite_scope(
    system: TransitionSystem,
    goal: Goal,
    tools: Tools,
    *,
    known: Sequence[Named] = (),
    most: int = 3,
    depth: int = 8,
    checkers: Checkers = Checkers(),  # noqa: B008
) -> InScope | Refuted | Unknown:
    """What is known of universes with at most `most` members of each sort, and of runs of `depth` steps where there is
    no proof for any number. `known` and the system's hints are candidates for invariants at each size. Raises
    `IllFormed`."""
    if most < 1:
        raise ValueError("a universe has a member of each sort")
    require_wellformed(system, goal)
    candidates = tuple((name, term) for name, term in (*known, *system.hints) if term.symbols <= {*system.symbols})
    return _FiniteScope(system, goal, tools, candidates, most, checkers).run(depth)


def sizes_up_to(sorts: Sequence[LogicSort], most: int) -> Iterator[dict[LogicSort, int]]:
    """All combinations of 1 to `most` members, the fewest in all first, then in lexicographic order."""
    for sizes in sizes_by_total(sorts, most * len(sorts)):
        if all(size <= most for size in sizes.values()):
            yield sizes


def listed(sizes: Mapping[LogicSort, int]) -> tuple[tuple[str, int], ...]:
    """Sizes for people: the sorts in the order of their declaration."""
    return tuple((sort.name, size) for sort, size in sizes.items())


class _FiniteScope:
    def __init__(
        self,
        system: TransitionSystem,
        goal: Goal,
        tools: Tools,
        candidates: Sequence[Named],
        most: int,
        checkers: Checkers,
    ) -> None:
        self._system = system
        self._goal = goal
        self._tools = tools
        self._universes: list[Universe] = []
        for sizes in sizes_up_to(system.sorts, most):
            if len(self._universes) < _MOST_UNIVERSES:
                self._universes.append(Universe(system, goal, sizes, candidates, tools, checkers))
        self._failed: list[Universe] = []
        self._tried: list[str] = []

    def run(self, depth: int) -> InScope | Refuted | Unknown:
        self._prove(self._tools.budget.part(0.5))
        found = self._refute(depth)
        if found is None:
            self._prove(self._tools.budget)
        return found or self._answered()

    def _prove(self, budget: Budget) -> None:
        """Proofs for any number of steps; where one fails, none is looked for in what is larger in each way."""
        for universe in self._universes:
            if budget.exhausted() is not None:
                break
            hopeless = any(_within(small.sizes, universe.sizes) for small in self._failed)
            if universe.certificate is None and not hopeless:
                universe.prove(budget)
                self._tried.append(f"{_words(universe.sizes)}: {universe.told}")
                if universe.certificate is None and budget.exhausted() is None:
                    self._failed.append(universe)

    def _refute(self, depth: int) -> Refuted | None:
        """The shortest run, among those the one with the fewest members, wherever nothing is proved."""
        for steps in range(depth + 1):
            for universe in self._universes:
                if universe.certificate is not None:
                    continue
                if self._tools.budget.exhausted() is not None:
                    return None
                reached = universe.reached_in(steps)
                if reached is not None:
                    run = self._canonical(universe, reached)
                    if run is not None:
                        return Refuted(run)
        return None

    def _canonical(self, universe: Universe, reached: Reached) -> GroundRun | None:
        """The run, found anew over the system itself and played again; else why there is none."""
        question = Question(self._system, self._goal, reached.depth, reached.bad)
        tools = self._tools
        try:
            found = ground_run(question, universe.sizes, tools.preferences, tools.solvers, tools.budget)
        except Unbounded as unbounded:
            reason = f"{unbounded}, so a run that may exist cannot be shown"
        except NoValues as failure:
            reason = str(failure)
        except RecursionError:
            reason = "the formulas are nested too deeply to play a run again"
        else:
            if isinstance(found, GroundRun):
                return _not_known_minimal(found)
            reason = "internal: a run was found, and then not" if isinstance(found, Unsat) else found.reason
        universe.give_up(reason)
        return None

    def _answered(self) -> InScope | Unknown:
        proofs = [FiniteProof(u.sizes, u.certificate) for u in self._universes if u.certificate is not None]
        empty = tuple(universe.sizes for universe in self._universes if universe.empty)
        stuck = [universe.stuck for universe in self._universes if universe.stuck]
        reason = stuck[0] if stuck else self._tools.budget.exhausted() or "only so many members are looked at"
        if len(empty) == len(self._universes):
            return Unknown("no run starts in any universe of the sizes that were looked at", tuple(self._tried))
        scopes = covered([(universe.sizes, universe.bound()) for universe in self._universes])
        if not scopes:
            return Unknown(reason, tuple(self._tried))
        return InScope(scopes, tuple(proofs), empty, reason, tuple(self._tried))


def covered(answers: Sequence[tuple[Mapping[LogicSort, int], int | None]]) -> tuple[Scope, ...]:
    """The widest scopes. `answers`: for sizes, the number of steps up to which no run reaches the goal; -1 where
    nothing is known, None for any number of steps. Sizes that are not listed are not answered."""
    asked = {tuple(sizes.values()) for sizes, _ in answers}
    scopes = []
    for sizes, _ in answers:
        inside = [bound for other, bound in answers if _within(other, sizes)]
        bounds = [bound for bound in inside if bound is not None]
        depth = min(bounds, default=None)
        complete = all(corner in asked for corner in product(*(range(1, size + 1) for size in sizes.values())))
        if complete and (depth is None or depth >= 0):
            scopes.append(Scope(sizes, depth))
    widest = [s for s in scopes if not any(other is not s and _contains(other, s) for other in scopes)]
    return tuple(sorted(widest, key=lambda s: (s.depth is not None, -(s.depth or 0), -sum(s.sizes.values()))))


def _within(small: Mapping[LogicSort, int], large: Mapping[LogicSort, int]) -> bool:
    return all(size <= large[sort] for sort, size in small.items())


def _contains(one: Scope, other: Scope) -> bool:
    longer = one.depth is None or (other.depth is not None and other.depth <= one.depth)
    return longer and _within(other.sizes, one.sizes)


def _words(sizes: Mapping[LogicSort, int]) -> str:
    return ", ".join(f"{size} {name}" for name, size in listed(sizes)) or "no members"


def _not_known_minimal(run: GroundRun) -> GroundRun:
    """Larger universes were not looked at: a shorter run may exist there."""
    return replace(run, minimal=False)
