"""Resolved declarations: what can be talked about, and what can happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.expressions import Expr, Individual, Variable
from rspverify.policy.sorts import EntitySort, EnumSort, Sort
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Entity:
    sort: EntitySort
    wording: str
    individuals: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Enum:
    sort: EnumSort
    wording: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Fact:
    """`kind`: `fixed` never changes, `varying` may take any value after each step, `plain` changes by effects only."""

    name: str
    parameters: tuple[Variable, ...]
    sort: Sort
    kind: Literal["plain", "fixed", "varying"]
    public: bool
    belief: bool
    wording: str
    """With `{parameter}` and `{value}` places; for people, through `wording.fill`."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Duration:
    """`hours` for a known length, `readings` (name, hours) for an open word, neither for one unknown length >= 1."""

    name: str
    wording: str
    hours: int | None
    readings: tuple[tuple[str, int], ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Define:
    name: str
    parameters: tuple[Variable, ...]
    wording: str
    body: Expr
    sort: Sort
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class TermReading:
    name: str
    wording: str
    body: Expr


@dataclass(frozen=True)
class Term:
    """A word that the text leaves open."""

    name: str
    parameters: tuple[Variable, ...]
    wording: str
    readings: tuple[TermReading, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Effect:
    """For all values of `spread` with `condition` (read before the step): the place `fact(arguments)` gets `value`,
    or any value of its sort where `value` is None. Predicates get a formula (`Truth`)."""

    fact: str
    arguments: tuple[Expr, ...]
    value: Expr | None
    condition: Expr
    spread: tuple[Variable, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Action:
    """`agent`: one of `parameters`, an individual, or None for an event. Effects of `also` are in `effects`, in the
    action's own parameters."""

    name: str
    parameters: tuple[Variable, ...]
    agent: Variable | Individual | None
    public: bool
    requires: Expr
    effects: tuple[Effect, ...]
    wording: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Statement:
    """A named closed formula: an axiom, an assumption, a lemma."""

    name: str
    wording: str
    formula: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class World:
    """What can be talked about and what can happen. All mappings are in order of declaration.

    `Num`-like values, individuals and enum values are written by their names. Names are full names (with `use … as`
    prefixes).
    """

    entities: dict[str, Entity]
    enums: dict[str, Enum]
    facts: dict[str, Fact]
    durations: dict[str, Duration]
    defines: dict[str, Define]
    terms: dict[str, Term]
    actions: dict[str, Action]
    initially: tuple[Expr, ...]
    axioms: tuple[Statement, ...]
    assumptions: dict[str, Statement]
    lemmas: dict[str, Statement]
