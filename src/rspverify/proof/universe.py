"""One finite universe of a search in finite scope: its system written out, what is proved, how deep it is searched.

All queries about it are free of quantifiers. Nothing counts as proved here before each verification condition was
answered in a session of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import assert_never

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import LogicSort, Term
from rspverify.proof.bmc import Deepening, Excluded, Reached, Unclear
from rspverify.proof.certificate import Certificate, Confirmed, Failed, certify, check_certificate
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.houdini import Invariants, houdini
from rspverify.proof.induction import Inductive, Named, NotAnswered, NotInductive, step
from rspverify.proof.outcome import Proved
from rspverify.proof.search import Tools
from rspverify.proof.spacer import spacer
from rspverify.solver.horn import HornSolver
from rspverify.solver.port import Budget, ScriptSolver, Unsat
from rspverify.solver.z3_adapter import z3_script
from rspverify.solver.z3_horn import z3_horn

_CANDIDATE_RLIMIT = 500_000
_QUERY_RLIMIT = 5_000_000
_SPACER_RLIMIT = 20_000_000
_MOST_K = 2
_QUANTIFIED = "quantifiers over numbers stay where members are written out"
_NONE = Invariants((), {})


@dataclass(frozen=True)
class Checkers:
    """`scripts` answers each verification condition afresh, `horn` looks for invariants."""

    scripts: ScriptSolver = z3_script
    horn: HornSolver = z3_horn


class Universe:
    """`certificate`: of the finite system, checked; None without a proof for any number of steps. `empty`: no run
    starts in it. `told`: what came of the attempt to prove, if any. `stuck`: why it is searched no deeper, if so."""

    def __init__(
        self,
        system: TransitionSystem,
        goal: Goal,
        sizes: Mapping[LogicSort, int],
        candidates: Sequence[Named],
        tools: Tools,
        checkers: Checkers,
    ) -> None:
        self.sizes = sizes
        self.certificate: Certificate | None = None
        self.empty = False
        self.told = ""
        self.stuck = ""
        self._written = FiniteUniverse(sizes, system.numbers)
        self._given = (system, goal)
        self._candidates = candidates
        self._tools = tools
        self._checkers = checkers
        self._reached: Reached | None = None
        self._bound = -1

    @cached_property
    def _system(self) -> TransitionSystem:
        return self._written.system(self._given[0])

    @cached_property
    def _goal(self) -> Goal:
        return self._written.goal(self._given[1])

    @cached_property
    def _is_quantified(self) -> bool:
        return _quantified(_formulas(self._system, self._goal))

    @cached_property
    def _deepening(self) -> Deepening:
        return Deepening(self._system, self._goal, self._tools.solvers, self._tools.budget)

    def bound(self) -> int | None:
        """No run of so many steps reaches the goal; None: of any number. -1: nothing is known."""
        return None if self.certificate is not None else self._bound

    def give_up(self, reason: str) -> None:
        """It is not searched any deeper."""
        self.stuck = reason

    def reached_in(self, steps: int) -> Reached | None:
        """How the goal is reached in exactly so many steps and not in fewer, if it is."""
        if self._is_quantified:
            self.stuck = _QUANTIFIED
        while self._reached is None and not self.stuck and self._deepening.depth < steps:
            answer = self._deepening.advance(rlimit=_QUERY_RLIMIT)
            match answer:
                case Reached():
                    self._reached = answer
                case Excluded(depth):
                    self._bound = depth
                    if depth == 0:
                        # Asked here, while the session knows of the start and not yet of steps.
                        self.empty = isinstance(self._deepening.solver.check(rlimit=_QUERY_RLIMIT), Unsat)
                case Unclear(_, reason):
                    self.stuck = reason
                case _:
                    assert_never(answer)
        return self._reached if self._reached is not None and self._reached.depth == steps else None

    def prove(self, budget: Budget) -> None:
        """A certificate, if induction or Spacer finds one and its conditions are confirmed. `budget`: for that; runs
        are searched with all that there is."""
        if self.reached_in(0) is not None:
            self.told = "the goal is reached at once"
        elif self.stuck:
            self.told = self.stuck
        elif not self._by_emptiness(budget) and not self._by_induction(_NONE, budget):
            kept = self._invariants(budget)
            if not kept.kept or not self._by_induction(kept, budget):
                self._by_spacer(kept, budget)

    def _by_emptiness(self, budget: Budget) -> bool:
        """Where no state is one that a run starts with, nothing is reached, and `false` is an invariant."""
        if not self.empty:
            return False
        certificate = certify(self._system, self._goal, 0, (("no run starts", build.FALSE),))
        return self._confirmed("no run starts", certificate, budget)

    def _invariants(self, budget: Budget) -> Invariants:
        """The candidates that are invariants together in this universe."""
        written = [(name, self._written.term(term)) for name, term in self._candidates]
        plain = [(name, term) for name, term in written if not _quantified([term])]
        return houdini(self._system, plain, self._tools.solvers, budget, rlimit=_CANDIDATE_RLIMIT)

    def _by_induction(self, invariants: Invariants, budget: Budget) -> bool:
        for k in range(_MOST_K + 1):
            if k > 0 and (self.reached_in(k - 1) is not None or self._bound < k - 1):
                return False
            if k == 1 and self._goal.state is build.FALSE:
                continue
            answer = step(
                self._system, self._goal, k, invariants.kept, self._tools.solvers, budget, rlimit=_QUERY_RLIMIT
            )
            match answer:
                case Inductive(needed):
                    used = invariants.closed_under_use(needed)
                    words = f"{k}-induction with {len(used)} invariants"
                    return self._confirmed(words, certify(self._system, self._goal, k, used), budget)
                case NotInductive() | NotAnswered():
                    continue
                case _:
                    assert_never(answer)
        return False

    def _by_spacer(self, invariants: Invariants, budget: Budget) -> bool:
        attempt = spacer(
            self._system,
            self._goal,
            replace(self._tools, budget=budget),
            known=invariants.kept,
            rlimit=_SPACER_RLIMIT,
            horn=self._checkers.horn,
            scripts=self._checkers.scripts,
        )
        if isinstance(attempt.outcome, Proved):
            return self._confirmed("an invariant found by Spacer", attempt.outcome.certificate, budget)
        self.told = attempt.outcome.reason
        return False

    def _confirmed(self, words: str, certificate: Certificate, budget: Budget) -> bool:
        """Whether each condition of the certificate is confirmed; then it is a proof."""
        found = check_certificate(certificate, self._system, self._goal, self._checkers.scripts, budget)
        match found:
            case Confirmed():
                self.certificate, self.told = certificate, words
                return True
            case Failed(name, answer):
                self.told = f"{words}, not confirmed: {name}: {answer}"
                return False
            case _:
                assert_never(found)


def _formulas(system: TransitionSystem, goal: Goal) -> list[Term]:
    """All formulas of both."""
    found = [system.background, system.initial, system.constraint, goal.state]
    for transition in system.transitions:
        found += [transition.possible, transition.complies, *(c.body for c in transition.updates.values())]
    return [*found, *(bad.condition for bad in goal.steps)]


def _quantified(terms: Iterable[Term]) -> bool:
    seen: set[Term] = set()
    stack = list(terms)
    while stack:
        term = stack.pop()
        if term in seen:
            continue
        if term.op in ("forall", "exists"):
            return True
        seen.add(term)
        stack.extend(term.args)
    return False
