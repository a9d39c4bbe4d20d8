"""Policies and their clauses as they were written (language reference, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rspverify.syntax.expressions import (
    Call,
    DurationExpression,
    Expression,
    Identifier,
    Name,
    Node,
    Occurrence,
    VariableDeclaration,
)

Act = Call | Name


@dataclass(frozen=True)
class Prohibition(Node):
    """`l must not ACT [or ACT] [when φ] [unless ψ]`."""

    agent: Identifier
    acts: tuple[Act, ...]
    when: Expression | None
    unless: Expression | None


@dataclass(frozen=True)
class Permission(Node):
    """`l may ACT [when φ] [unless ψ] [provided χ]`; `sole`: `l may ACT only when φ …`."""

    agent: Identifier
    acts: tuple[Act, ...]
    sole: bool
    when: Expression | None
    unless: Expression | None
    provided: Expression | None


@dataclass(frozen=True)
class Duty(Node):
    """`l must ACT [TIMING] [when φ | while φ] [unless ψ]`.

    `deadline`: a duration for `within D`, the string "at once", or None (no deadline). `triggers` is empty for a duty
    that opens by its condition alone.
    """

    agent: Identifier
    acts: tuple[Act, ...]
    deadline: DurationExpression | Literal["at once"] | None
    triggers: tuple[Occurrence, ...]
    when: Expression | None
    while_: Expression | None
    unless: Expression | None


@dataclass(frozen=True)
class Order(Node):
    """`l must ACT [at least D] before [each] ACT2 [when φ] [unless ψ]`; `later` holds ACT2 (or several)."""

    agent: Identifier
    acts: tuple[Act, ...]
    at_least: DurationExpression | None
    each: bool
    later: tuple[Act, ...]
    when: Expression | None
    unless: Expression | None


@dataclass(frozen=True)
class RecurringDuty(Node):
    """`l must ACT every D [while φ] [unless ψ]`."""

    agent: Identifier
    acts: tuple[Act, ...]
    period: DurationExpression
    while_: Expression | None
    unless: Expression | None


@dataclass(frozen=True)
class Exemption(Node):
    """`l need not ACT [when φ] [unless ψ]`."""

    agent: Identifier
    acts: tuple[Act, ...]
    when: Expression | None
    unless: Expression | None


Norm = Prohibition | Permission | Duty | Order | RecurringDuty | Exemption


@dataclass(frozen=True)
class Acceptance(Node):
    """`accept RSP402 "reason"`."""

    code: Identifier
    reason: str


@dataclass(frozen=True)
class ClauseDeclaration(Node):
    """`[replace] clause NAME ["wording"] [overrides c, d]: [accept CODE "reason"] NORM`."""

    replaces: bool
    name: Identifier
    wording: str | None
    overrides: tuple[Identifier, ...]
    norm: Norm
    accepts: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class SourceNote(Node):
    """`source "RSP 2.2 …"`."""

    text: str


@dataclass(frozen=True)
class Otherwise(Node):
    status: Literal["permitted", "forbidden"]


@dataclass(frozen=True)
class Repeal(Node):
    """`repeal c, d`."""

    clauses: tuple[Identifier, ...]


@dataclass(frozen=True)
class Binding(Node):
    """`l: Lab [where φ]` in a policy's head."""

    variable: VariableDeclaration
    where: Expression | None


PolicyItem = SourceNote | Otherwise | Repeal | Acceptance | ClauseDeclaration


@dataclass(frozen=True)
class PolicyDeclaration(Node):
    """`binds` None where the head has no `binds`."""

    name: Identifier
    wording: str | None
    amends: Identifier | None
    in_force: Expression | None
    binds: tuple[Binding, ...] | None
    items: tuple[PolicyItem, ...]
