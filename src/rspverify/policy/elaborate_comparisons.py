"""Comparisons: which values can be compared, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rspverify.policy.elaborate_values import advice
from rspverify.policy.expressions import Equal, Expr, FactOf, Less, Not, Or, Var
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import alike, broken, describe, unknown
from rspverify.policy.sorts import BOOL, DURATION, TIME, EnumSort, IntSort, Sort
from rspverify.source.spans import Span
from rspverify.syntax import expressions as syntax

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator


def comparison(el: Elaborator, e: syntax.Comparison, scope: Scope) -> Expr:
    """`=`, `!=`, `<`, `<=`, `>`, `>=`."""
    left, right = _pair(el, e.left, e.right, scope)
    if not _comparable(el, e.left, left, e.right, right, e.span):
        return broken(e.span)
    match e.operator:
        case "=":
            return Equal(left, right, span=e.span)
        case "!=":
            return Not(Equal(left, right, span=e.span), span=e.span)
        case _:
            if not _ordered(el, el.sort_of(left), e.span):
                return broken(e.span)
            if e.operator in (">", ">="):
                left, right = right, left
            return Less(left, right, e.operator in ("<=", ">="), span=e.span)


def membership(el: Elaborator, e: syntax.Membership, scope: Scope) -> Expr:
    """`x in {a, b}`."""
    if not e.members:
        return Or((), span=e.span)
    subject, first = _pair(el, e.subject, e.members[0], scope)
    expected = _place_sort(el, subject)
    members = [first, *(el.expression(member, scope, expected) for member in e.members[1:])]
    fine = [
        _comparable(el, e.subject, subject, written, member, written.span)
        for written, member in zip(e.members, members, strict=True)
    ]
    if not all(fine):
        return broken(e.span)
    return Or(tuple(Equal(subject, member, span=member.span) for member in members), span=e.span)


def _pair(el: Elaborator, left: syntax.Expression, right: syntax.Expression, scope: Scope) -> tuple[Expr, Expr]:
    """Both sides; a name that is not known yet has the sort of the other side."""
    if _open(el, left, scope) and not _open(el, right, scope):
        right_found = el.expression(right, scope, None)
        return el.expression(left, scope, _place_sort(el, right_found)), right_found
    left_found = el.expression(left, scope, None)
    return left_found, el.expression(right, scope, _place_sort(el, left_found))


def _open(el: Elaborator, e: syntax.Expression, scope: Scope) -> bool:
    return isinstance(e, syntax.Name) and scope.variable(e.name) is None and el.names.find(e.name, scope.home) is None


def _place_sort(el: Elaborator, other: Expr) -> Sort | None:
    """The sort that a comparison with `other` gives to an unknown name; a mere number does not tell its range."""
    sort = el.sort_of(other)
    if isinstance(sort, IntSort) and not isinstance(other, FactOf | Var):
        return None
    return None if sort == BOOL else sort


def _comparable(
    el: Elaborator, left_text: syntax.Expression, left: Expr, right_text: syntax.Expression, right: Expr, span: Span
) -> bool:
    left_sort, right_sort = el.sort_of(left), el.sort_of(right)
    if unknown(left_sort, right_sort):
        return False
    if left_sort == BOOL or right_sort == BOOL:
        both = left_sort == right_sort
        text = (left_text if left_sort == BOOL else right_text).span.text
        el.problems.add(
            "RSP207",
            f"`{text}` is a formula and cannot be compared",
            span,
            help="say `iff` between formulas" if both else "a predicate is true or false: write `f(x)` or `not f(x)`",
        )
        return False
    if not alike(left_sort, right_sort):
        el.problems.add(
            "RSP206",
            f"{describe(left_sort)} cannot be compared with {describe(right_sort)}",
            span,
            label=f"on the left {describe(left_sort)}, on the right {describe(right_sort)}",
            help=advice(left_sort, right_sort),
        )
        return False
    return True


def _ordered(el: Elaborator, sort: Sort, span: Span) -> bool:
    if isinstance(sort, IntSort) or sort in (TIME, DURATION) or (isinstance(sort, EnumSort) and sort.ordered):
        return True
    hint = None
    if isinstance(sort, EnumSort):
        hint = f"declare the values in order: `enum {sort.name} {{ {' < '.join(sort.values)} }}`"
    el.problems.add("RSP208", f"{describe(sort)} is neither more nor less than another", span, help=hint)
    return False
