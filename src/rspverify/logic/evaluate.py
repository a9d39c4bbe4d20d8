"""The value of a term in a finite structure: Tarski's definition, read aloud. It needs no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

Value: TypeAlias = bool | int | str
"""Members of an uninterpreted sort are 0, 1, …; values of an enumeration are their names."""

Meaning: TypeAlias = Callable[[Symbol, tuple[Value, ...]], Value]


class Unbounded(Exception):
    """A quantifier ranges over all integers: no finite search decides it."""


@dataclass(frozen=True)
class Structure:
    """`sizes`: how many members each uninterpreted sort has; `meaning`: the value of a symbol at arguments; `numbers`:
    the integers that matter, if it is known which do."""

    sizes: Mapping[LogicSort, int]
    meaning: Meaning
    numbers: tuple[int, ...] = ()

    def members(self, sort: LogicSort) -> tuple[Value, ...]:
        if sort == INT:
            if not self.numbers:
                raise Unbounded
            return self.numbers
        if sort == BOOL:
            return (False, True)
        return sort.values or tuple(range(self.sizes[sort]))

    def places(self, symbol: Symbol) -> Iterator[tuple[Value, ...]]:
        """All argument tuples of the symbol, in order; of numbers, those that matter."""
        return product(*(self.numbers if sort == INT else self.members(sort) for sort in symbol.arguments))


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
        for values in product(*(self._structure.members(v.sort) for v in term.payload)):
            if self.value(term.args[0], assignment | dict(zip(term.payload, values, strict=True))) == wanted:
                return wanted
        return not wanted
