"""A transition system unrolled: what each symbol means after 0, 1, 2, … steps.

Post-states are closures: the meaning of a symbol after a step is its update with the state before put in, so that no
function and no frame axiom is made for a state. New symbols appear only for what a step chooses: its parameters, its
fresh symbols and which transition it is. (Biere, Cimatti, Clarke, Zhu, "Symbolic Model Checking without BDDs", TACAS
1999, over first-order states.)

Facts that `initial` defines (`forall x | not f(x)`, `forall x | f(x) = t`) start as closures too; then much of the
first steps folds to constants before any solver sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeAlias

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term

State: TypeAlias = Mapping[Symbol, Closure]
"""What symbols mean, over the symbols themselves (their meaning in state 0), the choices of the steps and rigid ones.
A symbol that is absent means itself."""


def conjuncts(term: Term) -> tuple[Term, ...]:
    if term is build.TRUE:
        return ()
    return term.args if term.op == "and" else (term,)


def meaning(symbol: Symbol) -> Closure:
    """The closure that means the symbol itself."""
    variables = tuple(build.var(f"{symbol.name}.{i}", sort) for i, sort in enumerate(symbol.arguments))
    return Closure(variables, build.apply(symbol, variables))


def initial_closures(initial: Term) -> dict[Symbol, Closure]:
    """The symbols that `initial` defines outright by rigid symbols."""
    found: dict[Symbol, Closure] = {}
    for part in conjuncts(initial):
        variables, body = (part.payload, part.args[0]) if part.op == "forall" else ((), part)
        for piece in conjuncts(body):
            definition = _definition(piece, variables)
            if definition is not None and definition[0] not in found:
                found[definition[0]] = definition[1]
    return found


def _definition(piece: Term, variables: tuple[Term, ...]) -> tuple[Symbol, Closure] | None:
    match piece.op:
        case "apply":
            candidates = [(piece, build.TRUE)]
        case "not":
            candidates = [(piece.args[0], build.FALSE)]
        case "=":
            candidates = [(piece.args[0], piece.args[1]), (piece.args[1], piece.args[0])]
        case _:
            return None
    for left, right in candidates:
        if left.op != "apply" or left.payload.rigid or not all(s.rigid for s in right.symbols):
            continue
        if len(set(left.args)) == len(left.args) and set(left.args) <= set(variables) and right.free <= set(left.args):
            return left.payload, Closure(left.args, right)
    return None


class Unrolling:
    """Paths of the system, grown one step at a time. Each method that grows it returns what the solver must be told."""

    def __init__(self, system: TransitionSystem, goal: Goal, *, from_initial: bool, start: State | None = None) -> None:
        """`from_initial`: paths begin in initial states, else anywhere. `start`: what `initial` defines, if known."""
        self.system = system
        self.goal = goal
        self.choices: list[dict[Symbol, Symbol]] = []
        """For each step, the copies of parameters and fresh symbols."""
        self.picks: list[dict[str, Term]] = []
        """For each step, the formula that says which transition it is."""
        self._rules: list[Term] = []
        self._from_initial = from_initial
        if start is None:
            start = initial_closures(system.initial) if from_initial else {}
        self.states: list[State] = [start]
        self._names = {symbol.name for symbol in (*system.symbols, *goal.constants)}
        self._told: set[Term] = set()
        self._constraint = conjuncts(system.constraint)

    def declarations(self) -> Declarations:
        return Declarations(self.system.sorts, self.system.enums, (*self.system.symbols, *self.goal.constants))

    def start(self) -> list[Term]:
        """What holds in state 0."""
        wanted = list(conjuncts(self.system.background))
        if self._from_initial:
            wanted.extend(self.at(part, 0) for part in conjuncts(self.system.initial))
        wanted.extend(self.constraint_at(self.states[0]))
        return self._new(wanted)

    def at(self, term: Term, index: int) -> Term:
        """The term with each symbol as it is in state `index`."""
        return replace_symbols(term, self.states[index])

    def constraint_at(self, state: State) -> list[Term]:
        return [replace_symbols(part, state) for part in self._constraint]

    def choose(self) -> list[Symbol]:
        """The symbols of one more step, declared once; `extend` or `bad_step` say what they do."""
        index = len(self.choices)
        copies: dict[Symbol, Symbol] = {}
        for transition in self.system.transitions:
            for symbol in (*transition.parameters, *transition.fresh):
                if symbol not in copies:
                    copies[symbol] = self._copy(symbol, index)
        ladder = [self._copy(Symbol(f"upto{i}", (), BOOL), index) for i in range(len(self.system.transitions) - 1)]
        self.choices.append(copies)
        self.picks.append(_picks(self.system.transitions, ladder))
        rungs = list(map(build.apply, ladder))
        self._rules.append(build.conj(build.implies(low, high) for low, high in pairwise(rungs)))
        return [*copies.values(), *ladder]

    def before(self, index: int) -> dict[Symbol, Closure]:
        """What symbols, parameters and fresh symbols mean where step `index` starts."""
        return dict(self.states[index]) | {old: meaning(new) for old, new in self.choices[index].items()}

    def extend(self) -> list[Term]:
        """Take the step chosen last: some transition, possible and compliant, to a state that is constrained."""
        index = len(self.states) - 1
        before, picks = self.before(index), self.picks[index]
        wanted = [self._rules[index] if picks else build.FALSE]
        for transition in self.system.transitions:
            for part in (*conjuncts(transition.possible), *conjuncts(transition.complies)):
                wanted.append(build.implies(picks[transition.name], replace_symbols(part, before)))
        state = dict(self.states[index])
        for symbol, closure in _joined_updates(self.system.transitions, picks).items():
            state[symbol] = Closure(closure.variables, replace_symbols(closure.body, before))
        self.states.append(state)
        wanted.extend(self.constraint_at(state))
        return self._new(wanted)

    def bad_step(self, bad: BadStep) -> list[Term]:
        """The step chosen last is `bad`."""
        index = len(self.choices) - 1
        before = self.before(index)
        transition = next(t for t in self.system.transitions if t.name == bad.transition)
        parts = (*conjuncts(bad.condition), *conjuncts(transition.possible))
        after = self.constraint_at(self.after(transition, index))
        return [t for t in [*(replace_symbols(p, before) for p in parts), *after] if t not in self._told]

    def after(self, transition: Transition, index: int) -> State:
        """The state after the transition is taken as step `index`."""
        before = self.before(index)
        updates = transition.updates.items()
        return dict(self.states[index]) | {s: Closure(c.variables, replace_symbols(c.body, before)) for s, c in updates}

    def _copy(self, symbol: Symbol, index: int) -> Symbol:
        name = f"{symbol.name}@{index}"
        while name in self._names:
            name += "'"
        self._names.add(name)
        return Symbol(name, symbol.arguments, symbol.sort, rigid=True)

    def _new(self, wanted: Iterable[Term]) -> list[Term]:
        new = [part for term in wanted for part in conjuncts(term) if part not in self._told]
        self._told.update(new)
        return list(dict.fromkeys(new))


def _picks(transitions: tuple[Transition, ...], ladder: list[Symbol]) -> dict[str, Term]:
    """Exactly one is true, where each rung implies the next: the transition of the first rung that holds."""
    rungs = [build.FALSE, *map(build.apply, ladder), build.TRUE]
    pairs = zip(rungs[1:], rungs, strict=False)
    return {t.name: build.both(this, build.negate(last)) for t, (this, last) in zip(transitions, pairs, strict=False)}


def _joined_updates(transitions: Iterable[Transition], picks: Mapping[str, Term]) -> dict[Symbol, Closure]:
    """For each symbol that some transition updates, its meaning after whichever step is taken."""
    joined: dict[Symbol, Closure] = {}
    for transition in reversed(tuple(transitions)):
        for symbol, update in transition.updates.items():
            rest = joined.get(symbol) or Closure(update.variables, build.apply(symbol, update.variables))
            # The new part takes the variables of the rest: the rest gets long, and is not gone through again.
            body = build.ite(picks[transition.name], update.at(rest.variables), rest.body)
            joined[symbol] = Closure(rest.variables, body)
    return joined
