"""A policy act by act: the same policy, each of its clauses about acts split into one for each act, with a variable in
place of each `any`. Of such a clause the formulas `applies` and `defeated` speak of one act, and not of some or all.

Prohibitions, permissions and orders mean the same when they are split: they apply, and are defeated, act by act
(language.md, section 3). Duties are left as they are: any of their acts fulfils them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.policy.expressions import Expr, Happening, Var, Variable
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
from rspverify.policy.vocabulary import World


def act_by_act(world: World, policy: Policy) -> Policy:
    """The policy itself where there is nothing to split; else another one, with a name of its own."""
    parts = {name: list(_split(world, clause)) for name, clause in policy.clauses.items()}
    if all(found == [policy.clauses[name]] for name, found in parts.items()):
        return policy
    names = {name: tuple(one.name for one in found) for name, found in parts.items()}
    clauses = {
        one.name: replace(one, overrides=tuple(part for target in one.overrides for part in names.get(target, ())))
        for found in parts.values()
        for one in found
    }
    return replace(policy, name=f"{policy.name} act by act", clauses=clauses)


def parts_of(plain: Policy, clause: Clause) -> tuple[Clause, ...]:
    """The clauses into which a clause was split."""
    return tuple(one for one in plain.clauses.values() if one.span == clause.span and written_name(one) == clause.name)


def written_name(clause: Clause) -> str:
    """The name in the text of a clause that may have been split."""
    return clause.name.partition(" ")[0]


def _split(world: World, clause: Clause) -> Iterator[Clause]:
    match clause.norm:
        case Duty() | RecurringDuty() | Exemption():
            yield clause
            return
        case Prohibition() | Permission() | SolePermission() | Order():
            judged = clause.judged
    if len(judged) == 1 and None not in judged[0].arguments:
        yield clause
        return
    for number, act in enumerate(judged, start=1):
        name = clause.name if len(judged) == 1 else f"{clause.name} {number}"
        filled, new = _filled(world, act, name)
        variables = (*clause.variables, *new)
        match clause.norm:
            case Order() as order:
                yield replace(clause, name=name, variables=variables, norm=replace(order, later=(filled,)))
            case Prohibition() | Permission() | SolePermission() as norm:
                yield replace(clause, name=name, variables=variables, norm=replace(norm, acts=(filled,)))


def _filled(world: World, act: Happening, name: str) -> tuple[Happening, tuple[Variable, ...]]:
    """The act with a new variable for each `any`. Names of variables hold no space, so that these are new."""
    arguments: list[Expr] = []
    new: list[Variable] = []
    for parameter, argument in zip(world.actions[act.action].parameters, act.arguments, strict=True):
        if argument is None:
            new.append(Variable(f"{parameter.shown}' any of {name}", parameter.sort))
            argument = Var(new[-1])
        arguments.append(argument)
    return replace(act, arguments=tuple(arguments)), tuple(new)
