"""Monitors: symbols that remember what the past was like, so that formulas about the past speak of one state.

A monitor is found by what it remembers, with variables renamed by order: a property and a clause about the same thing
share it (Havelund & Roşu, "Synthesizing Monitors for Safety Properties", TACAS 2002, for the recurrences).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rspverify.encode.steps import Step
from rspverify.encode.variables import formal, free_in_order
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

if TYPE_CHECKING:
    from rspverify.encode.duties import Pending

ZERO = build.integer(0)


@dataclass(frozen=True)
class Monitor:
    """`initial`: its value in the first state; `update`: its value after a step, over the state before. Both over
    `formals`. They are asked only after all that they mention is known."""

    symbol: Symbol
    formals: tuple[Term, ...]
    initial: Callable[[], Term]
    update: Callable[[Step], Term]

    def at(self, arguments: Sequence[Term]) -> Term:
        return build.apply(self.symbol, tuple(arguments))


@dataclass(frozen=True)
class Pattern:
    """An occurrence with the positions of `any` left out: `match(step, arguments)` says that the step is one.

    Two patterns with equal keys are the same."""

    key: Hashable
    sorts: tuple[LogicSort, ...]
    match: Callable[[Step, tuple[Term, ...]], Term]
    title: str


@dataclass(frozen=True)
class Mark:
    """How many monitors, and of each title how many, and how many pendings there were."""

    monitors: int
    titles: dict[str, int]
    pendings: int


class Monitors:
    """The table of history of one encoding."""

    def __init__(self) -> None:
        self._table: dict[Hashable, Monitor] = {}
        self._titles: dict[str, int] = {}
        self._by_symbol: dict[Symbol, Monitor] = {}
        self.pendings: list[Pending] = []

    def all(self) -> tuple[Monitor, ...]:
        return tuple(self._table.values())

    def mark(self) -> Mark:
        """What there is now, to come back to."""
        return Mark(len(self._table), dict(self._titles), len(self.pendings))

    def back_to(self, mark: Mark) -> frozenset[Symbol]:
        """Forgets what came after the mark; the symbols of these monitors."""
        forgotten = []
        while len(self._table) > mark.monitors:
            _, monitor = self._table.popitem()
            del self._by_symbol[monitor.symbol]
            forgotten.append(monitor.symbol)
        self._titles = dict(mark.titles)
        del self.pendings[mark.pendings :]
        return frozenset(forgotten)

    def table(self) -> tuple[tuple[Hashable, Monitor], ...]:
        """All monitors with their keys."""
        return tuple(self._table.items())

    def known(self, key: Hashable) -> Monitor | None:
        """The monitor with this key, if there is one."""
        return self._table.get(key)

    def occurrences(self, kind: str) -> Iterator[tuple[Hashable, Monitor]]:
        """The monitors of a kind (`happened`, `latest`, …) with the keys of their patterns."""
        for key, monitor in self._table.items():
            if isinstance(key, tuple) and key[0] == kind:
                yield key[1], monitor

    def of(self, symbol: Symbol) -> Monitor | None:
        """The monitor whose symbol this is."""
        return self._by_symbol.get(symbol)

    def get(
        self,
        key: Hashable,
        title: str,
        formals: tuple[Term, ...],
        sort: LogicSort,
        initial: Callable[[], Term],
        update: Callable[[Term, Step], Term],
    ) -> Monitor:
        """The monitor with this key; made if it is not there. `update` gets the monitor's own value before the step."""
        found = self._table.get(key)
        if found is not None:
            return found
        number = self._titles[title] = self._titles.get(title, 0) + 1
        name = title if number == 1 else f"{title} ({number})"
        symbol = Symbol(name, tuple(term.sort for term in formals), sort)
        own = build.apply(symbol, formals)
        monitor = Monitor(symbol, formals, initial, lambda step: update(own, step))
        self._table[key] = self._by_symbol[symbol] = monitor
        return monitor

    # ---------------------------------------------------------------- state formulas

    def once_before(self, operand: Term) -> Term:
        """That a formula (over the state) held in some earlier state."""
        order, canonical, formals = _canonical(operand)
        monitor = self.get(
            ("once", canonical),
            "earlier",
            formals,
            BOOL,
            lambda: build.FALSE,
            lambda own, step: build.either(own, canonical),
        )
        return monitor.at(order)

    def previously(self, operand: Term) -> Term:
        order, canonical, formals = _canonical(operand)
        monitor = self.get(
            ("previously", canonical), "before", formals, BOOL, lambda: build.FALSE, lambda own, step: canonical
        )
        return monitor.at(order)

    def since(self, hold: Term, start: Term) -> Term:
        """`hold since start` in this state: with `s` its value in the state before, `start or (hold and s)`."""
        order, parts = canonical_parts([hold, start])
        held, started = (part for part in parts if part is not None)
        formals = tuple(formal(i, variable) for i, variable in enumerate(order))
        monitor = self.get(
            ("since", held, started),
            "since",
            formals,
            BOOL,
            lambda: build.FALSE,
            lambda own, step: build.either(started, build.both(held, own)),
        )
        return build.either(start, build.both(hold, monitor.at(order)))

    # ---------------------------------------------------------------- occurrences

    def just(self, pattern: Pattern, arguments: tuple[Term, ...]) -> Term:
        """That the step which led to this state was one."""
        formals = _formals(pattern.sorts)
        return self.get(
            ("just", pattern.key),
            f"just {pattern.title}",
            formals,
            BOOL,
            lambda: build.FALSE,
            lambda own, step: pattern.match(step, formals),
        ).at(arguments)

    def happened(self, pattern: Pattern, arguments: tuple[Term, ...]) -> Term:
        """That there was one, up to now."""
        formals = _formals(pattern.sorts)
        return self.get(
            ("happened", pattern.key),
            f"once {pattern.title}",
            formals,
            BOOL,
            lambda: build.FALSE,
            lambda own, step: build.either(own, pattern.match(step, formals)),
        ).at(arguments)

    def latest(self, pattern: Pattern, arguments: tuple[Term, ...]) -> Term:
        """When the latest was; 0 if there was none."""
        formals = _formals(pattern.sorts)
        return self.get(
            ("latest", pattern.key),
            f"latest {pattern.title}",
            formals,
            INT,
            lambda: ZERO,
            lambda own, step: build.ite(pattern.match(step, formals), step.now_after, own),
        ).at(arguments)

    def earliest(self, pattern: Pattern, arguments: tuple[Term, ...]) -> Term:
        """When the earliest was; 0 if there was none."""
        formals = _formals(pattern.sorts)
        before = self.happened(pattern, formals)
        return self.get(
            ("earliest", pattern.key),
            f"earliest {pattern.title}",
            formals,
            INT,
            lambda: ZERO,
            lambda own, step: build.ite(
                build.both(pattern.match(step, formals), build.negate(before)), step.now_after, own
            ),
        ).at(arguments)


def _formals(sorts: tuple[LogicSort, ...]) -> tuple[Term, ...]:
    return tuple(build.var(f"#{i}", sort) for i, sort in enumerate(sorts))


def _canonical(term: Term) -> tuple[tuple[Term, ...], Term, tuple[Term, ...]]:
    """Its free variables in order, the term with formals in their place, the formals."""
    order = free_in_order(term)
    formals = tuple(formal(i, variable) for i, variable in enumerate(order))
    return order, replace_variables(term, dict(zip(order, formals, strict=True))), formals


def canonical_parts(parts: Sequence[Term | None]) -> tuple[tuple[Term, ...], tuple[Term | None, ...]]:
    """The free variables of several terms in order of first appearance, and the terms with formals in their place."""
    order: dict[Term, None] = {}
    for part in parts:
        if part is not None:
            order |= dict.fromkeys(free_in_order(part))
    values = {variable: formal(i, variable) for i, variable in enumerate(order)}
    return tuple(order), tuple(None if part is None else replace_variables(part, values) for part in parts)
