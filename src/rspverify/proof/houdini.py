"""The greatest inductive part of a set of candidate invariants.

(Flanagan, Leino, "Houdini, an Annotation Assistant for ESC/Java", FME 2001.) Candidates that fail initially go first;
then, transition by transition, those that a step does not keep. Each success remembers by its core which candidates it
used, so that a later loss repeats only the queries that it touches, and a proof can name the few that it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.substitute import replace_symbols
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.induction import Named, flags
from rspverify.proof.unroll import Unrolling, conjuncts
from rspverify.solver.port import Budget, Sat, Solver, SolverFactory, Unsat

_NO_GOAL = Goal(build.FALSE)


@dataclass(frozen=True)
class Invariants:
    """`kept` hold initially and are kept together by each step; `uses`: which of them the proof of each used."""

    kept: tuple[Named, ...]
    uses: Mapping[str, frozenset[str]]
    complete: bool = True
    """False where the budget ended the work; then nothing is kept."""

    def closed_under_use(self, names: Iterable[str]) -> tuple[Named, ...]:
        """The named ones and all that their proofs need."""
        wanted, pending = set[str](), list(names)
        while pending:
            name = pending.pop()
            if name not in wanted:
                wanted.add(name)
                pending.extend(self.uses[name])
        return tuple((name, term) for name, term in self.kept if name in wanted)


def houdini(
    system: TransitionSystem,
    candidates: Sequence[Named],
    solvers: SolverFactory,
    budget: Budget,
    *,
    rlimit: int | None = None,
) -> Invariants:
    """The candidates that are invariants together. Where the solver does not know, the candidate goes."""
    live = _initially_true(system, _each_once(candidates), solvers, budget, rlimit)
    if not live:
        return Invariants((), {}, complete=budget.exhausted() is None)
    return _Elimination(system, live, solvers, budget, rlimit).run()


def _each_once(candidates: Iterable[Named]) -> dict[str, Term]:
    """Each formula under one name, each name for one formula."""
    terms: set[Term] = set()
    named: dict[str, Term] = {}
    for name, term in candidates:
        if term not in terms:
            while name in named:
                name += "'"
            terms.add(term)
            named[name] = term
    return named


def _initially_true(
    system: TransitionSystem,
    candidates: Mapping[str, Term],
    solvers: SolverFactory,
    budget: Budget,
    rlimit: int | None,
) -> dict[str, Term]:
    unrolling = Unrolling(system, _NO_GOAL, from_initial=True)
    solver = solvers(unrolling.declarations(), budget)
    for term in unrolling.start():
        solver.add(term)
    at_first = {name: unrolling.at(term, 0) for name, term in candidates.items()}
    dropped: set[str] = set()
    for name, term in at_first.items():
        if budget.exhausted() is not None:
            return {}
        if term is not build.TRUE and name not in dropped:
            others = {other: t for other, t in at_first.items() if other not in dropped and t is not build.TRUE}
            answer = _ask(solver, name, others, (), rlimit)
            dropped |= answer if isinstance(answer, set) else set()
    return {name: term for name, term in candidates.items() if name not in dropped}


class _Elimination:
    def __init__(
        self,
        system: TransitionSystem,
        live: dict[str, Term],
        solvers: SolverFactory,
        budget: Budget,
        rlimit: int | None,
    ) -> None:
        self._system = system
        self._live = live
        self._budget = budget
        self._rlimit = rlimit
        self._unrolling = Unrolling(system, _NO_GOAL, from_initial=False)
        self._flags = {name: build.apply(flag) for name, flag in flags(list(live)).items()}
        self._names = {flag: name for name, flag in self._flags.items()}
        declared, choices = self._unrolling.declarations(), self._unrolling.choose()
        symbols = (*declared.symbols, *choices, *(flag.payload for flag in self._flags.values()))
        self._solver = solvers(Declarations(declared.sorts, declared.enums, symbols), budget)
        for term in self._unrolling.start():
            self._solver.add(term)
        for name, term in live.items():
            self._solver.add(build.implies(self._flags[name], term))
        self._cores: dict[tuple[str, str], frozenset[str]] = {}

    def run(self) -> Invariants:
        while True:
            before = len(self._live)
            for transition in self._system.transitions:
                self._pass(transition)
                if self._budget.exhausted() is not None:
                    return Invariants((), {}, complete=False)
            if len(self._live) == before and not self._stale():
                break
        uses: dict[str, set[str]] = {name: set() for name in self._live}
        for (_, name), core in self._cores.items():
            if name in uses:
                uses[name] |= core
        return Invariants(tuple(self._live.items()), {name: frozenset(used) for name, used in uses.items()})

    def _stale(self) -> bool:
        return any(name in self._live and not core <= self._live.keys() for (_, name), core in self._cores.items())

    def _pass(self, transition: Transition) -> None:
        """Ask again for each candidate whose last success, if any, used one that is gone."""
        todo = [name for name in self._live if not self._settled(transition.name, name)]
        if not todo:
            return
        after = self._unrolling.after(transition, 0)
        moved = {name: replace_symbols(self._live[name], after) for name in todo}
        for name in todo:
            if moved[name] is self._live[name]:
                self._cores[transition.name, name] = frozenset((name,))
        todo = [name for name in todo if moved[name] is not self._live[name]]
        if not todo:
            return
        before = self._unrolling.before(0)
        guards = (*conjuncts(transition.possible), *conjuncts(transition.complies))
        self._solver.push()
        for part in (*(replace_symbols(g, before) for g in guards), *self._unrolling.constraint_at(after)):
            self._solver.add(part)
        for name in todo:
            if self._budget.exhausted() is not None:
                break
            if name not in self._live:
                continue
            literals = [self._flags[other] for other in self._live]
            others = {other: moved[other] for other in todo if other in self._live}
            answer = _ask(self._solver, name, others, literals, self._rlimit)
            if isinstance(answer, Unsat):
                self._cores[transition.name, name] = frozenset(self._names[literal] for literal in answer.core)
            else:
                for lost in answer:
                    del self._live[lost]
        self._solver.pop()

    def _settled(self, transition: str, name: str) -> bool:
        core = self._cores.get((transition, name))
        return core is not None and core <= self._live.keys()


def _ask(
    solver: Solver, name: str, formulas: Mapping[str, Term], assumptions: Sequence[Term], rlimit: int | None
) -> Unsat | set[str]:
    """`Unsat` if the formula of this name cannot fail; else the names of those to drop: it, and all that fail in the
    same structure."""
    solver.push()
    solver.add(build.negate(formulas[name]))
    answer = solver.check(assumptions, rlimit=rlimit)
    lost = {name}
    if isinstance(answer, Sat):
        false = solver.surely_false(list(formulas.values()))
        lost |= {other for other, fails in zip(formulas, false, strict=True) if fails}
    solver.pop()
    return answer if isinstance(answer, Unsat) else lost
