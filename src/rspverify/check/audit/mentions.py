"""What the clauses that judge an act speak of."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.policy.expressions import (
    Breaching,
    DurationRef,
    Elapsed,
    Expr,
    FactOf,
    Happening,
    Occurrence,
    Occurs,
    TermOf,
)
from rspverify.policy.norms import Clause, Duty, Order, Permission, Policy, RecurringDuty, SolePermission
from rspverify.policy.walk import subexpressions


def judging(policy: Policy, action: str) -> tuple[Clause, ...]:
    """The clauses on which the verdict on such an act can hang: those that forbid or permit it, and what overrides
    them, directly or through others."""
    found = {
        one.name: one
        for one in policy.clauses.values()
        if not isinstance(one.norm, Duty | RecurringDuty) and any(act.action == action for act in one.judged)
    }
    while True:
        more = {
            one.name: one
            for one in policy.clauses.values()
            if one.name not in found and any(target in found for target in one.overrides)
        }
        if not more:
            return tuple(one for one in policy.clauses.values() if one.name in found)
        found |= more


def formulas(clause: Clause) -> Iterator[Expr]:
    """The conditions of a clause, and its lengths of time."""
    yield clause.when
    yield clause.unless
    match clause.norm:
        case Permission(provided=provided) | SolePermission(provided=provided) if provided is not None:
            yield provided
        case Duty(deadline=Expr() as length) | RecurringDuty(period=length) | Order(at_least=Expr() as length):
            yield length
        case _:
            pass


def conditions(clause: Clause) -> Iterator[Expr]:
    """The formulas of a clause that are no lengths."""
    return (one for one in formulas(clause) if not isinstance(one, DurationRef))


def facts(clause: Clause) -> set[str]:
    """The facts of which a clause speaks, also through words."""
    return {part.fact for one in formulas(clause) for part in subexpressions(one) if isinstance(part, FactOf)}


def acts(clause: Clause) -> set[str]:
    """The acts and events on which it hangs that they have happened."""
    found = {one.action for one in _occurrences(clause) if isinstance(one, Happening)}
    if isinstance(clause.norm, Order):
        found |= {act.action for act in clause.norm.acts}
    return found


def words(clause: Clause) -> set[str]:
    """The words (terms and durations) of which it speaks."""
    return {
        part.name for one in formulas(clause) for part in subexpressions(one) if isinstance(part, TermOf | DurationRef)
    }


def words_of_head(policy: Policy) -> set[str]:
    """The words that say when a policy is in force, and whom it binds."""
    heads = [policy.in_force, *(bound.condition for bound in policy.bounds)]
    return {part.name for head in heads for part in subexpressions(head) if isinstance(part, TermOf | DurationRef)}


def breaches(clause: Clause) -> set[str]:
    """The clauses of whose breach it speaks."""
    return {one.clause for one in _occurrences(clause) if isinstance(one, Breaching)}


def _occurrences(clause: Clause) -> Iterator[Occurrence]:
    if isinstance(clause.norm, Duty):
        yield from clause.norm.triggers
    for formula in formulas(clause):
        for part in subexpressions(formula):
            if isinstance(part, Occurs | Elapsed):
                yield part.occurrence
