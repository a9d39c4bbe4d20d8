"""The clauses on which an act hangs, each as one condition: that it forbids (or permits) the act, undefeated.

Where clauses hang on many conditions, their combinations are more cases than anybody reads: three ways to be forbidden
here and six not to be forbidden there make eighteen. Told by clauses, these are three.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.diff.atoms import both, concerned, conditions_of, either, fitted, obeyed, some
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import (
    DefineOf,
    Expr,
    Happening,
    Individual,
    NormOfClause,
    Not,
    Or,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import Clause, Duty, Order, Permission, Policy, Prohibition, RecurringDuty, SolePermission
from rspverify.policy.sorts import BOOL
from rspverify.policy.substitute import substituted
from rspverify.policy.wording import plain

FORBIDS, PERMITS = " forbids this", " permits this"


def clause_atoms(act: Happening, policies: tuple[Policy, ...]) -> tuple[Expr, ...]:
    """That a clause decides about the act, for each that may, in the order of the text."""
    return tuple(dict.fromkeys(atom for policy in policies for atom in _of_policy(policy, act)))


def _of_policy(policy: Policy, act: Happening) -> Iterator[Expr]:
    for clause in concerned(policy, act.action):
        match clause.norm:
            case Prohibition() | Order():
                yield _said(policy, clause, act, FORBIDS)
            case SolePermission():
                yield _said(policy, clause, act, FORBIDS)
                if policy.otherwise == "forbidden":
                    yield _said(policy, clause, act, PERMITS)
            case Permission() if policy.otherwise == "forbidden":
                yield _said(policy, clause, act, PERMITS)
            case _:
                pass


def _said(policy: Policy, clause: Clause, act: Happening, does: str) -> Expr:
    """As a formula with a name that says it."""
    wording = f" ({clause.wording})" if clause.wording != plain(clause.name) else ""
    variables = tuple(argument.variable for argument in act.arguments if isinstance(argument, Var))
    name = f"{policy.name}.{clause.name}{does}{wording}"
    return DefineOf(name, variables, tuple(map(Var, variables)), _decides(policy, clause, act, does), BOOL)


def _decides(policy: Policy, clause: Clause, act: Happening, does: str) -> Expr:
    found = []
    for values, rest, given in _fits(policy, clause, act):
        conditions = conditions_of(clause, values)
        if isinstance(clause.norm, Order):
            met = obeyed(policy, clause, clause.norm, act, values)
            conditions.append(met if isinstance(met, NormOfClause) else Not(met))
        holds = both(conditions)
        if isinstance(clause.norm, SolePermission) and does == FORBIDS:
            holds = Not(holds)
        found.append(some(rest, both([*given, holds, Not(_defeated(policy, clause, act, values))])))
    return either(found)


def _fits(
    policy: Policy, clause: Clause, act: Happening
) -> Iterator[tuple[dict[Variable, Expr], tuple[Variable, ...], list[Expr]]]:
    """What the clause's variables stand for where it is about the act, the others, and that it is, of an agent who is
    bound, while the policy is in force."""
    for pattern in clause.judged:
        if pattern.action == act.action:
            values, equations = fitted(pattern, act)
            rest = tuple(variable for variable in clause.variables if variable not in values)
            agent = substituted(clause.agent, values)
            sort = clause.agent.sort if isinstance(clause.agent, Individual) else clause.agent.variable.sort
            yield values, rest, [*equations, binds(policy, sort, agent), policy.in_force]


def _defeated(policy: Policy, clause: Clause, act: Happening, values: dict[Variable, Expr]) -> Expr:
    """That a clause which overrides it applies, undefeated itself."""
    found: list[Expr] = []
    for other in policy.clauses.values():
        if clause.name not in other.overrides:
            continue
        if isinstance(other.norm, Duty | RecurringDuty):
            # It counts while it is open.
            arguments = tuple(values.get(variable, Var(variable)) for variable in clause.variables)
            return NormOfClause("defeated", policy.name, clause.name, arguments)
        for theirs, rest, given in _fits(policy, other, act):
            conditions = [] if isinstance(other.norm, SolePermission) else conditions_of(other, theirs)
            if isinstance(other.norm, Order):
                met = obeyed(policy, other, other.norm, act, theirs)
                conditions.append(met if isinstance(met, NormOfClause) else Not(met))
            beaten = Not(_defeated(policy, other, act, theirs))
            found.append(some(rest, both([*given, *conditions, beaten])))
    return Or(tuple(found)) if found else Truth(False)
