"""A system over scalars as constrained Horn clauses: what can be reached, and that the goal cannot.

(Bjørner, Gurfinkel, McMillan, Rybalchenko, "Horn Clause Solvers for Program Verification", 2015.) One predicate over
all scalars says that a state can be reached; a model of the clauses is an invariant that excludes the goal. The goal's
constants are no part of a state: a clause that speaks of them holds whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations, declaration_lines, quoted, sort_text, symbol_text, text
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term


@dataclass(frozen=True)
class HornScript:
    """`smtlib`: the whole script, whose answer is `sat` where the goal is not reached; `predicate`: the name, in the
    script, of the invariant; `scalars`: its arguments, in order."""

    smtlib: str
    predicate: str
    scalars: tuple[Symbol, ...]


def horn_script(system: TransitionSystem, goal: Goal) -> HornScript:
    """The clauses of a system whose symbols have no arguments."""
    scalars = system.symbols
    reached = Symbol("reached", tuple(symbol.sort for symbol in scalars), BOOL)
    clauses = _Clauses(system, goal, reached, scalars)
    lines = [
        "(set-logic HORN)",
        *declaration_lines(Declarations((), system.enums, (reached,))),
        *clauses.start(),
        *(line for transition in system.transitions for line in clauses.kept(transition)),
        *clauses.excluded(),
        "(check-sat)",
        "",
    ]
    return HornScript("\n".join(lines), symbol_text(reached), scalars)


class _Clauses:
    """Each method gives the lines of its clauses; a clause whose body cannot be true is left out."""

    def __init__(self, system: TransitionSystem, goal: Goal, reached: Symbol, scalars: Sequence[Symbol]) -> None:
        self._system = system
        self._goal = goal
        self._reached = reached
        self._now = {symbol: build.var(symbol.name, symbol.sort) for symbol in scalars}
        self._constants = {symbol: build.var(f"the goal's {symbol.name}", symbol.sort) for symbol in goal.constants}

    def start(self) -> Iterator[str]:
        system = self._system
        body = self._at((system.background, system.initial, system.constraint), self._now)
        yield from self._clause(body, tuple(self._now.values()))

    def kept(self, transition: Transition) -> Iterator[str]:
        """A step of a run leads from a state that is reached to one."""
        body, after = self._step(transition, transition.complies)
        yield from self._clause(body, tuple(after.values()))

    def excluded(self) -> Iterator[str]:
        """The goal is not reached."""
        yield from self._clause([self._here(), *self._at((self._goal.state,), self._now)], None)
        named = {transition.name: transition for transition in self._system.transitions}
        for bad in self._goal.steps:
            body, _ = self._step(named[bad.transition], bad.condition)
            yield from self._clause(body, None)

    def _step(self, transition: Transition, condition: Term) -> tuple[list[Term], dict[Symbol, Term]]:
        """What must hold where the step is taken, and the variables of the state after it."""
        chosen = {s: build.var(f"{s.name} in the step", s.sort) for s in (*transition.parameters, *transition.fresh)}
        before = self._now | chosen
        after = dict(self._now)
        values: list[Term] = []
        for symbol, update in transition.updates.items():
            after[symbol] = build.var(f"{symbol.name} after", symbol.sort)
            values.append(build.equal(after[symbol], *self._at((update.body,), before)))
        guards = self._at((transition.possible, condition), before)
        arrived = self._at((self._system.constraint,), after)
        return [self._here(), *guards, *values, *arrived], after

    def _here(self) -> Term:
        return build.apply(self._reached, tuple(self._now.values()))

    def _at(self, terms: Sequence[Term], state: dict[Symbol, Term]) -> list[Term]:
        closures = {symbol: Closure((), variable) for symbol, variable in (state | self._constants).items()}
        return [replace_symbols(term, closures) for term in terms]

    def _clause(self, body: Sequence[Term], head: tuple[Term, ...] | None) -> Iterator[str]:
        joined = build.conj(body)
        if joined is build.FALSE:
            return
        free = {*joined.free, *(head or ())}
        variables = sorted(free, key=lambda variable: str(variable.payload))
        bound = " ".join(f"({quoted('?', v.payload)} {sort_text(v.sort)})" for v in variables)
        wanted = "false" if head is None else text(build.apply(self._reached, head))
        implication = f"(=> {text(joined)} {wanted})"
        yield f"(assert (forall ({bound}) {implication}))" if variables else f"(assert {implication})"
