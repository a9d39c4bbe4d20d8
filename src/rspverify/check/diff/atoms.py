"""The conditions on which policies let an act hang: the leaves of their clauses about it, over its own arguments."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.policy.expressions import (
    And,
    Elapsed,
    Equal,
    Expr,
    Happening,
    IfElse,
    Iff,
    Implies,
    Individual,
    NormOfClause,
    Not,
    Occurs,
    Once,
    Or,
    Quantified,
    Since,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import (
    Clause,
    Duty,
    Exemption,
    Order,
    Permission,
    Policy,
    Prohibition,
    RecurringDuty,
    SolePermission,
)
from rspverify.policy.sorts import BOOL
from rspverify.policy.substitute import substituted


def atoms(act: Happening, policies: tuple[Policy, ...]) -> tuple[Expr, ...]:
    """What the policies' verdicts on an act can hang on, each once, in the order of the text."""
    found = [atom for policy in policies for atom in _of_policy(policy, act)]
    return tuple(dict.fromkeys(atom for atom in found if not _decided(atom)))


def _of_policy(policy: Policy, act: Happening) -> Iterator[Expr]:
    yield from leaves(policy.in_force)
    relevant = concerned(policy, act.action)
    for clause in relevant:
        for pattern in clause.judged:
            if pattern.action == act.action:
                yield from _of_clause(policy, clause, pattern, act)


def concerned(policy: Policy, action: str) -> list[Clause]:
    """The clauses on which the policy's verdict on such acts can hang, in the order of the text: those that forbid, and
    those that permit where all else is forbidden; and all that override one of these."""
    about = {name: c for name, c in policy.clauses.items() if any(act.action == action for act in c.judged)}
    kinds = (Prohibition, Order, SolePermission, *((Permission,) if policy.otherwise == "forbidden" else ()))
    chosen = {name for name, clause in about.items() if isinstance(clause.norm, kinds)}
    while more := {name for name, clause in about.items() if chosen & set(clause.overrides)} - chosen:
        chosen |= more
    return [clause for name, clause in about.items() if name in chosen]


def _of_clause(policy: Policy, clause: Clause, pattern: Happening, act: Happening) -> Iterator[Expr]:
    values, equations = fitted(pattern, act)
    rest = tuple(variable for variable in clause.variables if variable not in values)
    conditions = conditions_of(clause, values)
    match clause.norm:
        case Duty() | RecurringDuty():
            return  # what counts is that it is open: the clause that it overrides is `defeated`
        case Order() as order:
            met = obeyed(policy, clause, order, act, values)
            conditions = [*conditions, met if isinstance(met, NormOfClause) else Not(met)]
        case Prohibition() | Permission() | SolePermission() | Exemption():
            pass
    if rest:
        everything = both([*equations, *conditions])
        yield from leaves(some(rest, everything))
        if isinstance(clause.norm, SolePermission):
            yield from leaves(some(rest, both([*equations, Not(both(conditions))])))
    else:
        for condition in (*equations, *conditions):
            yield from leaves(condition)
    if any(isinstance(o.norm, Duty | RecurringDuty) and clause.name in o.overrides for o in policy.clauses.values()):
        arguments = tuple(values.get(v, Var(v)) for v in clause.variables)
        yield some(rest, NormOfClause("defeated", policy.name, clause.name, arguments))


def fitted(pattern: Happening, act: Happening) -> tuple[dict[Variable, Expr], list[Expr]]:
    """What the variables of a clause's pattern stand for in an act, and what else must be equal."""
    values: dict[Variable, Expr] = {}
    equations: list[Expr] = []
    for wanted, given in zip(pattern.arguments, act.arguments, strict=True):
        if wanted is None or given is None:
            continue
        if isinstance(wanted, Var) and wanted.variable not in values:
            values[wanted.variable] = given
        else:
            equations.append(Equal(given, substituted(wanted, values)))
    return values, equations


def conditions_of(clause: Clause, values: dict[Variable, Expr]) -> list[Expr]:
    """`when`, not `unless`, and `provided`, over what the clause's variables stand for."""
    provided = clause.norm.provided if isinstance(clause.norm, Permission | SolePermission) else None
    parts = [clause.when, Not(clause.unless), *([] if provided is None else [provided])]
    return [substituted(part, values) for part in parts]


def obeyed(policy: Policy, clause: Clause, order: Order, act: Happening, values: dict[Variable, Expr]) -> Expr:
    """That what must come before has been done; of an order for each act with a delay, that it applies."""
    earlier = [substituted(one, values) for one in order.acts]
    if order.at_least is None:
        if not order.each:
            return either([Once(Occurs(one)) for one in earlier])
        here = Not(Occurs(act))
        return either([Since(here, And((Occurs(one), here))) for one in earlier])
    if not order.each:
        delay = order.at_least
        return either([Elapsed("at least", delay, one) for one in earlier])
    return NormOfClause("applies", policy.name, clause.name, tuple(values.get(v, Var(v)) for v in clause.variables))


def leaves(formula: Expr) -> Iterator[Expr]:
    """The smallest formulas of which a formula is made by `and`, `or`, `not` and the like; words stay whole."""
    match formula:
        case Truth():
            return
        case Not(operand):
            yield from leaves(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from leaves(operand)
        case Implies(left, right) | Iff(left, right):
            yield from leaves(left)
            yield from leaves(right)
        case IfElse(condition, then, otherwise, sort) if sort == BOOL:
            for part in (condition, then, otherwise):
                yield from leaves(part)
        case _:
            yield formula


def both(parts: list[Expr]) -> Expr:
    """All of them; nothing needless."""
    kept = tuple(part for part in parts if part not in (Truth(True), Not(Truth(False))))
    return Truth(True) if not kept else kept[0] if len(kept) == 1 else And(kept)


def either(parts: list[Expr]) -> Expr:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def some(variables: tuple[Variable, ...], body: Expr) -> Expr:
    if not variables or isinstance(body, Truth):
        return body
    return Quantified("some", 1, variables, None, body)


def _decided(atom: Expr) -> bool:
    """Whether it compares a thing with itself, or two that have names."""
    return isinstance(atom, Equal) and (
        atom.left == atom.right or (isinstance(atom.left, Individual) and isinstance(atom.right, Individual))
    )
