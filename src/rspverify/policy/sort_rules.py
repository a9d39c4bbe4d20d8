"""Which sort an expression has, which sorts fit together, and how messages speak of them."""

from __future__ import annotations

from typing import assert_never

from rspverify.policy.expressions import (
    Arithmetic,
    DefineOf,
    DurationRef,
    EnumValue,
    Expr,
    FactOf,
    Hours,
    IfElse,
    Individual,
    Now,
    Num,
    Var,
)
from rspverify.policy.sorts import (
    BOOL,
    DURATION,
    TIME,
    BoolSort,
    DurationSort,
    EntitySort,
    EnumSort,
    IntSort,
    Sort,
    TimeSort,
)
from rspverify.source.spans import Span

UNKNOWN: Sort = EntitySort("?")
"""The sort of an expression with a problem that has been recorded already; it fits everywhere."""


def broken(span: Span) -> Expr:
    """What stands in for an expression with a recorded problem. Never part of a project that `load` returns."""
    return Individual("?", UNKNOWN, span=span)


def sort_of(expr: Expr) -> Sort:
    """The sort of a resolved expression. A number has the sort of exactly that number."""
    match expr:
        case Var(variable=variable):
            return variable.sort
        case Individual(sort=sort) | EnumValue(sort=sort) | Arithmetic(sort=sort) | FactOf(sort=sort):
            return sort
        case DefineOf(sort=sort) | IfElse(sort=sort):
            return sort
        case Num(value=value):
            return IntSort(value, value)
        case Hours() | DurationRef():
            return DURATION
        case Now():
            return TIME
        case _:
            return BOOL


def unknown(*sorts: Sort) -> bool:
    """Whether one of them belongs to an expression with a recorded problem."""
    return any(sort == UNKNOWN for sort in sorts)


def alike(left: Sort, right: Sort) -> bool:
    """Whether values of the two can be compared and take each other's place (bounds of numbers set aside)."""
    if unknown(left, right):
        return True
    return left == right or (isinstance(left, IntSort) and isinstance(right, IntSort))


def contains(outer: Sort, inner: Sort) -> bool:
    """Whether each value of `inner` is one of `outer`."""
    if isinstance(outer, IntSort) and isinstance(inner, IntSort):
        if outer.low is None or outer.high is None:
            return True
        return inner.low is not None and inner.high is not None and outer.low <= inner.low and inner.high <= outer.high
    return alike(outer, inner)


def disjoint(left: Sort, right: Sort) -> bool:
    """Whether two ranges of numbers have nothing in common."""
    if not isinstance(left, IntSort) or not isinstance(right, IntSort):
        return False
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return False
    return left.high < right.low or right.high < left.low


def join(left: Sort, right: Sort) -> Sort:
    """The sort of an expression that is one or the other, for sorts that are alike."""
    if isinstance(left, IntSort) and isinstance(right, IntSort):
        if left.low is None or left.high is None or right.low is None or right.high is None:
            return IntSort()
        return IntSort(min(left.low, right.low), max(left.high, right.high))
    return right if unknown(left) else left


def countable(sort: Sort) -> bool:
    """Whether one can quantify over it, and have it as a parameter: entities, enums, bounded numbers."""
    match sort:
        case EntitySort() | EnumSort():
            return True
        case IntSort(low=low):
            return low is not None
        case _:
            return False


def describe(sort: Sort) -> str:
    """The sort in a message: `a moment`, "a `Lab`", …"""
    match sort:
        case EntitySort(name=name) | EnumSort(name=name):
            return f"{'an' if name[0] in 'AEIOU' else 'a'} `{name}`"
        case IntSort():
            return "a number"
        case TimeSort():
            return "a moment"
        case DurationSort():
            return "a length of time"
        case BoolSort():
            return "a formula"
        case _:
            assert_never(sort)


def shown(sort: Sort) -> str:
    """The sort as one writes it in a declaration."""
    match sort:
        case EntitySort(name=name) | EnumSort(name=name):
            return name
        case IntSort(low=None):
            return "int"
        case IntSort(low=low, high=high):
            return f"{low}..{high}"
        case TimeSort():
            return "time"
        case DurationSort():
            return "duration"
        case BoolSort():
            return "formula"
        case _:
            assert_never(sort)
