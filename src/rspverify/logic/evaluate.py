"""The value of a term in a finite structure: Tarski's definition, read aloud. It needs no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeAlias

from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

Value: TypeAlias = bool | int | str
"""Members of an uninterpreted sort are 0, 1, …; values of an enumeration are their names."""

Meaning: TypeAlias = Callable[[Symbol, tuple[Value, ...]], Value]


MOST_PLACES = 10_000
"""A quantifier or a symbol over numbers is gone through if it has at most so many combinations of values."""


class Unbounded(Exception):
    """There are more integers to go through than can be; the message says so."""

    def __init__(self, reason: str = "there are too many numbers to go through one by one") -> None:
        super().__init__(reason)


@dataclass(frozen=True)
class Structure:
    """`sizes`: how many members each uninterpreted sort has; `meaning`: the value of a symbol at arguments; `numbers`:
    the integers that matter, if it is known which do."""

    sizes: Mapping[LogicSort, int]
    meaning: Meaning
    numbers: Sequence[int] = ()

    def members(self, sort: LogicSort) -> Sequence[Value]:
        if sort == INT:
            return self.numbers
        if sort == BOOL:
            return (False, True)
        return sort.values or tuple(range(self.sizes[sort]))

    def places(self, symbol: Symbol) -> Iterator[tuple[Value, ...]]:
        """All argument tuples of the symbol, in order; of numbers, those that matter. Raises `Unbounded`."""
        return self.tuples(symbol.arguments)

    def tuples(self, sorts: Sequence[LogicSort]) -> Iterator[tuple[Value, ...]]:
        """All combinations of values of the sorts, in order. Raises `Unbounded`."""
        if not self.few(sorts):
            raise Unbounded
        return product(*map(self.members, sorts))

    def few(self, sorts: Sequence[LogicSort]) -> bool:
        """Whether all combinations can be gone through."""
        return INT not in sorts or 0 < prod(len(self.members(sort)) for sort in sorts) <= MOST_PLACES


def evaluate(term: Term, structure: Structure, assignment: Mapping[Term, Value] | None = None) -> Value:
    """The value of the term; raises `Unbounded` where a quantifier over integers decides."""
    return _Evaluation(structure).value(term, dict(assignment or {}))


class _Evaluation:
    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._memo: dict[tuple[Term, frozenset[tuple[Term, Value]]], Value] = {}

    def value(self, term: Term, assignment: dict[Term, Value]) -> Value:
        key = (term, frozenset((v, assignment[v]) for v in term.free))
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._compute(term, assignment)
        return found

    def _compute(self, term: Term, assignment: dict[Term, Value]) -> Value:
        match term.op:
            case "true" | "false":
                return term.op == "true"
            case "int" | "enum":
                return term.payload  # type: ignore[no-any-return]
            case "var":
                return assignment[term]
            case "apply":
                return self._structure.meaning(term.payload, tuple(self.value(a, assignment) for a in term.args))
            case "not":
                return not self.value(term.args[0], assignment)
            case "and":
                return all(self.value(a, assignment) for a in term.args)
            case "or":
                return any(self.value(a, assignment) for a in term.args)
            case "ite":
                return self.value(term.args[1 if self.value(term.args[0], assignment) else 2], assignment)
            case "forall" | "exists":
                return self._quantifier(term, assignment)
            case _:
                return self._arithmetic(term, assignment)

    def _arithmetic(self, term: Term, assignment: dict[Term, Value]) -> Value:
        left, right = (self.value(a, assignment) for a in term.args)
        if term.op == "=":
            return left == right
        assert isinstance(left, int) and isinstance(right, int)
        match term.op:
            case "<":
                return left < right
            case "<=":
                return left <= right
            case "+":
                return left + right
            case "*":
                return left * right
            case _:
                raise ValueError(f"no meaning for {term.op}")

    def _quantifier(self, term: Term, assignment: dict[Term, Value]) -> Value:
        wanted = term.op == "exists"
        for values in self._structure.tuples([v.sort for v in term.payload]):
            if self.value(term.args[0], assignment | dict(zip(term.payload, values, strict=True))) == wanted:
                return wanted
        return not wanted
