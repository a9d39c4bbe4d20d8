"""What one clause says of one act, as formulas over the parameters of the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rspverify.policy.expressions import (
    And,
    DefineOf,
    Equal,
    Expr,
    Happening,
    NormOfAct,
    NormOfClause,
    Not,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import Clause, Order, Permission, Policy, Prohibition, SolePermission
from rspverify.policy.sorts import BOOL
from rspverify.policy.vocabulary import World


@dataclass(frozen=True)
class Lens:
    """A clause that is about one act without `any` (see `plain`), seen from that act. `parameters`: those of the act,
    over which all formulas are; `values`: what the clause's variables are there; `fits`: that the act is one of the
    clause's."""

    policy: str
    clause: Clause
    action: str
    parameters: tuple[Variable, ...]
    values: dict[Variable, Expr]
    fits: Expr

    @property
    def act(self) -> Happening:
        return Happening(self.action, tuple(Var(one) for one in self.parameters))

    @property
    def applies(self) -> Expr:
        """It applies, defeated or not (of an order: it is not obeyed yet; of a sole permission: in force)."""
        return both(self.fits, self._norm("applies"))

    @property
    def defeated(self) -> Expr:
        return self._norm("defeated")

    @property
    def conditions(self) -> Expr:
        """`when` and `provided` hold, and `unless` does not."""
        return both(self.but_for_proviso, self.provided)

    @property
    def but_for_proviso(self) -> Expr:
        """`when` holds, and `unless` does not."""
        return both(self.said(self.clause.when), negated(self.said(self.clause.unless)))

    @property
    def provided(self) -> Expr:
        norm = self.clause.norm
        found = norm.provided if isinstance(norm, Permission | SolePermission) else None
        return Truth(True) if found is None else self.said(found)

    @property
    def forbids(self) -> Expr:
        """It applies and forbids the act, defeated or not; false of what never forbids."""
        match self.clause.norm:
            case Prohibition() | Order():
                return self.applies
            case SolePermission():
                return both(self.applies, negated(self.conditions))
            case _:
                return Truth(False)

    @property
    def permits(self) -> Expr:
        """It applies and permits the act, defeated or not; false of what never permits."""
        match self.clause.norm:
            case Permission():
                return self.applies
            case SolePermission():
                return both(self.applies, self.conditions)
            case _:
                return Truth(False)

    def said(self, formula: Expr) -> Expr:
        """A formula of the clause, about this act."""
        if isinstance(formula, Truth):
            return formula
        variables = self.clause.variables
        arguments = tuple(self.values[one] for one in variables)
        return DefineOf(f"what {self.clause.name} says", variables, arguments, formula, BOOL, span=formula.span)

    def _norm(self, status: Literal["applies", "defeated"]) -> Expr:
        arguments = tuple(self.values[one] for one in self.clause.variables)
        return NormOfClause(status, self.policy, self.clause.name, arguments, span=self.clause.span)


def lenses(world: World, plain: Policy, action: str) -> tuple[Lens, ...]:
    """The clauses of a policy act by act that forbid or permit such acts, in order."""
    return tuple(
        lens(world, plain, clause)
        for clause in plain.clauses.values()
        if isinstance(clause.norm, Prohibition | Order | Permission | SolePermission)
        and clause.judged[0].action == action
    )


def lens(world: World, plain: Policy, clause: Clause) -> Lens:
    """A clause of a policy act by act, seen from its act."""
    (judged,) = clause.judged
    parameters = world.actions[judged.action].parameters
    values: dict[Variable, Expr] = {}
    equal: list[Expr] = []
    for argument, parameter in zip(judged.arguments, parameters, strict=True):
        assert argument is not None
        if isinstance(argument, Var) and argument.variable not in values:
            values[argument.variable] = Var(parameter)
        else:
            known = values[argument.variable] if isinstance(argument, Var) else argument
            equal.append(Equal(Var(parameter), known, span=argument.span))
    return Lens(plain.name, clause, judged.action, parameters, values, conjunction(equal))


def forbidden(policy: str, act: Happening) -> Expr:
    return NormOfAct("forbidden", act, policy)


def both(*parts: Expr) -> Expr:
    """That all of these hold."""
    return conjunction(parts)


def conjunction(parts: tuple[Expr, ...] | list[Expr]) -> Expr:
    kept = [part for part in parts if part != Truth(True)]
    if any(part == Truth(False) for part in kept):
        return Truth(False)
    return kept[0] if len(kept) == 1 else And(tuple(kept)) if kept else Truth(True)


def negated(formula: Expr) -> Expr:
    return Truth(not formula.value) if isinstance(formula, Truth) else Not(formula)
