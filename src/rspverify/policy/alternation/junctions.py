"""Junctions after negation normal form: their parts, nested ones opened, and what their equations solve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rspverify.policy import expressions as ir
from rspverify.policy.alternation.graph import Origin

Sign = Literal[1, -1]
"""Whether a formula is asserted or denied."""


@dataclass(frozen=True)
class From(ir.Expr):
    """A formula that stands in another declaration than what is around it."""

    origin: Origin
    operand: ir.Expr


Item = tuple[ir.Expr, Sign, Origin]


def other(sign: Sign) -> Sign:
    """The sign below a negation."""
    return -1 if sign == 1 else 1


def conjunctive(expr: ir.Expr, sign: Sign) -> bool:
    """Whether it says that several things are all so; of what says one thing, either."""
    while isinstance(expr, ir.Not):
        expr, sign = expr.operand, other(sign)
    return isinstance(expr, ir.And) == (sign == 1)


def parts_of(items: Iterable[Item], conjunction: bool) -> list[Item]:
    """The parts of a junction, nested ones of the same kind opened, negations pushed inwards."""
    found: list[Item] = []
    for expr, sign, origin in items:
        inner: list[Item]
        match expr:
            case ir.Not(operand):
                inner = [(operand, other(sign), origin)]
            case From(inside, operand):
                inner = [(operand, sign, inside)]
            case ir.And(operands) if (sign == 1) == conjunction:
                inner = [(operand, sign, origin) for operand in operands]
            case ir.Or(operands) if (sign == -1) == conjunction:
                inner = [(operand, sign, origin) for operand in operands]
            case ir.Implies(left, right) if (sign == -1) == conjunction:
                inner = [(left, other(sign), origin), (right, sign, origin)]
            case _:
                found.append((expr, sign, origin))
                continue
        found.extend(parts_of(inner, conjunction))
    return found


def equations(item: Item, conjunction: bool) -> list[tuple[ir.Variable, ir.Expr]]:
    """The variables that a part of a junction solves: in a conjunction by an equation, else by a denied one."""
    expr, sign, _ = item
    if not isinstance(expr, ir.Equal) or (sign == 1) != conjunction:
        return []
    pairs = ((expr.left, expr.right), (expr.right, expr.left))
    return [(one.variable, other) for one, other in pairs if isinstance(one, ir.Var) and one != other]
