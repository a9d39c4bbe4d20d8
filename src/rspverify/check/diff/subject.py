"""What is compared: an act of an agent whom both policies bind, with variables for its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.check.diff.words import act_said, said, sort_said
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import (
    And,
    Equal,
    Expr,
    Happening,
    Individual,
    NormOfAct,
    Not,
    Or,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import Policy
from rspverify.policy.sorts import Sort
from rspverify.policy.substitute import substituted
from rspverify.policy.vocabulary import Action, World


@dataclass(frozen=True)
class Subject:
    """`act`: with variables of its own, or constants where it is limited to them. `both`: that both policies bind its
    agent. `wording`: the act in words; `about`: what its variables range over, in words."""

    act: Happening
    variables: tuple[Variable, ...]
    both: Expr
    wording: str
    about: str

    def differs(self, stricter: str, laxer: str) -> Expr:
        """That one policy forbids the act and the other does not."""
        return And(
            (self.both, NormOfAct("forbidden", self.act, stricter), Not(NormOfAct("forbidden", self.act, laxer)))
        )


def subject(world: World, old: Policy, new: Policy, action: Action, on: Happening | None = None) -> Subject | None:
    """The act as it is compared; `on`: the arguments to which it is limited. None: no agent of it is bound by both."""
    fresh = {p: Variable(f"{p.shown}'act", p.sort) for p in action.parameters}
    given: dict[Variable, Expr] = {p: Var(v) for p, v in fresh.items()}
    if on is not None:
        given |= {p: a for p, a in zip(action.parameters, on.arguments, strict=True) if a is not None}
    if action.agent is None:
        return None
    sort = action.agent.sort
    agent = action.agent if isinstance(action.agent, Individual) else given[action.agent]
    if any(bound_condition(policy, sort, agent) is None for policy in (old, new)):
        return None
    if isinstance(agent, Var) and isinstance(action.agent, Variable):
        only = next((one for policy in (old, new) for one in _named(policy, sort, agent)), None)
        if only is not None:
            given[action.agent] = agent = only
    act = Happening(action.name, tuple(given[p] for p in action.parameters))
    used = tuple(fresh[p] for p in action.parameters if given[p] == Var(fresh[p]))
    both = And((binds(old, sort, agent), binds(new, sort, agent)))
    return Subject(act, used, both, act_said(world, act), _about(world, used, (old, new), sort, agent))


def bound_condition(policy: Policy, sort: Sort, agent: Expr) -> Expr | None:
    """What must be so of an agent for the policy to bind it; None: it binds nobody of that entity."""
    for bound in policy.bounds:
        if bound.sort == sort:
            return substituted(bound.condition, {bound.variable: agent})
    return None


def _named(policy: Policy, sort: Sort, agent: Expr) -> Iterator[Individual]:
    """The one agent of an entity whom the policy binds, if its text names one."""
    condition = bound_condition(policy, sort, agent)
    for part in _conjuncts(condition) if condition is not None else ():
        match part:
            case Equal(left, Individual() as one) | Equal(Individual() as one, left) if left == agent:
                yield one


def _conjuncts(formula: Expr) -> Iterator[Expr]:
    match formula:
        case And(operands):
            for operand in operands:
                yield from _conjuncts(operand)
        case Or((only,)):
            yield from _conjuncts(only)
        case _:
            yield formula


def _about(
    world: World, variables: tuple[Variable, ...], policies: tuple[Policy, Policy], sort: Sort, agent: Expr
) -> str:
    parts = [f"{v.shown}: any {sort_said(v.sort)}" for v in variables]
    if isinstance(agent, Var):
        conditions = [bound_condition(policy, sort, agent) for policy in policies]
        told = dict.fromkeys(said(world, c) for c in conditions if c is not None and not isinstance(c, Truth))
        shown = agent.variable.shown
        parts = [
            f"{part} where {' and '.join(told)}" if told and part.startswith(f"{shown}:") else part for part in parts
        ]
    return ", ".join(parts)
