"""Which engine is tried when, with what share of the limit: read `_Attempt.stages`.

Cheap attempts come first, so that easy proofs and easy refutations are both fast. Engines hand on what they found:
depths that are excluded, invariants. A share is one of what is left when its stage begins, so that a later stage always
has something left. The engines, by name:

* `bounded`: bounded model checking over any number of members;
* `induction`: k-induction, with the invariants that are known when it is asked;
* `houdini`: the lemmas and the hints, as far as they are invariants together, and induction with them;
* `spacer`: property-directed reachability of Z3, for systems without uninterpreted sorts;
* `pdr`: property-directed reachability with universal clauses;
* `scope`: all of it once more for stated numbers of members, where quantifiers were too much for the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias, assert_never

from rspverify.logic import build
from rspverify.logic.slice import pieces
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.certificate import certify
from rspverify.proof.few import from_few
from rspverify.proof.houdini import Invariants, houdini
from rspverify.proof.induction import Inductive, Named, NotAnswered, NotInductive, StepAnswer, outright, step
from rspverify.proof.outcome import Bounded, InScope, Outcome, Proved, Refuted, Scope, Unknown
from rspverify.proof.pdr.engine import pdr
from rspverify.proof.scope import finite_scope
from rspverify.proof.search import Search, Tools
from rspverify.proof.spacer import spacer

ENGINES = ("bounded", "induction", "houdini", "spacer", "pdr", "scope")

_EASY_DEPTH = 3
_MOST_K = 3
_CANDIDATE_RLIMIT = 1_000_000
_NONE = Invariants((), {})

Stage: TypeAlias = tuple[str, float, Callable[[Tools], Outcome | None]]
"""An engine's name, its share of what is left of the limit, and what it does: an answer, or None to go on."""


@dataclass(frozen=True)
class Lemmas:
    """`proved`: those that are invariants; `left`: the names of the others, about which nothing is known."""

    proved: tuple[Named, ...]
    left: tuple[str, ...]


def prove(
    system: TransitionSystem,
    goal: Goal,
    tools: Tools,
    *,
    lemmas: Sequence[Named] = (),
    max_depth: int = 8,
    runs_first: bool = False,
    engines: Sequence[str] = ENGINES,
) -> Outcome:
    """The goal is reached by no run (`Proved`), by one (`Refuted`), by none up to a depth (`Bounded`), by none with so
    many members (`InScope`), or who knows.

    Lemmas are candidates, proved before use; one that speaks of symbols the system does not have is passed over.
    `runs_first`: a run is expected, so the bounded search is not held back. `engines`: those that may be asked.
    """
    return _Attempt(system, goal, tools, lemmas).run(max_depth, runs_first, engines)


def prove_easily(system: TransitionSystem, goal: Goal, tools: Tools, *, max_depth: int = 8) -> Proved | Refuted | None:
    """The same as far as it goes without invariants and without longer runs: no state has the goal, or one step is
    enough. None: it takes more."""
    attempt = _Attempt(system, goal, tools, ())
    return attempt.easily(min(1, max_depth))


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


def _beyond(scope: Scope, depth: int) -> bool:
    """Whether it covers runs of more steps."""
    return scope.depth is None or scope.depth > depth


class _Attempt:
    def __init__(self, system: TransitionSystem, goal: Goal, tools: Tools, lemmas: Sequence[Named]) -> None:
        self._system = system
        self._goal = goal
        self._tools = tools
        known = {*system.symbols, *goal.constants}
        self._lemmas = tuple((name, term) for name, term in lemmas if term.symbols <= known)
        self._invariants = _NONE
        self._tried: list[str] = []
        self._deepest = 0

    @cached_property
    def _search(self) -> Search:
        """Begun only where it is needed: many claims follow from the rules alone."""
        return Search(self._system, self._goal, self._tools)

    def stages(self, depth: int, runs_first: bool = False) -> Iterator[Stage]:
        """What is tried, in order."""
        yield "induction", 0.1, self._outright
        yield "houdini", 0.1, self._from_few
        yield "bounded", 0.3, lambda tools: self._deeper(0, tools)
        yield "induction", 0.3, lambda tools: self._inductions((1,), tools)
        yield "bounded", 0.5, lambda tools: self._deeper(depth if runs_first else min(_EASY_DEPTH, depth), tools)
        yield "spacer", 0.3, self._spacer
        yield "houdini", 0.4, lambda tools: self._houdini(self._system.hints, tools)
        if self._system.more_hints:
            hints = (*self._system.hints, *self._system.more_hints)
            yield "houdini", 0.4, lambda tools: self._houdini(hints, tools)
        yield "induction", 0.2, lambda tools: self._inductions(range(2, _MOST_K + 1), tools)
        yield "pdr", 0.5, self._pdr
        yield "bounded", 0.7, lambda tools: self._deeper(depth, tools)
        yield "scope", 1.0, lambda tools: self._scope(depth, tools)

    def easily(self, depth: int) -> Proved | Refuted | None:
        """The first stages, and no more."""
        self._deepest = depth
        easy = replace(self._tools, budget=self._tools.budget.part(0.1))
        return self._outright(easy) or self._deeper(depth, easy)

    def run(self, depth: int, runs_first: bool, engines: Sequence[str]) -> Outcome:
        self._deepest = depth
        for name, share, attempt in self.stages(depth, runs_first):
            if name in engines:
                budget = self._tools.budget if share == 1.0 else self._tools.budget.part(share)
                found = attempt(replace(self._tools, budget=budget))
                if found is not None:
                    return found
            if self._over() or self._tools.budget.exhausted() is not None:
                break
        return self._without_answer()

    def _over(self) -> bool:
        """Whether the goal seems to be reached, by a run that cannot be shown."""
        return "_search" in vars(self) and self._search.over

    # ---------------------------------------------------------------- stages

    def _deeper(self, depth: int, tools: Tools) -> Refuted | None:
        """A run of at most so many steps, if there is one; of none longer than was asked for."""
        while self._search.depth < min(depth, self._deepest) and not self._search.over:
            if tools.budget.exhausted() is not None:
                return None
            found = self._search.advance(rlimit=tools.budget.query_rlimit())
            if found is not None:
                return found
        return None

    def _inductions(self, ks: Sequence[int], tools: Tools) -> Proved | Refuted | None:
        for k in ks:
            found = (self._deeper(k - 1, tools) if k > 0 else None) or self._induct(k, tools)
            if found is not None or tools.budget.exhausted() is not None:
                return found
        return None

    def _outright(self, tools: Tools) -> Proved | None:
        """No state at all has the goal."""
        answer = outright(self._system, self._goal, tools.solvers, tools.budget)
        return self._concluded(0, _NONE, answer)

    def _induct(self, k: int, tools: Tools) -> Proved | None:
        """A proof by k-induction, if it succeeds and its base is known."""
        steps_only = self._goal.state is build.FALSE
        if (steps_only and k == 1) or (k > 0 and self._search.bound() < k - 1):
            return None
        kept = self._invariants.kept
        answer = step(self._system, self._goal, k, kept, tools.solvers, tools.budget)
        return self._concluded(k, self._invariants, answer)

    def _concluded(self, k: int, invariants: Invariants, answer: StepAnswer) -> Proved | None:
        given = f"{k}-induction with {len(invariants.kept)} invariants"
        match answer:
            case Inductive(needed):
                used = invariants.closed_under_use(needed)
                return Proved(certify(self._system, self._goal, k, used))
            case NotInductive(end):
                self._tried.append(f"{given}: fails at {end}")
            case NotAnswered(end, reason):
                self._tried.append(f"{given}: {reason}, at {end}")
            case _:
                assert_never(answer)
        return None

    def _from_few(self, tools: Tools) -> Proved | None:
        """A proof from the duties that the claim's own act fulfils, whatever else is broken."""
        found = from_few(self._system, self._goal, tools, rlimit=_CANDIDATE_RLIMIT)
        return None if found is None else Proved(certify(self._system, self._goal, 0, found))

    def _houdini(self, hints: Sequence[Named], tools: Tools) -> Proved | Refuted | None:
        goal = never(self._goal)
        first = tuple((f"as at first: {piece}", piece) for piece in pieces(self._system.initial))
        candidates = (*self._lemmas, *hints, *(() if goal is None else (goal,)), *first)
        found = houdini(self._system, candidates, tools.solvers, tools.budget, rlimit=_CANDIDATE_RLIMIT)
        self._tried.append(f"invariants: {len(found.kept)} of {len(candidates)} candidates hold")
        if not found.kept:
            return None
        self._invariants = found
        return self._inductions((0, 1), tools)

    def _spacer(self, tools: Tools) -> Proved | None:
        found = spacer(self._system, self._goal, tools)
        return self._taken("Spacer", found.outcome)

    def _pdr(self, tools: Tools) -> Proved | Refuted | None:
        found = pdr(self._system, self._goal, tools, known=self._invariants)
        proved = self._taken("universal clauses", found.outcome)
        if proved is None and found.reaches is not None:
            return self._deeper(found.reaches, tools)
        return proved

    def _taken(self, engine: str, outcome: Proved | Unknown) -> Proved | None:
        if isinstance(outcome, Proved):
            return outcome
        self._tried.append(f"{engine}: {outcome.reason}")
        return None

    def _scope(self, depth: int, tools: Tools) -> InScope | Refuted | None:
        """For stated numbers of members, where no bound for any number of them is known as far as was asked."""
        if self._search.bound() >= depth:
            return None
        known = self._invariants.kept
        found = finite_scope(self._system, self._goal, tools, known=known, depth=depth)
        if isinstance(found, Unknown):
            self._tried.append(f"finite scope: {found.reason}")
            return None
        if isinstance(found, InScope) and not any(_beyond(scope, self._search.bound()) for scope in found.scopes):
            self._tried.append("finite scope: no more than is known for any number of members")
            return None
        return found

    def _without_answer(self) -> Bounded | Unknown:
        unclear = self._search.unclear
        stopped = self._tools.budget.exhausted() or "the depth limit is reached"
        reason = unclear[0].reason if unclear else stopped
        if self._search.bound() >= 0:
            return Bounded(self._search.bound(), None, reason, tuple(self._tried))
        return Unknown(reason, tuple(self._tried))
