"""Numbers, lengths of time, moments, and `if … then … else …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rspverify.policy.expressions import Arithmetic, DurationRef, Expr, Hours, IfElse, Num
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import broken, describe, join, unknown
from rspverify.policy.sorts import BOOL, DURATION, TIME, IntSort, Sort
from rspverify.syntax import expressions as syntax

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator

_UNIT_HOURS = (("hour", 1), ("day", 24), ("week", 7 * 24), ("month", 30 * 24), ("year", 365 * 24))


def hours(amount: int, unit: str) -> int:
    """How many hours an amount of a unit is."""
    return amount * dict(_UNIT_HOURS)[unit]


def length(quantity: syntax.Quantity) -> Hours:
    """A length given in the text."""
    return Hours(hours(quantity.amount, quantity.unit), quantity.amount, quantity.unit, span=quantity.span)


def duration(el: Elaborator, e: syntax.DurationExpression, scope: Scope) -> Expr:
    """A length given in the text, or the name of a declared one."""
    match e:
        case syntax.Quantity():
            return length(e)
        case syntax.Name(name=text):
            found = el.names.resolve(text, e.span, ("duration",), scope.home)
            return Hours(0, span=e.span) if found is None else DurationRef(found.name, span=e.span)
        case _:
            assert_never(e)


def negative(el: Elaborator, e: syntax.Negative, scope: Scope) -> Expr:
    """`-5`, `-3 days`."""
    match el.expression(e.operand, scope, None):
        case Num(value=value):
            return Num(-value, span=e.span)
        case Hours(hours=amount_hours, amount=amount, unit=unit):
            return Hours(-amount_hours, -amount, unit, span=e.span)
        case _:
            el.problems.add("RSP210", "`-` before a single operand needs a number", e.span, help="write `0 - x`")
            return broken(e.span)


def conditional(el: Elaborator, e: syntax.Conditional, scope: Scope, expected: Sort | None) -> Expr:
    """`if φ then a else b`, for values and formulas."""
    condition = el.formula(e.condition, scope)
    then = el.expression(e.then, scope, expected)
    sort = el.sort_of(then)
    otherwise = el.expression(e.otherwise, scope, sort if expected is None else expected)
    other = el.sort_of(otherwise)
    if unknown(sort, other):
        return broken(e.span)
    if (sort == BOOL) != (other == BOOL) or not _joins(sort, other):
        el.problems.add(
            "RSP206",
            f"the branches of this `if` differ: one is {describe(sort)}, the other {describe(other)}",
            e.span,
        )
        return broken(e.span)
    return IfElse(condition, then, otherwise, join(sort, other), span=e.span)


def _joins(left: Sort, right: Sort) -> bool:
    return left == right or (isinstance(left, IntSort) and isinstance(right, IntSort))


def arithmetic(el: Elaborator, e: syntax.Binary, scope: Scope, expected: Sort | None) -> Expr:
    """`+`, `-` and `*` on numbers, lengths of time and moments."""
    left = el.value(e.left, scope, None)
    right = el.value(e.right, scope, None)
    left_sort, right_sort = el.sort_of(left), el.sort_of(right)
    if unknown(left_sort, right_sort):
        return broken(e.span)
    if e.operator == "*":
        return _product(el, e, left, right)
    sort = _sum_sort(e.operator == "+", left_sort, right_sort)
    if sort is None:
        _impossible(el, e, left_sort, right_sort)
        return broken(e.span)
    return Arithmetic("+" if e.operator == "+" else "-", left, right, sort, span=e.span)


def _sum_sort(plus: bool, left: Sort, right: Sort) -> Sort | None:
    if isinstance(left, IntSort) and isinstance(right, IntSort):
        if left.low is None or left.high is None or right.low is None or right.high is None:
            return IntSort()
        if plus:
            return IntSort(left.low + right.low, left.high + right.high)
        return IntSort(left.low - right.high, left.high - right.low)
    match left, right:
        case (a, b) if a == DURATION and b == DURATION:
            return DURATION
        case (a, b) if a == TIME and b == DURATION:
            return TIME
        case (a, b) if plus and a == DURATION and b == TIME:
            return TIME
        case (a, b) if not plus and a == TIME and b == TIME:
            return DURATION
        case _:
            return None


def _product(el: Elaborator, e: syntax.Binary, left: Expr, right: Expr) -> Expr:
    if not isinstance(left, Num):
        left, right = right, left
    if not isinstance(left, Num):
        el.problems.add("RSP210", "one side of `*` must be a number written out", e.span, help="for example `2 * x`")
        return broken(e.span)
    sort = el.sort_of(right)
    if isinstance(sort, IntSort):
        if sort.low is None or sort.high is None:
            result: Sort = IntSort()
        else:
            ends = sorted((left.value * sort.low, left.value * sort.high))
            result = IntSort(ends[0], ends[1])
        return Arithmetic("*", left, right, result, span=e.span)
    if sort == DURATION:
        return Arithmetic("*", left, right, DURATION, span=e.span)
    _impossible(el, e, el.sort_of(left), sort)
    return broken(e.span)


def _impossible(el: Elaborator, e: syntax.Binary, left: Sort, right: Sort) -> None:
    el.problems.add(
        "RSP210",
        f"`{e.operator}` cannot stand between {describe(left)} and {describe(right)}",
        e.span,
        help=advice(left, right) or "numbers go with numbers, lengths of time with lengths of time and moments",
    )


def advice(left: Sort, right: Sort) -> str | None:
    """A hint for two sorts that were mixed up."""
    match left, right:
        case (IntSort(), other) | (other, IntSort()) if other in (DURATION, TIME):
            return "a length of time has a unit, as in `3 days`"
        case (a, b) if {a, b} == {TIME, DURATION}:
            return "a moment is not a length of time: `now - x` is how long ago `x` was, `x + 3 days` a later moment"
        case _:
            return None
