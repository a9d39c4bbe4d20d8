"""Kinds of steps while they are encoded: what they match, and what every symbol is after them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rspverify.encode.symbols import NOW_TERM, logic_sort
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.terms import INT, Symbol, Term
from rspverify.policy.vocabulary import Action

WAIT = "wait some"
"""The transition by which one hour or more passes."""
MOMENT = "wait none"
"""The transition `wait` of no time: only varying facts may change."""
HOURS = Symbol("wait hours", (), INT)


@dataclass
class Step:
    """One kind of step. `after` gives a symbol's closure after the step, or None where it stays; it is asked lazily,
    since monitors are found while others are encoded."""

    name: str
    action: Action | None
    parameters: tuple[Symbol, ...]
    after: Callable[[Step, Symbol], Closure | None]
    _closures: dict[Symbol, Closure | None] = field(default_factory=dict)

    @property
    def arguments(self) -> tuple[Term, ...]:
        """The parameters as terms, for an action."""
        return tuple(build.apply(parameter) for parameter in self.parameters)

    @property
    def hours(self) -> Term:
        """How much time passes."""
        return build.apply(HOURS) if self.name == WAIT and self.action is None else build.integer(0)

    @property
    def waits(self) -> bool:
        return self.action is None

    @property
    def lasts(self) -> bool:
        """Whether time passes: only such a step can pass a deadline."""
        return self.action is None and self.name == WAIT

    @property
    def now_after(self) -> Term:
        return build.add(NOW_TERM, self.hours)

    def closure(self, symbol: Symbol) -> Closure | None:
        if symbol not in self._closures:
            self._closures[symbol] = self.after(self, symbol)
        return self._closures[symbol]

    def forget(self, symbols: frozenset[Symbol]) -> None:
        """Monitors that are no longer there."""
        for symbol in symbols & self._closures.keys():
            del self._closures[symbol]

    def post(self, term: Term) -> Term:
        """What a term over the state after the step is, over the state before it."""
        return replace_symbols(term, self.closure)

    def matches(self, action: str, arguments: tuple[Term | None, ...]) -> Term:
        """That the step is this act; None matches anything. Arguments are over the state before."""
        if self.action is None or self.action.name != action:
            return build.FALSE
        return build.conj(
            build.equal(mine, wanted)
            for mine, wanted in zip(self.arguments, arguments, strict=True)
            if wanted is not None
        )


def step_of(action: Action, after: Callable[[Step, Symbol], Closure | None]) -> Step:
    parameters = tuple(Symbol(f"{action.name}:{p.name}", (), logic_sort(p.sort)) for p in action.parameters)
    return Step(action.name, action, parameters, after)


def waiting_steps(after: Callable[[Step, Symbol], Closure | None]) -> tuple[Step, Step]:
    return Step(WAIT, None, (HOURS,), after), Step(MOMENT, None, (), after)
