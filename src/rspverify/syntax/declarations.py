"""Declarations of vocabulary and behaviour as they were written (language reference, sections 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rspverify.syntax.expressions import (
    Expression,
    Identifier,
    Node,
    Quantity,
    TypeExpression,
    VariableDeclaration,
)


@dataclass(frozen=True)
class Use(Node):
    """`use "world.rsp" [as law]`. `path` is unquoted."""

    path: str
    prefix: Identifier | None


@dataclass(frozen=True)
class EntityDeclaration(Node):
    name: Identifier
    wording: str | None


@dataclass(frozen=True)
class EnumDeclaration(Node):
    name: Identifier
    wording: str | None
    values: tuple[Identifier, ...]
    ordered: bool


@dataclass(frozen=True)
class IndividualDeclaration(Node):
    """`individual anthropic, openai: Lab`."""

    names: tuple[Identifier, ...]
    entity: Identifier
    wording: str | None


@dataclass(frozen=True)
class FactDeclaration(Node):
    """`type` None: a predicate. `belief` is a keyword of its own; modifiers are kept as written, in canonical order
    `public`, `fixed`, `varying`."""

    keyword: Literal["fact", "belief"]
    modifiers: tuple[Literal["public", "fixed", "varying"], ...]
    name: Identifier
    parameters: tuple[VariableDeclaration, ...]
    type: TypeExpression | None
    wording: str | None


@dataclass(frozen=True)
class DurationReading(Node):
    name: Identifier
    wording: str | None
    length: Quantity


@dataclass(frozen=True)
class DurationDeclaration(Node):
    """`length` and `readings` are never both there; with neither, the length is unknown."""

    name: Identifier
    wording: str | None
    length: Quantity | None
    readings: tuple[DurationReading, ...]


@dataclass(frozen=True)
class DefineDeclaration(Node):
    name: Identifier
    parameters: tuple[VariableDeclaration, ...]
    wording: str | None
    body: Expression


@dataclass(frozen=True)
class TermReading(Node):
    name: Identifier
    wording: str | None
    body: Expression


@dataclass(frozen=True)
class TermDeclaration(Node):
    name: Identifier
    parameters: tuple[VariableDeclaration, ...]
    wording: str | None
    readings: tuple[TermReading, ...]


@dataclass(frozen=True)
class Spread(Node):
    """`for every x: T [where φ]`."""

    variable: VariableDeclaration
    where: Expression | None


@dataclass(frozen=True)
class Effect(Node):
    """`f(..)`, `not f(..)`, `f(..) becomes e`, `f(..) changes`, each with `[when φ] [for every x: T [where φ]]…`."""

    kind: Literal["true", "false", "becomes", "changes"]
    fact: Identifier
    arguments: tuple[Expression, ...]
    value: Expression | None
    when: Expression | None
    spreads: tuple[Spread, ...]


@dataclass(frozen=True)
class ActionDeclaration(Node):
    """`action` (with `by`) or `event` (without)."""

    keyword: Literal["action", "event"]
    public: bool
    name: Identifier
    parameters: tuple[VariableDeclaration, ...]
    agent: Identifier | None
    wording: str | None
    requires: Expression | None
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class AlsoDeclaration(Node):
    """`also train(l, m) then …`."""

    action: Identifier
    variables: tuple[Identifier, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Initially(Node):
    formula: Expression


@dataclass(frozen=True)
class StatementDeclaration(Node):
    """`axiom`, `assume`, `lemma`: a named closed formula."""

    keyword: Literal["axiom", "assume", "lemma"]
    name: Identifier
    wording: str | None
    formula: Expression
