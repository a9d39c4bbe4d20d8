"""What random runs should reach in a policy: each clause in force and defeated, each condition true and false, each
duty fulfilled and in its last hour."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.fuzzing.results import Goal
from rspverify.policy.expressions import And, Expr, Iff, Implies, Not, Or, Truth
from rspverify.policy.norms import Clause, Duty, Permission, Policy, RecurringDuty, SolePermission
from rspverify.semantics import norms


def goals(policy: Policy) -> Iterator[Goal]:
    """All goals of a policy, in the order of its clauses."""
    for atom in atoms(policy.in_force):
        yield from truth_goals(policy.name, "", "in force while", atom)
    for clause in policy.clauses.values():
        yield applies_goal(policy, clause)
        for other in norms.overriders(policy, clause):
            yield defeat_goal(policy, clause, other)
        for part, formula in conditions(clause):
            for atom in atoms(formula):
                yield from truth_goals(policy.name, clause.name, part, atom)
        yield from duty_goals(policy, clause)


def applies_goal(policy: Policy, clause: Clause) -> Goal:
    return Goal(policy.name, clause.name, "applies", span=clause.span)


def defeat_goal(policy: Policy, clause: Clause, other: Clause) -> Goal:
    return Goal(policy.name, clause.name, "is defeated", other.name, span=clause.span)


def truth_goals(policy: str, clause: str, part: str, atom: Expr) -> tuple[Goal, Goal]:
    """That a condition is true, and that it is false."""
    text = " ".join(atom.span.text.split())
    return (
        Goal(policy, clause, "is true", text, part, span=atom.span),
        Goal(policy, clause, "is false", text, part, span=atom.span),
    )


def duty_goals(policy: Policy, clause: Clause) -> Iterator[Goal]:
    """That a duty is done, and, where it falls due at all, that it has not been by then."""
    match clause.norm:
        case Duty(deadline=None):
            yield Goal(policy.name, clause.name, "is fulfilled", span=clause.span)
        case Duty() | RecurringDuty():
            yield Goal(policy.name, clause.name, "is fulfilled", span=clause.span)
            yield Goal(policy.name, clause.name, "is in its last hour", span=clause.span)
        case _:
            pass


def conditions(clause: Clause) -> Iterator[tuple[str, Expr]]:
    """The conditions of a clause that can be true and false, with the words before them."""
    parts: list[tuple[str, Expr | None]] = [("when", clause.when), ("unless", clause.unless)]
    if isinstance(clause.norm, Permission | SolePermission):
        parts.append(("provided", clause.norm.provided))
    for part, formula in parts:
        if formula is not None and not isinstance(formula, Truth):
            yield part, formula


def condition_of(policy: Policy, clause: Clause) -> Expr:
    """What must hold for a clause to apply, its agent being bound."""
    parts = [Not(formula) if part == "unless" else formula for part, formula in conditions(clause)]
    return And((policy.in_force, *parts))


def atoms(formula: Expr) -> Iterator[Expr]:
    """The conditions that `and`, `or`, `not`, `implies` and `iff` join. Words, and what quantifiers say, are one
    condition each."""
    match formula:
        case And(operands) | Or(operands):
            for operand in operands:
                yield from atoms(operand)
        case Not(operand):
            yield from atoms(operand)
        case Implies(left, right) | Iff(left, right):
            yield from atoms(left)
            yield from atoms(right)
        case Truth():
            return
        case _:
            yield formula
