"""Builds types, variables, expressions, acts and occurrences."""

from __future__ import annotations

from typing import Any

from rspverify.source.spans import Span
from rspverify.syntax.build_parts import PartsBuilder
from rspverify.syntax.expressions import (
    AnyArgument,
    Binary,
    Breach,
    Call,
    Comparison,
    Conditional,
    Elapsed,
    Expression,
    IntegerType,
    Membership,
    Name,
    NamedType,
    Negative,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Number,
    Past,
    Quantified,
    Quantity,
    TimeType,
    VariableDeclaration,
    WaitOccurrence,
)

_COUNTED = ("at least", "at most", "exactly")


def _words(token: str) -> Any:
    """A keyword of several words with single spaces, whatever stood between them."""
    return " ".join(token.split())


class ExpressionBuilder(PartsBuilder):
    """The rules from `parameters` to `quantity`, and those of the sections on acts and on expressions."""

    # ---------------------------------------------------------------- types and variables

    def parameters(self, _span: Span, parts: list[Any]) -> tuple[VariableDeclaration, ...]:
        return tuple(parts)

    def variable(self, span: Span, parts: list[Any]) -> VariableDeclaration:
        name, type_ = parts
        return VariableDeclaration(span, self.usable(name), type_)

    def named_type(self, span: Span, parts: list[Any]) -> NamedType:
        return NamedType(span, str(parts[0]))

    def integer_type(self, span: Span, parts: list[Any]) -> IntegerType:
        low, high = parts or (None, None)
        if low is not None and low > high:
            self.complain("RSP129", f"the range {low}..{high} is empty", span, help=f"write `{high}..{low}`")
        return IntegerType(span, low, high)

    def time_type(self, span: Span, _parts: list[Any]) -> TimeType:
        return TimeType(span)

    def signed(self, _span: Span, parts: list[Any]) -> int:
        minus, digits = parts
        return -int(digits) if minus else int(digits)

    # ---------------------------------------------------------------- names, acts, occurrences

    def name(self, span: Span, parts: list[Any]) -> Name:
        return Name(span, str(parts[0]))

    def call(self, span: Span, parts: list[Any]) -> Call | Name:
        name, *arguments = parts
        return Call(span, self.identifier(name), tuple(arguments)) if arguments else Name(span, str(name))

    def any_argument(self, span: Span, _parts: list[Any]) -> AnyArgument:
        return AnyArgument(span)

    def arguments(self, _span: Span, parts: list[Any]) -> tuple[Expression, ...]:
        return tuple(parts)

    def acts(self, _span: Span, parts: list[Any]) -> tuple[Call | Name, ...]:
        return tuple(parts)

    def occurrences(self, _span: Span, parts: list[Any]) -> tuple[Expression, ...]:
        return tuple(parts)

    def breach(self, span: Span, parts: list[Any]) -> Breach:
        _, clause, arguments = parts
        return Breach(span, self.identifier(clause), arguments or ())

    def wait_occurrence(self, span: Span, _parts: list[Any]) -> WaitOccurrence:
        return WaitOccurrence(span)

    # ---------------------------------------------------------------- values

    def number(self, span: Span, parts: list[Any]) -> Number:
        return Number(span, int(parts[0]))

    def quantity(self, span: Span, parts: list[Any]) -> Quantity:
        amount, unit = parts
        return Quantity(span, self.count(amount), str(unit).removesuffix("s"))

    amount = quantity

    def now(self, span: Span, _parts: list[Any]) -> Now:
        return Now(span)

    def negative(self, span: Span, parts: list[Any]) -> Negative:
        return Negative(span, parts[0])

    # ---------------------------------------------------------------- operators

    def not_(self, span: Span, parts: list[Any]) -> Not:
        return Not(span, parts[0])

    def past(self, span: Span, parts: list[Any]) -> Past:
        operator, operand = parts
        return Past(span, _words(operator), operand)

    def binary(self, span: Span, parts: list[Any]) -> Binary:
        left, operator, right = parts
        return Binary(span, _words(operator), left, right)

    def relation(self, span: Span, parts: list[Any]) -> Comparison:
        left, operator, right = parts
        return Comparison(span, _words(operator), left, right)

    def membership(self, span: Span, parts: list[Any]) -> Membership:
        subject, *members = parts
        return Membership(span, subject, tuple(members))

    def conditional(self, span: Span, parts: list[Any]) -> Conditional:
        condition, then, otherwise = parts
        return Conditional(span, condition, then, otherwise)

    def quantified(self, span: Span, parts: list[Any]) -> Quantified:
        quantifier = _words(parts[0])
        count = self.count(parts[1]) if quantifier in _COUNTED else None
        *variables, where, body = parts[1:] if count is None else parts[2:]
        return Quantified(span, quantifier, count, tuple(variables), where, body)

    # ---------------------------------------------------------------- time and norms

    def elapsed(self, span: Span, parts: list[Any]) -> Elapsed:
        bound, duration, occurrence = parts
        return Elapsed(span, _words(bound), duration, occurrence)

    def norm_of_act(self, span: Span, parts: list[Any]) -> NormOfAct:
        status, act, policy = parts
        return NormOfAct(span, _words(status), act, self.optional_identifier(policy))

    def norm_of_clause(self, span: Span, parts: list[Any]) -> NormOfClause:
        status, clause, arguments = parts
        return NormOfClause(span, _words(status), self.identifier(clause), arguments or ())
