"""The parts of resolved expressions, for all who look through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    Arithmetic,
    Breaching,
    DefineOf,
    Elapsed,
    Equal,
    Expr,
    FactOf,
    Happening,
    IfElse,
    Iff,
    Implies,
    Less,
    NormOfAct,
    NormOfClause,
    Not,
    Occurrence,
    Occurs,
    Once,
    Or,
    Previously,
    Quantified,
    Since,
    TermOf,
    Waiting,
)


def arguments_of(occurrence: Occurrence) -> tuple[Expr, ...]:
    """The arguments of an occurrence that are not `any`."""
    match occurrence:
        case Happening(arguments=arguments) | Breaching(arguments=arguments):
            return tuple(argument for argument in arguments if argument is not None)
        case Waiting():
            return ()
        case _:
            assert_never(occurrence)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression, from left to right; the bodies of defines and terms in use are parts too."""
    match expr:
        case Arithmetic(left=left, right=right) | Implies(left=left, right=right) | Iff(left=left, right=right):
            return (left, right)
        case Equal(left=left, right=right) | Less(left=left, right=right):
            return (left, right)
        case FactOf(arguments=arguments) | NormOfClause(arguments=arguments):
            return arguments
        case DefineOf(arguments=arguments, body=body):
            return (*arguments, body)
        case TermOf(arguments=arguments, bodies=bodies):
            return (*arguments, *(body for _, body in bodies))
        case Not(operand=operand) | Once(operand=operand) | Previously(operand=operand) | AlwaysSoFar(operand=operand):
            return (operand,)
        case And(operands=operands) | Or(operands=operands):
            return operands
        case Quantified(where=where, body=body):
            return (body,) if where is None else (where, body)
        case IfElse(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Occurs(occurrence=occurrence):
            return arguments_of(occurrence)
        case Since(hold=hold, start=start):
            return (hold, start)
        case Elapsed(duration=duration, occurrence=occurrence):
            return (duration, *arguments_of(occurrence))
        case NormOfAct(act=act):
            return arguments_of(act)
        case _:
            return ()


def subexpressions(expr: Expr) -> Iterator[Expr]:
    """The expression and all its parts, each object once, outer ones first."""
    seen: set[int] = set()
    pending = [expr]
    while pending:
        one = pending.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            pending.extend(reversed(children(one)))
