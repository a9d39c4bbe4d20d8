"""The cone of influence of a goal: what can matter to whether, and how soon, it is reached.

Exact: the goal is reached in the cone if and only if it is in the whole system, and its shortest runs are as long.
Leaving out what a goal does not mention would not be: a step that is kept can be blocked by a constraint over a fact
that it changes and nothing else mentions. So these are kept, until nothing is added:

* the symbols of the goal, and of each formula of the system that mentions a kept symbol, unless the formula only says
  how another symbol begins of which nothing else speaks: whatever is kept, that one can begin so;
* each transition that is one of the goal's steps, or that does to a kept symbol what a step that can always be taken (a
  wait of no time) could not do as well, with the symbols of its guards;
* the symbols of each update of a kept symbol;
* the symbols of each constraint over something that a kept transition updates, unless the new value is left open: then
  it may stay.

What is then left out speaks of other symbols only, which no kept step changes where a constraint looks at them; steps
that are left out change nothing that is kept, so a run may skip them, or they give new values only to what is left open
in every step, so that the step which can always be taken may stand for them. One thing remains: that what is left out
can be true at all, in every universe. It is left out only if plain defaults satisfy it, else it is kept too.

Choices that a question may look at one by one, such as how a word is read, are rigid constants of an enumeration. One
that is left out may be made in any way that the background allows: so what the system says must be true of the defaults
whichever choice is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, Symbol, Term

_MOST_CHOICES = 64
"""How many ways to choose are looked at, for each formula that is to be left out."""


@dataclass(frozen=True)
class Cone:
    """The part that can matter, and the symbols and names of transitions that cannot matter."""

    system: TransitionSystem
    symbols_left_out: tuple[Symbol, ...]
    transitions_left_out: tuple[str, ...]


def cone(system: TransitionSystem, goal: Goal) -> Cone:
    """The part of the system that can matter to the goal."""
    kept = _Kept(system, goal)
    kept.grow()
    while (stubborn := kept.unsatisfied()) is not None:
        kept.symbols |= stubborn
        kept.grow()
    transitions = tuple(kept.trimmed(t) for t in system.transitions if t.name in kept.transitions)
    return Cone(
        TransitionSystem(
            sorts=system.sorts,
            enums=system.enums,
            symbols=tuple(symbol for symbol in system.symbols if symbol in kept.symbols),
            background=kept.part(system.background),
            initial=kept.part(system.initial),
            constraint=kept.part(system.constraint),
            transitions=transitions,
            hints=tuple((words, hint) for words, hint in system.hints if hint.symbols <= kept.symbols),
            more_hints=tuple((words, hint) for words, hint in system.more_hints if hint.symbols <= kept.symbols),
            numbers=system.numbers,
            parts=system.parts,
            focus=system.focus,
        ),
        tuple(symbol for symbol in system.symbols if symbol not in kept.symbols),
        tuple(t.name for t in system.transitions if t.name not in kept.transitions),
    )


def pieces(term: Term) -> Iterator[Term]:
    """Parts whose conjunction the term is: `forall` is split over `and`."""
    if term.op == "and":
        for part in term.args:
            yield from pieces(part)
    elif term.op == "forall" and term.args[0].op == "and":
        for part in term.args[0].args:
            yield from pieces(build.forall(term.payload, part))
    elif term is not build.TRUE:
        yield term


class _Numbers:
    """Sets of symbols as whole numbers, a bit for each symbol, since they are compared very often."""

    def __init__(self) -> None:
        self._bits: dict[Symbol, int] = {}
        self._known: dict[frozenset[Symbol], int] = {}

    def of(self, symbols: frozenset[Symbol]) -> int:
        found = self._known.get(symbols)
        if found is None:
            found = 0
            for symbol in symbols:
                found |= self.bit(symbol)
            self._known[symbols] = found
        return found

    def bit(self, symbol: Symbol) -> int:
        return self._bits.setdefault(symbol, 1 << len(self._bits))

    def back(self, bits: int) -> set[Symbol]:
        return {symbol for symbol, bit in self._bits.items() if bits & bit}


@dataclass(frozen=True)
class _Mentions:
    """What a transition speaks of: in its guards, in each update (the symbol updated, all that its new value speaks of,
    the open values among them), and in all constraints over what it updates for sure. `updated`: all that it updates;
    `unlike`: all that it leaves otherwise than the step that can always be taken."""

    name: str
    guards: int
    updates: tuple[tuple[int, int, int], ...]
    updated: int
    unlike: int
    constraints: int


class _Kept:
    """What is kept so far."""

    def __init__(self, system: TransitionSystem, goal: Goal) -> None:
        self.transitions: set[str] = {bad.transition for bad in goal.steps}
        self.symbols: set[Symbol] = set(goal.state.symbols) | set(goal.constants)
        for bad in goal.steps:
            self.symbols |= bad.condition.symbols
        self._numbers = _Numbers()
        initial, constraint = tuple(pieces(system.initial)), tuple(pieces(system.constraint))
        self._background = frozenset(pieces(system.background))
        self._formulas = (*initial, *pieces(system.background), *constraint)
        self._spoken = [self._numbers.of(formula.symbols) for formula in self._formulas]
        self._triggers = list(self._triggering(initial))
        limits = [self._numbers.of(formula.symbols) for formula in constraint]
        always = [t for t in system.transitions if _always_taken(t, constraint)]
        idle = min(always, key=lambda t: len(t.updates.keys() - _left_open(t)), default=None)
        self._mentions = [self._mentioned(transition, idle, limits) for transition in system.transitions]

    def _triggering(self, initial: tuple[Term, ...]) -> Iterator[int]:
        """For each formula the symbols for the sake of which it is kept. A constraint is more than a beginning: it can
        block a step that changes one of its symbols and not the others."""
        seen = twice = 0
        for spoken in self._spoken:
            twice |= seen & spoken
            seen |= spoken
        for number, spoken in enumerate(self._spoken):
            begun = _begun(initial[number]) if number < len(initial) else None
            alone = 0 if begun is None else self._numbers.bit(begun) & ~twice
            yield alone or spoken

    def _mentioned(self, transition: Transition, idle: Transition | None, limits: list[int]) -> _Mentions:
        """`idle`: a step that can always be taken."""
        of, bit = self._numbers.of, self._numbers.bit
        fresh, left_open = of(frozenset(transition.fresh)), _left_open(transition)
        updates = tuple(
            (bit(symbol), of(update.body.symbols), of(update.body.symbols) & fresh)
            for symbol, update in transition.updates.items()
        )
        updated = settled = unlike = constraints = 0
        for symbol in transition.updates:
            updated |= bit(symbol)
            settled |= 0 if symbol in left_open else bit(symbol)
        if idle is None or idle is transition:
            unlike = updated
        else:
            for symbol in transition.updates.keys() | idle.updates.keys():
                if transition.updates.get(symbol) != idle.updates.get(symbol):
                    unlike |= bit(symbol)
        for limit in limits:
            constraints |= limit if limit & settled else 0
        guards = of(transition.possible.symbols) | of(transition.complies.symbols)
        return _Mentions(transition.name, guards, updates, updated, unlike, constraints)

    def grow(self) -> None:
        """Close under the rules above."""
        kept, before = self._numbers.of(frozenset(self.symbols)), (-1, -1)
        while before != (kept, len(self.transitions)):
            before = kept, len(self.transitions)
            for spoken, trigger in zip(self._spoken, self._triggers, strict=True):
                if kept & trigger:
                    kept |= spoken
            for one in self._mentions:
                if one.name in self.transitions or (kept & one.updated and kept & one.unlike):
                    self.transitions.add(one.name)
                    kept = self._with(kept, one)
        self.symbols = self._numbers.back(kept)

    def _with(self, kept: int, one: _Mentions) -> int:
        kept |= one.guards | one.constraints
        for symbol, spoken, left_open in one.updates:
            # An open value that is looked at is what its symbol becomes: a run has to say so.
            if kept & symbol or kept & left_open:
                kept |= symbol | spoken
        return kept

    def part(self, term: Term) -> Term:
        """Without the parts that speak only of what is left out; parts without symbols speak of sizes, and stay."""
        return build.conj(p for p in pieces(term) if p.symbols <= self.symbols)

    def trimmed(self, transition: Transition) -> Transition:
        updates = {symbol: update for symbol, update in transition.updates.items() if symbol in self.symbols}
        used = transition.possible.symbols | transition.complies.symbols
        for update in updates.values():
            used |= update.body.symbols
        return replace(transition, updates=updates, fresh=tuple(f for f in transition.fresh if f in used))

    def unsatisfied(self) -> frozenset[Symbol] | None:
        """The symbols of some formula to be left out that plain defaults do not satisfy."""
        loose = [f for f in self._formulas if f.symbols and self.symbols.isdisjoint(f.symbols)]
        defined = _defined(loose)
        for otherwise in (build.FALSE, build.TRUE):
            chosen = defined | _defaults(loose, defined, otherwise)
            failing = [f for f in loose if not self._satisfied(f, chosen)]
            if not failing:
                return None
        return failing[0].symbols

    def _satisfied(self, formula: Term, chosen: Mapping[Symbol, Closure]) -> bool:
        """Whether the formula is true of what was chosen, and whichever other choices are made."""
        choices = [symbol for symbol in formula.symbols if _is_choice(symbol)]
        if formula in self._background and len(choices) == len(formula.symbols):
            # It says which choices there are.
            return replace_symbols(formula, chosen) is build.TRUE
        if prod(len(symbol.sort.values) for symbol in choices) > _MOST_CHOICES:
            return False
        made = [[build.enum(value, symbol.sort) for value in symbol.sort.values] for symbol in choices]
        return all(
            replace_symbols(formula, {**chosen, **{s: Closure((), v) for s, v in zip(choices, values, strict=True)}})
            is build.TRUE
            for values in product(*made)
        )


def _is_choice(symbol: Symbol) -> bool:
    return symbol.rigid and not symbol.arguments and bool(symbol.sort.values)


def _begun(formula: Term) -> Symbol | None:
    """The symbol, not rigid, whose value at every place a formula gives, by something that does not speak of it."""
    variables, body = (formula.payload, formula.args[0]) if formula.op == "forall" else ((), formula)
    match body.op:
        case "apply" | "not":
            sides = [(body if body.op == "apply" else body.args[0], build.TRUE)]
        case "=":
            sides = [(body.args[0], body.args[1]), (body.args[1], body.args[0])]
        case _:
            return None
    for side, value in sides:
        everywhere = len(side.args) == len(variables) and set(side.args) == set(variables)
        if side.op == "apply" and everywhere and not side.payload.rigid and side.payload not in value.symbols:
            symbol: Symbol = side.payload
            return symbol
    return None


def _always_taken(transition: Transition, constraint: Sequence[Term]) -> bool:
    """Whether the step can be taken in every state, with any open values that the constraint allows: of what else it
    changes no constraint speaks."""
    if transition.parameters or transition.possible is not build.TRUE or transition.complies is not build.TRUE:
        return False
    settled = transition.updates.keys() - _left_open(transition)
    return all(settled.isdisjoint(formula.symbols) for formula in constraint)


def _left_open(transition: Transition) -> frozenset[Symbol]:
    """The symbols whose new values are left open at every place, each by an open value of its own that no guard asks
    for. (What else looks at that value follows it.)"""
    guarded = transition.possible.symbols | transition.complies.symbols
    found: dict[Symbol, list[Symbol]] = {}
    for symbol, update in transition.updates.items():
        body = update.body
        if body.op == "apply" and body.args == update.variables and body.payload in transition.fresh:
            found.setdefault(body.payload, []).append(symbol)
    return frozenset(of[0] for fresh, of in found.items() if len(of) == 1 and fresh not in guarded)


def _defined(formulas: list[Term]) -> dict[Symbol, Closure]:
    """Symbols that a formula `forall x | f(x) = constant` (or `f(x)`, `not f(x)`) defines; the first counts."""
    found: dict[Symbol, Closure] = {}
    for formula in formulas:
        body = formula.args[0] if formula.op == "forall" else formula
        match body.op:
            case "apply":
                left, right = body, build.TRUE
            case "not":
                left, right = body.args[0], build.FALSE
            case "=":
                left, right = body.args if body.args[0].op == "apply" else body.args[::-1]
            case _:
                continue
        distinct = len(set(left.args)) == len(left.args)
        if (
            left.op == "apply"
            and distinct
            and all(a.op == "var" for a in left.args)
            and not (right.symbols or right.free)
        ):
            found.setdefault(left.payload, Closure(left.args, right))
    return found


def _defaults(formulas: list[Term], defined: dict[Symbol, Closure], otherwise: Term) -> dict[Symbol, Closure]:
    """Predicates are `otherwise`, numbers 0, enumerations their first value. Others have no plain default."""
    found = {}
    for symbol in {s for formula in formulas for s in formula.symbols}:
        variables = tuple(build.var(f"{symbol.name}.{i}", sort) for i, sort in enumerate(symbol.arguments))
        if symbol in defined:
            continue
        if symbol.sort == BOOL:
            found[symbol] = Closure(variables, otherwise)
        elif symbol.sort == INT:
            found[symbol] = Closure(variables, build.integer(0))
        elif symbol.sort.values:
            found[symbol] = Closure(variables, build.enum(symbol.sort.values[0], symbol.sort))
    return found
