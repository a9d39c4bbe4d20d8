"""Expressions as they were written. Parentheses are gone: the tree is the grouping.

Whether a name is a variable, a fact, a term, an act … is not known here; `policy` resolves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.source.spans import Span


@dataclass(frozen=True)
class Node:
    """A piece of syntax. Spans do not take part in equality, so that two trees are equal if they read the same."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Identifier(Node):
    """A declared or referenced name; may be dotted (`law.publish`, `rsp_v2.halt`)."""

    text: str


# ---------------------------------------------------------------- types


@dataclass(frozen=True)
class NamedType(Node):
    """An entity or an enum."""

    name: str


@dataclass(frozen=True)
class IntegerType(Node):
    """`int` (both bounds None), `int 0..100` or `0..100`."""

    low: int | None
    high: int | None


@dataclass(frozen=True)
class TimeType(Node):
    """`time`."""


TypeExpression = NamedType | IntegerType | TimeType


@dataclass(frozen=True)
class VariableDeclaration(Node):
    """`m: Model`, in parameters, quantifiers and spreads."""

    name: Identifier
    type: TypeExpression


# ---------------------------------------------------------------- expressions


@dataclass(frozen=True)
class Name(Node):
    """A name alone: variable, individual, enum value, duration, or a fact, term, define or act without arguments."""

    name: str


@dataclass(frozen=True)
class Call(Node):
    """`name(arguments)`: fact, term, define, or (where they may stand) an act or event. Never without arguments."""

    name: Identifier
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyArgument(Node):
    """`any`."""


@dataclass(frozen=True)
class Number(Node):
    value: int


@dataclass(frozen=True)
class Quantity(Node):
    """`30 days`. `unit` is one of hour, day, week, month, year (singular)."""

    amount: int
    unit: str


@dataclass(frozen=True)
class Now(Node):
    """`now`."""


@dataclass(frozen=True)
class Not(Node):
    operand: Expression


@dataclass(frozen=True)
class Negative(Node):
    """`-5`; only before a number."""

    operand: Expression


BinaryOperator = Literal["iff", "implies", "or", "and", "since", "+", "-", "*"]


@dataclass(frozen=True)
class Binary(Node):
    """`iff`, `or`, `and`, `+`, `-`, `*` group to the left, `implies` to the right, `since` does not chain."""

    operator: BinaryOperator
    left: Expression
    right: Expression


ComparisonOperator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Comparison(Node):
    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Membership(Node):
    """`x in {a, b}`."""

    subject: Expression
    members: tuple[Expression, ...]


@dataclass(frozen=True)
class Past(Node):
    operator: Literal["once", "previously", "always so far"]
    operand: Expression


DurationExpression = Quantity | Name
"""A number with a unit, or the name of a duration."""


@dataclass(frozen=True)
class Elapsed(Node):
    """`within D after OCC` and its relatives."""

    bound: Literal["within", "at least", "more than", "less than"]
    duration: DurationExpression
    occurrence: Occurrence


@dataclass(frozen=True)
class Quantified(Node):
    """`count` stands only with `at least`, `at most`, `exactly`."""

    quantifier: Literal["some", "every", "no", "at least", "at most", "exactly"]
    count: int | None
    variables: tuple[VariableDeclaration, ...]
    where: Expression | None
    body: Expression


@dataclass(frozen=True)
class Conditional(Node):
    """`if φ then a else b`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True)
class NormOfAct(Node):
    """`forbidden ACT by P`, `permitted ACT by P`, `required ACT by P`; `policy` None where `by P` is left out."""

    status: Literal["forbidden", "permitted", "required"]
    act: Call | Name
    policy: Identifier | None


@dataclass(frozen=True)
class NormOfClause(Node):
    """`applies P.c(..)`, `defeated P.c(..)`; `clause` is dotted."""

    status: Literal["applies", "defeated"]
    clause: Identifier
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Breach(Node):
    """`breach of P.c(..)`, an occurrence."""

    clause: Identifier
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class WaitOccurrence(Node):
    """`wait`, as an occurrence."""


Occurrence = Call | Name | Breach | WaitOccurrence

Expression = (
    Name
    | Call
    | AnyArgument
    | Number
    | Quantity
    | Now
    | Not
    | Negative
    | Binary
    | Comparison
    | Membership
    | Past
    | Elapsed
    | Quantified
    | Conditional
    | NormOfAct
    | NormOfClause
    | Breach
    | WaitOccurrence
)
