"""Resolved policies: clauses after amendment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.expressions import Expr, Happening, Individual, Occurrence, Var, Variable
from rspverify.policy.sorts import EntitySort
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Prohibition:
    acts: tuple[Happening, ...]


@dataclass(frozen=True)
class Permission:
    """`provided` marks what the agent itself must have brought about; for the meaning it is one more condition."""

    acts: tuple[Happening, ...]
    provided: Expr | None


@dataclass(frozen=True)
class SolePermission:
    """`may ACT only when …`: a permission where the clause's condition holds (`when`, not `unless`, `provided`), a
    prohibition elsewhere while the policy is in force."""

    acts: tuple[Happening, ...]
    provided: Expr | None


@dataclass(frozen=True)
class Duty:
    """`deadline`: `Hours` (0 for `at once`) or `DurationRef`; None: no deadline. `triggers` empty: opens by its
    condition. `lasting`: it said `while`, so it closes where the clause no longer applies."""

    acts: tuple[Happening, ...]
    triggers: tuple[Occurrence, ...]
    deadline: Expr | None
    lasting: bool


@dataclass(frozen=True)
class Order:
    """`later` is forbidden until some act of `acts` (at least `at_least` ago); `each`: since the last `later` with
    the same arguments."""

    acts: tuple[Happening, ...]
    later: tuple[Happening, ...]
    at_least: Expr | None
    each: bool


@dataclass(frozen=True)
class RecurringDuty:
    acts: tuple[Happening, ...]
    period: Expr


@dataclass(frozen=True)
class Exemption:
    acts: tuple[Happening, ...]


Norm = Prohibition | Permission | SolePermission | Duty | Order | RecurringDuty | Exemption


@dataclass(frozen=True)
class Acceptance:
    """That a finding of the audit may stand, and why; it changes no meaning."""

    code: str
    reason: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Clause:
    """`agent`: the clause's own variable (then `variables[0]`) or an individual. `variables`: in order of appearance,
    the agent first; those bound by act or occurrence. Arguments of happenings in `norm` are `Var` of these, constants
    or None (`any`). `when` (also holds `while`) and `unless` are formulas over `variables`; absent ones are
    `Truth(True)` and `Truth(False)`. `overrides`: names of clauses of the same policy. `origin`: the policy whose text
    holds it.
    """

    name: str
    wording: str
    origin: str
    agent: Var | Individual
    variables: tuple[Variable, ...]
    norm: Norm
    when: Expr
    unless: Expr
    overrides: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    accepts: tuple[Acceptance, ...] = field(default=(), compare=False)

    @property
    def judged(self) -> tuple[Happening, ...]:
        """The acts that the clause is about: for an order the later act, otherwise its acts."""
        return self.norm.later if isinstance(self.norm, Order) else self.norm.acts


@dataclass(frozen=True)
class Bound:
    """Whom a policy binds among the members of one entity: those for which `condition` (over `variable`; fixed facts
    and individuals only) holds."""

    sort: EntitySort
    variable: Variable
    condition: Expr


@dataclass(frozen=True)
class Policy:
    """A policy after amendment. An agent of an entity without a `Bound` is not bound. `in_force` is closed;
    `Truth(True)` where the head has none."""

    name: str
    wording: str
    source: str
    amends: str | None
    bounds: tuple[Bound, ...]
    in_force: Expr
    otherwise: Literal["permitted", "forbidden"]
    clauses: dict[str, Clause]
    span: Span = field(compare=False, repr=False)
    accepts: tuple[Acceptance, ...] = field(default=(), compare=False)
