"""Finds values for the open places of a state under which formulas hold: the first ones in order, or all.

Values are tried place by place in the given order, the last place changing fastest, so the first solution is the
lexicographically first. A formula is looked at as soon as the places that it reads have values. From a dead end the
search goes back to the latest place that had a part in it (conflict-directed backjumping), which skips no solution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rspverify.policy.expressions import And, Expr, Implies, Not, Or, Quantified
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Environment, LimitReached, Run, Unassigned, environments
from rspverify.trace.values import Place, State, Universe, Value

Choice = tuple[Place, Callable[[], Iterable[Value]]]
"""An open place, and its values in the order in which they are to be tried (perhaps endless)."""

Piece = tuple[Expr, Environment]

TRIES = 200_000


class _Partial(dict[Place, Value]):
    """A partly known state that notes which places are read."""

    def __init__(self, known: dict[Place, Value], open_places: frozenset[Place]) -> None:
        super().__init__(known)
        self.open_places = open_places
        self.read: set[Place] = set()

    def __getitem__(self, place: Place) -> Value:
        self.read.add(place)
        return super().__getitem__(place)

    def __missing__(self, place: Place) -> Value:
        if place in self.open_places:
            raise Unassigned(place)
        raise KeyError(place)


@dataclass
class _Level:
    """What the search knows at one place: the values left, the formulas that wait for it, the formulas that its
    present value passed on to later places, and the earlier places that have a part in the failures so far."""

    place: Place
    values: Callable[[], Iterable[Value]]
    left: Iterator[Value] | None = None
    waiting: list[Piece] = field(default_factory=list)
    passed_on: list[int] = field(default_factory=list)
    culprits: set[int] = field(default_factory=set)


def solutions(
    run: Run, choices: Sequence[Choice], formulas: Sequence[Expr], tries: int = TRIES
) -> Iterator[dict[Place, Value]]:
    """All values for the places of `choices` with which `formulas` hold in the last state of `run`, which gives the
    other places. The formulas must not speak of the past. Raises `LimitReached` after `tries` values."""
    state = run.trace.states[-1]
    facts = _Partial(state.facts, frozenset(place for place, _ in choices))
    for place, _ in choices:
        facts.pop(place, None)
    trace = replace(run.trace, states=(State(state.time, facts),), steps=())
    yield from _Search(replace(run, trace=trace, memo=()), facts, choices).all(formulas, tries)


class _Search:
    def __init__(self, run: Run, facts: _Partial, choices: Sequence[Choice]) -> None:
        self.run = run
        self.facts = facts
        self.levels = [_Level(place, values) for place, values in choices]
        self.number = {place: level for level, (place, _) in enumerate(choices)}

    def all(self, formulas: Sequence[Expr], tries: int) -> Iterator[dict[Place, Value]]:
        for piece in (piece for formula in formulas for piece in pieces(self.run.universe, formula, {})):
            if self.failed(piece, []):
                return
        at = 0
        while at >= 0:
            if at == len(self.levels):
                yield {level.place: self.facts[level.place] for level in self.levels}
                at = self.back(at, set(range(at)))
                continue
            level = self.levels[at]
            if level.left is None:
                level.left, level.culprits = iter(level.values()), set()
            self.clear(level)
            tried = next(level.left, None)
            if tried is None:
                level.left = None
                at = self.back(at, level.culprits)
                continue
            tries -= 1
            if tries < 0:
                raise LimitReached("too many combinations of values had to be tried to find a state that is allowed")
            self.facts[level.place] = tried
            if all(not self.failed(piece, level.passed_on, at) for piece in level.waiting):
                at += 1

    def failed(self, piece: Piece, passed_on: list[int], at: int = -1) -> bool:
        """Whether a formula is false by now. If it reads a place without a value, it is left waiting there."""
        self.facts.read.clear()
        try:
            if holds(self.run, piece[0], 0, piece[1]):
                return False
        except Unassigned as missing:
            number = self.number[missing.place]
            self.levels[number].waiting.append(piece)
            passed_on.append(number)
            return False
        if at >= 0:
            read = {self.number[place] for place in self.facts.read if place in self.number}
            self.levels[at].culprits |= read - {at}
        return True

    def clear(self, level: _Level) -> None:
        """Forgets the present value of a place."""
        self.facts.pop(level.place, None)
        for number in reversed(level.passed_on):
            self.levels[number].waiting.pop()
        level.passed_on = []

    def back(self, at: int, culprits: set[int]) -> int:
        """Goes to the latest culprit, which answers for the others from now on; -1 where there is none."""
        target = max(culprits, default=-1)
        for number in range(at - 1, target, -1):
            self.clear(self.levels[number])
            self.levels[number].left = None
        if target >= 0:
            self.levels[target].culprits |= culprits - {target}
        return target


def pieces(universe: Universe, formula: Expr, env: Environment) -> Iterator[Piece]:
    """A formula as several that together say the same, so that a false one shows early."""
    match formula:
        case And(operands):
            for operand in operands:
                yield from pieces(universe, operand, env)
        case Not(Or(operands)):
            for operand in operands:
                yield from pieces(universe, Not(operand), env)
        case Not(Not(operand)):
            yield from pieces(universe, operand, env)
        case Quantified("every", _, variables, where, body):
            for binding in environments(universe, variables):
                inner = {**env, **binding}
                yield from pieces(universe, body, inner) if where is None else [(Implies(where, body), inner)]
        case Quantified("at most", 0, variables, where, body) | Not(Quantified("some", _, variables, where, body)):
            for binding in environments(universe, variables):
                spoken_of = body if where is None else And((where, body))
                yield from pieces(universe, Not(spoken_of), {**env, **binding})
        case _:
            yield formula, env
