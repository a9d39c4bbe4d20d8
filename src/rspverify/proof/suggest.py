"""Clauses that would let a proof by induction go through, learned from the states in which it fails.

The first state of a counterexample to induction is told by its diagram; what of it no run shows, up to a depth that was
searched, is negated: a universal clause that holds as far as is known and excludes that state. As in property-directed
reachability (see `proof.pdr`), but with runs from the start in the place of frames, so that each clause by itself is
known to hold up to that depth, whether or not it is inductive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rspverify.logic import build
from rspverify.logic.evaluate import Unbounded, Value, evaluate
from rspverify.logic.substitute import replace_variables
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.proof.bmc import Deepening, Excluded, Reached
from rspverify.proof.cti import counterexample_to_induction
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Inductive, Named, step
from rspverify.proof.outcome import GroundRun
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.literals import full_diagram, layers
from rspverify.proof.pdr.vocabulary import Vocabulary, vocabulary
from rspverify.proof.replay import structure
from rspverify.proof.search import Tools
from rspverify.proof.unroll import Unrolling
from rspverify.solver.port import Solver, Unsat

_MOST_LEMMAS = 8
_TRY_RLIMIT = 500_000
_CANDIDATE_RLIMIT = 1_000_000


@dataclass(frozen=True)
class Suggestion:
    """`lemmas`: universal clauses, each true in every state of every run of at most `depth` steps, over any number of
    members. `enough`: with them and what is known, the goal is excluded by induction; `proved`: they are invariants
    together. (Runs are those that lemmas speak of.)"""

    lemmas: tuple[Term, ...]
    depth: int
    enough: bool
    proved: bool


def suggest(
    system: TransitionSystem,
    goal: Goal,
    invariants: Sequence[Named],
    first: GroundRun | None,
    tools: Tools,
    *,
    stated: Sequence[Named] = (),
    depth: int,
    most_depth: int | None = None,
    runs: TransitionSystem | None = None,
    sayable: Callable[[Term], bool] = lambda literal: True,
) -> Suggestion | None:
    """Lemmas that exclude `first`, which is a counterexample to induction with the invariants, and the ones after it;
    None if there is no such clause of literals (over variables for members) that are `sayable`.

    `stated`: lemmas that somebody has stated and nobody has proved: what is found is what is needed beside them, for
    the goal or for their own induction. `first` is None where with them the induction for the goal does not fail.
    `runs`: the system of whose runs lemmas speak, if these are more than those of `system`; it has all its symbols.
    Clauses are learned from runs of `depth` steps; those that are not proved must be true of longer ones as well, up to
    `most_depth` as far as the budget goes.
    """
    found = _Learning(system, goal, invariants, stated, tools, depth, runs or system, sayable).run(first)
    if found is None or found.proved or most_depth is None:
        return found
    told = true_up_to(found.lemmas, runs or system, tools, depth, most_depth)
    return None if told is None else replace(found, depth=told)


class _Learning:
    def __init__(
        self,
        system: TransitionSystem,
        goal: Goal,
        invariants: Sequence[Named],
        stated: Sequence[Named],
        tools: Tools,
        depth: int,
        runs: TransitionSystem,
        sayable: Callable[[Term], bool],
    ) -> None:
        self._system = system
        self._runs = runs
        self._goal = goal
        self._known = tuple(invariants)
        self._tools = tools
        self._sayable = sayable
        self._vocabulary = vocabulary(system, goal)
        self._history = _History(runs, tools, depth)
        self._stated = tuple(stated)
        self._lemmas = [*self._stated]

    def run(self, first: GroundRun | None) -> Suggestion | None:
        found = self._learn(self._system, self._goal, self._known, first)
        needed = self._needed(self._lemmas) if found else None
        if needed is None:
            return self._first()
        proved = self._with_proof()
        if proved is not None:
            return proved
        # Where the goal needs nothing but what was stated, the first clause that this needs in its turn.
        return self._suggestion(needed, enough=True, proved=False) or self._first()

    def _first(self) -> Suggestion | None:
        """One clause is better than none."""
        return self._suggestion(self._learned()[:1], enough=False, proved=False)

    def _learned(self) -> list[Named]:
        return self._lemmas[len(self._stated) :]

    def _suggestion(self, lemmas: Sequence[Named], *, enough: bool, proved: bool) -> Suggestion | None:
        found = [lemma for lemma in lemmas if lemma not in self._stated]
        if not found:
            return None
        return Suggestion(tuple(term for _, term in found), self._history.depth, enough, proved)

    def _learn(
        self,
        system: TransitionSystem,
        goal: Goal,
        known: Sequence[Named],
        run: GroundRun | None,
        denied: Named | None = None,
    ) -> bool:
        """Excludes counterexamples to the induction for the goal, until none is found; whether that came to an end.
        `denied`: the lemma whose negation the goal is."""
        while run is not None:
            if len(self._learned()) >= _MOST_LEMMAS or self._tools.budget.exhausted() is not None:
                return False
            clause = self._excluding(run)
            if clause is None:
                return False
            self._lemmas.append((f"suggested {len(self._lemmas)}", clause))
            others = (*known, *(lemma for lemma in self._lemmas if lemma != denied))
            run = counterexample_to_induction(system, goal, others, self._tools)
        return self._tools.budget.exhausted() is None

    def _needed(self, lemmas: Sequence[Named]) -> list[Named] | None:
        """Those of the lemmas that the induction for the goal uses; None where it does not succeed."""
        k = 0 if self._goal.state is build.FALSE else 1
        invariants = (*self._known, *lemmas)
        answer = step(self._system, self._goal, k, invariants, self._tools.solvers, self._tools.budget)
        if not isinstance(answer, Inductive):
            return None
        return [lemma for lemma in lemmas if lemma[0] in answer.needed]

    def _with_proof(self) -> Suggestion | None:
        """Lemmas that are invariants together, more of them if need be, and exclude the goal; None if that fails."""
        known: tuple[Named, ...] | None = None
        while self._tools.budget.exhausted() is None:
            # Where lemmas speak of the same runs as the goal, what is known may support them.
            candidates = (*(self._known if self._runs is self._system else self._runs.hints), *self._lemmas)
            found = houdini(self._runs, candidates, self._tools.solvers, self._tools.budget, rlimit=_CANDIDATE_RLIMIT)
            needed = self._needed([lemma for lemma in self._lemmas if lemma in found.kept])
            if needed is not None:
                used = found.closed_under_use(name for name, _ in needed)
                return self._suggestion([lemma for lemma in self._lemmas if lemma in used], enough=True, proved=True)
            known = known or tuple(one for one in found.kept if one not in self._lemmas)
            before = len(self._lemmas)
            for lost in [lemma for lemma in self._lemmas if lemma not in found.kept]:
                if not self._support(lost, known):
                    return None
            if len(self._lemmas) == before:
                return None
        return None

    def _support(self, lemma: Named, known: Sequence[Named]) -> bool:
        """Learns what the lemma needs to be kept by each step, if anything; whether that came to an end."""
        denied = Goal(build.negate(lemma[1]))
        others = (*known, *(other for other in self._lemmas if other != lemma))
        run = counterexample_to_induction(self._runs, denied, others, self._tools)
        return self._learn(self._runs, denied, known, run, lemma)

    # ---------------------------------------------------------------- one clause

    def _excluding(self, run: GroundRun) -> Term | None:
        """A clause that is false in the run's first state and true up to the depth."""
        try:
            diagram = state_diagram(self._system, self._vocabulary, run)
        except Unbounded:
            return None
        said = diagram.only([literal for literal in diagram.literals if self._sayable(literal)])
        for layer in layers(said):
            core = self._history.absent(layer)
            if core is not None:
                return self._smaller(layer.only(core)).clause()
        return None

    def _smaller(self, diagram: Diagram) -> Diagram:
        """As little of the diagram as is still absent: without whole members, then without single literals."""
        current = diagram
        for member in reversed(diagram.members):
            if member in current.members:
                rest = [literal for literal in current.literals if member not in literal.free]
                current = self._attempt(current.only(rest)) or current
        for literal in diagram.literals:
            if literal in current.literals:
                current = (
                    self._attempt(current.only([one for one in current.literals if one is not literal])) or current
                )
        return current

    def _attempt(self, smaller: Diagram) -> Diagram | None:
        core = self._history.absent(smaller)
        return None if core is None else smaller.only(core)


def state_diagram(system: TransitionSystem, told: Vocabulary, run: GroundRun) -> Diagram:
    """The diagram of the run's first state."""
    members = {
        sort: [build.var(f"{sort.name.lower()}{number}", sort) for number in range(1, run.sizes[sort] + 1)]
        for sort in system.sorts
    }
    numbers: dict[Term, Value] = {
        variable: number for variables in members.values() for number, variable in enumerate(variables)
    }
    world = structure(system, run.sizes, run.states[0])
    terms = [*told.terms(members), *map(build.apply, told.lengths)]
    values = {term: evaluate(term, world, numbers) for term in terms}
    return full_diagram(told, values, tuple(numbers))


def true_up_to(lemmas: Sequence[Term], runs: TransitionSystem, tools: Tools, known: int, most: int) -> int | None:
    """Up to which number of steps the lemmas are true in all runs; `known`: they are up to there. None if one is
    false."""
    deepening = Deepening(runs, Goal(build.negate(build.conj(lemmas))), tools.solvers, tools.budget)
    while deepening.depth < most:
        match deepening.advance():
            case Excluded():
                continue
            case Reached():
                return None
            case _:
                return max(deepening.depth - 1, known)
    return most


class _History:
    """All runs of at most `depth` steps, one solver for each length."""

    def __init__(self, system: TransitionSystem, tools: Tools, depth: int) -> None:
        self.depth = depth
        self._tools = tools
        self._lengths: list[tuple[Unrolling, Solver]] = []
        for length in range(depth + 1):
            unrolling = Unrolling(system, Goal(build.FALSE), from_initial=True)
            solver = tools.solvers(unrolling.declarations(), tools.budget)
            told = list(unrolling.start())
            for _ in range(length):
                solver.declare(unrolling.choose())
                told.extend(unrolling.extend())
            for term in told:
                solver.add(term)
            self._lengths.append((unrolling, solver))

    def absent(self, diagram: Diagram) -> frozenset[Term] | None:
        """Literals by which the diagram is found in no state of these runs; None if it is found, or if that is not
        known."""
        needed: frozenset[Term] = frozenset()
        for unrolling, solver in self._lengths:
            core = self._absent(diagram, unrolling, solver)
            if core is None:
                return None
            needed |= core
        return needed

    def _absent(self, diagram: Diagram, unrolling: Unrolling, solver: Solver) -> frozenset[Term] | None:
        """At the end of the runs of one length."""
        if self._tools.budget.exhausted() is not None:
            return None
        symbols = {m: Symbol(f"found {m.payload}", (), m.sort, rigid=True) for m in diagram.members}
        named = {member: build.apply(symbol) for member, symbol in symbols.items()}
        last = len(unrolling.states) - 1
        flags = {
            build.apply(Symbol(f"literal {number}", (), BOOL, rigid=True)): literal
            for number, literal in enumerate(diagram.literals)
        }
        solver.push()
        solver.declare((*symbols.values(), *(flag.payload for flag in flags)))
        for flag, literal in flags.items():
            solver.add(build.implies(flag, unrolling.at(replace_variables(literal, named), last)))
        answer = solver.check(tuple(flags), rlimit=_TRY_RLIMIT)
        solver.pop()
        return frozenset(flags[flag] for flag in answer.core) if isinstance(answer, Unsat) else None
