"""What is asked of the solver: one session for each kind of step, for each way to reach the goal, and for the start.

A session is told once what always holds in it; clauses of the frames are added as they are found, each implied by a
flag that a query assumes or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.substitute import replace_symbols, replace_variables
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.frames import Clause, Frames
from rspverify.proof.pdr.models import smallest_diagram
from rspverify.proof.pdr.vocabulary import Vocabulary
from rspverify.proof.search import Tools
from rspverify.proof.unroll import State, Unrolling, conjuncts
from rspverify.solver.port import NoValues, Sat, Unknown, Unsat

_QUERY_RLIMIT = 4_000_000
"""For a query that has to be answered."""

_SIZE_RLIMIT = 1_000_000
"""For each size of a structure that is looked for."""

_NOTHING = Diagram((), ())


@dataclass(frozen=True)
class Blocked:
    """No such state or step, for these literals of the diagram alone."""

    literals: frozenset[Term]


@dataclass(frozen=True)
class Open:
    """There is one; `before` is the diagram of the smallest state (before the step) where it was asked for, else it
    says nothing."""

    before: Diagram


@dataclass(frozen=True)
class NoAnswer:
    """The solver does not know."""

    reason: str


Reply: TypeAlias = Blocked | Open | NoAnswer


class Situation:
    """One session: a state in which `told` holds, seen from the state `after` (itself, if that is empty)."""

    def __init__(
        self, declared: Declarations, told: Iterable[Term], after: State, vocabulary: Vocabulary, tools: Tools
    ) -> None:
        self._solver = tools.solvers(declared, tools.budget)
        for term in told:
            self._solver.add(term)
        self._after = after
        self._vocabulary = vocabulary
        self._known = 0
        self._solver.push()
        self._told: dict[Term, Term] = {}

    def ask(
        self,
        frames: Frames | None,
        frame: int,
        diagram: Diagram,
        *,
        excluded: Term = build.TRUE,
        resolve: bool = False,
        rlimit: int = _QUERY_RLIMIT,
    ) -> Reply:
        """Whether there is a state of the frame (any, without frames), where `excluded` holds, after which the diagram
        is found. `resolve`: look for the smallest state, also where the solver does not know whether there is any."""
        self._tell(diagram, () if frames is None else frames.clauses)
        flags = {self._told[literal]: literal for literal in diagram.literals}
        assumed = [*(() if frames is None else frames.flags(frame)), *flags]
        self._solver.push()
        self._solver.add(excluded)
        answer: Diagram | Sat | Unsat | Unknown = self._solver.check(assumed, rlimit=rlimit)
        if resolve and not isinstance(answer, Unsat):
            try:
                answer = smallest_diagram(self._solver, assumed, self._vocabulary, rlimit=_SIZE_RLIMIT)
            except NoValues as failure:
                answer = Unknown(str(failure))
        self._solver.pop()
        match answer:
            case Diagram():
                return Open(answer)
            case Sat():
                return Open(_NOTHING)
            case Unsat(core):
                return Blocked(frozenset(flags[flag] for flag in core if flag in flags))
            case Unknown(reason):
                return NoAnswer(reason)
            case _:
                assert_never(answer)

    def _tell(self, diagram: Diagram, clauses: Sequence[Clause]) -> None:
        """Each literal implied by a flag, above the new clauses. What was told of the last diagram stays if this is a
        part of it: a generalization asks for many."""
        if len(clauses) <= self._known and all(literal in self._told for literal in diagram.literals):
            return
        self._solver.pop()
        for clause in clauses[self._known :]:
            self._solver.declare((clause.flag.payload,))
            self._solver.add(build.implies(clause.flag, clause.formula))
        self._known = max(self._known, len(clauses))
        self._solver.push()
        members = {m: Symbol(f"found {m.payload}", (), m.sort, rigid=True) for m in diagram.members}
        named = {member: build.apply(symbol) for member, symbol in members.items()}
        flags = [Symbol(f"literal {number}", (), BOOL, rigid=True) for number, _ in enumerate(diagram.literals)]
        self._told = {literal: build.apply(flag) for literal, flag in zip(diagram.literals, flags, strict=True)}
        self._solver.declare((*members.values(), *flags))
        for literal, flag in self._told.items():
            found = replace_symbols(replace_variables(literal, named), self._after)
            self._solver.add(build.implies(flag, found))


class Queries:
    """All sessions for a goal; `known`: what holds in every reachable state."""

    def __init__(
        self, system: TransitionSystem, goal: Goal, vocabulary: Vocabulary, tools: Tools, known: Sequence[Term]
    ) -> None:
        self._system = system
        self._goal = goal
        self._vocabulary = vocabulary
        self._tools = tools
        self._known = known
        self._initial: Situation | None = None
        self._steps: dict[tuple[str, bool], Situation] = {}
        self._ends: dict[bool, list[tuple[int, Situation]]] = {}
        self._order = list(system.transitions)

    def bad(self, frames: Frames, frame: int) -> tuple[Reply, int]:
        """Whether the frame has a bad state, its diagram, and how many steps it takes from there: 1 for a bad step."""
        for steps, situation in self._bad_situations(frame == 0):
            reply = situation.ask(None if frame == 0 else frames, frame, _NOTHING, resolve=True)
            if not isinstance(reply, Blocked):
                return reply, steps
        return Blocked(frozenset()), 0

    def initially(self, diagram: Diagram, *, resolve: bool = False, rlimit: int = _QUERY_RLIMIT) -> Reply:
        """Whether the diagram is found in an initial state."""
        if self._initial is None:
            unrolling, told = self._unrolled(True)
            self._initial = self._situation(unrolling.declarations(), told, unrolling.states[0])
        return self._initial.ask(None, 0, diagram, resolve=resolve, rlimit=rlimit)

    def after_step(
        self, frames: Frames, frame: int, diagram: Diagram, *, resolve: bool = False, rlimit: int = _QUERY_RLIMIT
    ) -> Reply:
        """Whether a step from a state of the frame without the diagram leads to one with it.

        The steps are asked in the order in which they last were the answer.
        """
        needed: frozenset[Term] = frozenset()
        excluded = diagram.clause()
        for number, transition in enumerate(self._order):
            situation = self._step(transition, frame == 0)
            reply = situation.ask(
                None if frame == 0 else frames,
                frame,
                diagram,
                excluded=build.TRUE if frame == 0 else excluded,
                resolve=resolve,
                rlimit=rlimit,
            )
            if not isinstance(reply, Blocked):
                self._order.insert(0, self._order.pop(number))
                return reply
            needed |= reply.literals
        return Blocked(needed)

    def _bad_situations(self, at_first: bool) -> list[tuple[int, Situation]]:
        if at_first not in self._ends:
            found = []
            if self._goal.state is not build.FALSE:
                unrolling, told = self._unrolled(at_first)
                told = [*told, unrolling.at(self._goal.state, 0)]
                found.append((0, self._situation(unrolling.declarations(), told, unrolling.states[0])))
            for bad in self._goal.steps:
                unrolling, told = self._unrolled(at_first)
                declared = _with(unrolling.declarations(), unrolling.choose())
                found.append((1, self._situation(declared, [*told, *unrolling.bad_step(bad)], unrolling.states[0])))
            self._ends[at_first] = found
        return self._ends[at_first]

    def _step(self, transition: Transition, at_first: bool) -> Situation:
        key = (transition.name, at_first)
        if key not in self._steps:
            unrolling, told = self._unrolled(at_first)
            declared = _with(unrolling.declarations(), unrolling.choose())
            before, after = unrolling.before(0), unrolling.after(transition, 0)
            guards = (*conjuncts(transition.possible), *conjuncts(transition.complies))
            told = [*told, *(replace_symbols(g, before) for g in guards), *unrolling.constraint_at(after)]
            self._steps[key] = self._situation(declared, told, after)
        return self._steps[key]

    def _unrolled(self, at_first: bool) -> tuple[Unrolling, list[Term]]:
        unrolling = Unrolling(self._system, self._goal, from_initial=at_first)
        return unrolling, [*unrolling.start(), *(unrolling.at(term, 0) for term in self._known)]

    def _situation(self, declared: Declarations, told: Iterable[Term], after: State) -> Situation:
        return Situation(declared, told, after, self._vocabulary, self._tools)


def _with(declared: Declarations, symbols: Sequence[Symbol]) -> Declarations:
    return Declarations(declared.sorts, declared.enums, (*declared.symbols, *symbols))
