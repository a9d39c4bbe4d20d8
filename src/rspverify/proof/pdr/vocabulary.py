"""What diagrams may speak of: the symbols of a system, and the numbers that its formulas and the goal's mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

_MOST_NUMBERS = 4
"""Symbols with numbers as arguments are looked at if so few numbers matter."""

_MOST_PLACES = 400
"""Symbols with more places than these in a structure are not looked at: diagrams say less then."""

Members = Mapping[LogicSort, Sequence[Term]]
"""Terms that name the members of each uninterpreted sort."""


@dataclass(frozen=True)
class Vocabulary:
    """`symbols`: all that states and rigid things are told by, in order. `constants`: the whole numbers that formulas
    compare with and 0, `offsets`: those that they add, increasing. `lengths`: rigid numbers without arguments.
    `places`: numbers to look at as arguments."""

    sorts: tuple[LogicSort, ...]
    symbols: tuple[Symbol, ...]
    constants: tuple[int, ...]
    offsets: tuple[int, ...]
    lengths: tuple[Symbol, ...]
    places: tuple[int, ...]

    def terms(self, members: Members) -> Iterator[Term]:
        """Each symbol at all members, in order; of numbers, at those that matter."""
        for symbol in self.symbols:
            choices = [self._values(sort, members) for sort in symbol.arguments]
            if prod(map(len, choices)) <= _MOST_PLACES:
                yield from (build.apply(symbol, args) for args in product(*choices))

    def _values(self, sort: LogicSort, members: Members) -> Sequence[Term]:
        if sort == INT:
            return [build.integer(number) for number in self.places]
        if sort == BOOL:
            return [build.FALSE, build.TRUE]
        return [build.enum(value, sort) for value in sort.values] or members[sort]


def vocabulary(system: TransitionSystem, goal: Goal) -> Vocabulary:
    lengths = tuple(s for s in system.symbols if s.rigid and s.sort == INT and not s.arguments)
    constants, offsets = _mentioned(_formulas(system, goal))
    return Vocabulary(
        system.sorts,
        tuple(symbol for symbol in system.symbols if symbol not in lengths),
        tuple(sorted(constants)),
        tuple(sorted(offsets)),
        lengths,
        tuple(system.numbers) if len(system.numbers) <= _MOST_NUMBERS else (),
    )


def _formulas(system: TransitionSystem, goal: Goal) -> Iterator[Term]:
    yield from (system.background, system.initial, system.constraint, goal.state)
    for transition in system.transitions:
        yield from (transition.possible, transition.complies)
        yield from (update.body for update in transition.updates.values())
    yield from (bad.condition for bad in goal.steps)


def _mentioned(formulas: Iterator[Term]) -> tuple[set[int], set[int]]:
    """The numbers by themselves, and those that are added to something or that a sum is compared with."""
    pending = list(formulas)
    alone, added = {0, *(formula.payload for formula in pending if formula.op == "int")}, set[int]()
    seen: set[Term] = set()
    while pending:
        term = pending.pop()
        if term in seen:
            continue
        seen.add(term)
        numbers = [arg.payload for arg in term.args if arg.op == "int"]
        if term.op == "+":
            added.update(map(abs, numbers))
        elif term.op in ("=", "<", "<="):
            alone.update(numbers)
            if any(arg.op == "+" for arg in term.args):
                added.update(map(abs, numbers))
        elif term.op == "ite":
            alone.update(numbers)
        pending.extend(term.args[1:] if term.op == "*" else term.args)
    return alone, added - {0}
