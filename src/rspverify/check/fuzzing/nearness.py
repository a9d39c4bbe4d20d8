"""How far a formula is from being true: what a search climbs towards. 1 where it is true, less the farther it is.

The measure is the branch distance of search-based testing (McMinn, "Search-based Software Test Data Generation",
2004), turned round: conjunctions are as near as their parts are together, disjunctions as near as the nearest part.
"""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    DefineOf,
    Equal,
    Expr,
    Iff,
    Implies,
    Less,
    Not,
    Once,
    Or,
    Quantified,
    TermOf,
)
from rspverify.policy.sorts import EnumSort
from rspverify.semantics.evaluate import bindings, holds, value
from rspverify.semantics.run import Environment, Run, environments

_MANY = 24
"""So many members are looked at below a quantifier."""


def nearness(run: Run, formula: Expr, i: int, env: Environment, wanted: bool = True) -> float:
    """From 0 to 1; 1 just where the formula has the truth that is wanted in state i. Raises `SemanticsError`."""
    if holds(run, formula, i, env) == wanted:
        return 1.0
    return min(0.99, _near(run, formula, i, env, wanted))


def _near(run: Run, formula: Expr, i: int, env: Environment, wanted: bool) -> float:
    match formula:
        case Not(operand):
            return nearness(run, operand, i, env, not wanted)
        case And(operands) | Or(operands):
            parts = [nearness(run, operand, i, env, wanted) for operand in operands]
            return _mean(parts) if wanted == isinstance(formula, And) else max(parts, default=0.0)
        case Implies(left, right):
            return _near(run, Or((Not(left), right)), i, env, wanted)
        case Iff(left, right):
            return max(nearness(run, part, i, env, not holds(run, part, i, env)) for part in (left, right))
        case DefineOf(_, parameters, arguments, body):
            return nearness(run, body, i, bindings(run, parameters, arguments, i, env), wanted)
        case TermOf(name, parameters, arguments, bodies):
            body = dict(bodies)[run.trace.readings[name]]
            return nearness(run, body, i, bindings(run, parameters, arguments, i, env), wanted)
        case Quantified():
            return _quantified(run, formula, i, env, wanted)
        case Once(operand) if wanted:
            return nearness(run, operand, i, env)
        case AlwaysSoFar(operand) if not wanted:
            return nearness(run, operand, i, env, False)
        case Equal(left, right) | Less(left, right):
            return _apart(run, left, right, i, env)
        case _:
            return 0.0


def _quantified(run: Run, formula: Quantified, i: int, env: Environment, wanted: bool) -> float:
    """By the nearest member where one is enough, by all of them where it takes all."""
    every = formula.quantifier == "every"
    body = formula.body
    if formula.where is not None:
        body = Implies(formula.where, body) if every else And((formula.where, body))
    one_is_enough = wanted != (every or formula.quantifier in ("at most", "exactly"))
    needed = wanted if every or formula.quantifier in ("some", "at least") else not wanted
    inside = [{**env, **binding} for binding in environments(run.universe, formula.variables)][:_MANY]
    parts = [nearness(run, body, i, inner, needed) for inner in inside]
    return max(parts, default=0.0) if one_is_enough else _mean(parts)


def _apart(run: Run, left: Expr, right: Expr, i: int, env: Environment) -> float:
    """Numbers and ordered values are nearer the less lies between them."""
    one, other = value(run, left, i, env), value(run, right, i, env)
    if isinstance(one, str) and isinstance(other, str):
        sort = getattr(left, "sort", None) or getattr(right, "sort", None)
        if not isinstance(sort, EnumSort) or not sort.ordered or not {one, other} <= set(sort.values):
            return 0.0
        one, other = sort.values.index(one), sort.values.index(other)
    if isinstance(one, str) or isinstance(other, str):
        return 0.0
    return 1 / (1 + abs(int(one) - int(other)))


def _mean(parts: Sequence[float]) -> float:
    return sum(parts) / len(parts) if parts else 0.0
