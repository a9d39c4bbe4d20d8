"""A system over a finite universe: each uninterpreted sort becomes an enumeration of so many members.

Quantifiers over them are written out, so that every query about the result is quantifier-free; but for quantifiers over
so many numbers that the result would be too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from rspverify.logic import build
from rspverify.logic.substitute import Closure, rebuild, replace_variables
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, LogicSort, Symbol, Term

_MOST_WRITTEN = 100_000
"""Quantifiers over numbers are written out to at most so many nodes."""


class FiniteUniverse:
    """Translates terms, systems and goals to members `0`, `1`, … of each sort, so many as `sizes` says."""

    def __init__(self, sizes: Mapping[LogicSort, int], numbers: Sequence[int] = ()) -> None:
        """`numbers`: those that matter; quantifiers over them are written out too, where they are few."""
        self.sizes = dict(sizes)
        self._numbers = numbers
        self._lengths: dict[Term, int] = {}
        self._sorts = {s: LogicSort(s.name, tuple(map(str, range(size)))) for s, size in sizes.items()}
        self._memo: dict[Term, Term] = {}

    def sort(self, sort: LogicSort) -> LogicSort:
        return self._sorts.get(sort, sort)

    def symbol(self, symbol: Symbol) -> Symbol:
        return Symbol(symbol.name, tuple(map(self.sort, symbol.arguments)), self.sort(symbol.sort), symbol.rigid)

    def system(self, system: TransitionSystem) -> TransitionSystem:
        return TransitionSystem(
            sorts=(),
            enums=(*system.enums, *map(self.sort, system.sorts)),
            symbols=tuple(map(self.symbol, system.symbols)),
            background=self.term(system.background),
            initial=self.term(system.initial),
            constraint=self.term(system.constraint),
            transitions=tuple(map(self.transition, system.transitions)),
            numbers=system.numbers,
        )

    def goal(self, goal: Goal) -> Goal:
        steps = tuple(BadStep(bad.transition, self.term(bad.condition)) for bad in goal.steps)
        return Goal(self.term(goal.state), steps, tuple(map(self.symbol, goal.constants)))

    def transition(self, transition: Transition) -> Transition:
        return Transition(
            transition.name,
            tuple(map(self.symbol, transition.parameters)),
            self.term(transition.possible),
            self.term(transition.complies),
            {self.symbol(symbol): self.closure(closure) for symbol, closure in transition.updates.items()},
            tuple(map(self.symbol, transition.fresh)),
        )

    def closure(self, closure: Closure) -> Closure:
        return Closure(tuple(map(self.term, closure.variables)), self.term(closure.body))

    def term(self, root: Term) -> Term:
        """The term with quantifiers over finite sorts written out."""
        memo, stack = self._memo, [root]
        while stack:
            term = stack[-1]
            if term in memo:
                stack.pop()
            elif pending := [arg for arg in term.args if arg not in memo]:
                stack.extend(pending)
            else:
                self._lengths[term] = 1 + sum(self._lengths[arg] for arg in term.args)
                memo[stack.pop()] = self._step(term, tuple([memo[arg] for arg in term.args]))
        return memo[root]

    def _step(self, term: Term, args: tuple[Term, ...]) -> Term:
        match term.op:
            case "var":
                return build.var(term.payload, self.sort(term.sort))
            case "apply":
                sort = self.sort(term.sort)
                if len(sort.values) == 1:
                    return build.enum(sort.values[0], sort)
                return build.apply(self.symbol(term.payload), args)
            case "forall" | "exists":
                return self._written_out(term, args[0])
            case _:
                return rebuild(term, args) if args else term

    def _written_out(self, term: Term, body: Term) -> Term:
        variables = [build.var(v.payload, self.sort(v.sort)) for v in term.payload]
        ranges = {v: members(v.sort) for v in variables if v.sort.values or v.sort == BOOL}
        rest = [v for v in variables if v not in ranges]
        length = prod(map(len, ranges.values())) * self._lengths[term.args[0]]
        if rest and 0 < length * len(self._numbers) ** len(rest) <= _MOST_WRITTEN:
            length *= len(self._numbers) ** len(rest)
            ranges |= dict.fromkeys(rest, tuple(map(build.integer, self._numbers)))
            rest = []
        self._lengths[term] = length
        finite = list(ranges)
        choices = product(*ranges.values())
        cases = [replace_variables(body, dict(zip(finite, choice, strict=True))) for choice in choices]
        if term.op == "forall":
            return build.forall(rest, build.conj(cases))
        return build.exists(rest, build.disj(cases))


def members(sort: LogicSort) -> tuple[Term, ...]:
    """All values of a finite sort, as terms."""
    if sort == BOOL:
        return (build.FALSE, build.TRUE)
    return tuple(build.enum(value, sort) for value in sort.values)


def sizes_by_total(sorts: Sequence[LogicSort], most: int) -> Iterator[dict[LogicSort, int]]:
    """Sizes of all sorts, the fewest members in all first, then in lexicographic order; `most` members in all."""
    for total in range(len(sorts), most + 1):
        for extra in _splits(total - len(sorts), len(sorts)):
            yield {sort: 1 + more for sort, more in zip(sorts, extra, strict=True)}
        if not sorts:
            return


def _splits(amount: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 0:
        yield ()
    elif parts == 1:
        yield (amount,)
    else:
        for first in range(amount + 1):
            for rest in _splits(amount - first, parts - 1):
                yield (first, *rest)
