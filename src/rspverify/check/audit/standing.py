"""When a clause of any kind takes effect, as formulas over its own variables, or over the parameters of its act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.check.audit.asking import Audited
from rspverify.check.audit.lens import both, lens, negated
from rspverify.check.audit.mentions import breaches
from rspverify.check.audit.plain import parts_of
from rspverify.policy.expressions import Expr, NormOfClause, Occurs, Once, Or, Var, Variable
from rspverify.policy.norms import (
    Clause,
    Duty,
    Exemption,
    Order,
    Permission,
    Prohibition,
    RecurringDuty,
    SolePermission,
)


@dataclass(frozen=True)
class Standing:
    """One way in which a clause takes effect: `half` says which, where a clause has two. `applies`: it does, defeated
    or not; `undefeated`: it does, and is not defeated."""

    half: str
    variables: tuple[Variable, ...]
    applies: Expr
    undefeated: Expr


def standings(audited: Audited, clause: Clause) -> Iterator[Standing]:
    """The ways in which a clause takes effect; of a clause about several acts there is one for each."""
    match clause.norm:
        case Duty() | RecurringDuty() | Exemption():
            yield _of_duty(audited, clause)
        case Prohibition() | Permission() | Order():
            for part in parts_of(audited.plain, clause):
                view = lens(audited.project.world, audited.plain, part)
                yield Standing("", view.parameters, view.applies, both(view.applies, negated(view.defeated)))
        case SolePermission():
            for part in parts_of(audited.plain, clause):
                view = lens(audited.project.world, audited.plain, part)
                free = negated(view.defeated)
                yield Standing("permits", view.parameters, view.permits, both(view.permits, free))
                yield Standing("forbids", view.parameters, view.forbids, both(view.forbids, free))


def _of_duty(audited: Audited, clause: Clause) -> Standing:
    """A duty with an occurrence takes effect when that happens and it applies; the others where they apply."""
    arguments = tuple(Var(one) for one in clause.variables)
    applies: Expr = NormOfClause("applies", audited.policy.name, clause.name, arguments)
    free = negated(NormOfClause("defeated", audited.policy.name, clause.name, arguments))
    if isinstance(clause.norm, Duty) and clause.norm.triggers:
        happened = tuple(Occurs(one) for one in clause.norm.triggers)
        begins: Expr = Or(happened) if len(happened) > 1 else happened[0]
        return Standing("", clause.variables, Once(both(begins, applies)), Once(both(begins, applies, free)))
    return Standing("", clause.variables, applies, both(applies, free))


def speaks_of_breaches(clause: Clause) -> bool:
    """Whether a clause is made for runs that do not comply."""
    return bool(breaches(clause))
