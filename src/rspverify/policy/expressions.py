"""Resolved expressions: every name is what it stands for, every node is typed, sugar is gone.

Formulas are expressions of sort `BOOL`. Bound variables have names that are unique in their file (`m`, `m'2`, …), so a
name never means two things; `Variable.shown` is the name that people see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.sorts import Sort
from rspverify.source.spans import NOWHERE, Span


@dataclass(frozen=True)
class Variable:
    name: str
    sort: Sort

    @property
    def shown(self) -> str:
        return self.name.partition("'")[0]


@dataclass(frozen=True)
class Expr:
    """`span` is the place in the text; it takes no part in equality."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


# ---------------------------------------------------------------- values


@dataclass(frozen=True)
class Var(Expr):
    variable: Variable


@dataclass(frozen=True)
class Individual(Expr):
    """A named member of an entity."""

    name: str
    sort: Sort


@dataclass(frozen=True)
class EnumValue(Expr):
    name: str
    sort: Sort


@dataclass(frozen=True)
class Num(Expr):
    value: int


@dataclass(frozen=True)
class Hours(Expr):
    """A length of time given in the text; `amount` and `unit` as written, `hours` what it is."""

    hours: int
    amount: int = field(default=0, compare=False)
    unit: str = field(default="hour", compare=False)


@dataclass(frozen=True)
class DurationRef(Expr):
    """A declared duration: a length, readings, or one unknown length (see `vocabulary.Duration`)."""

    name: str


@dataclass(frozen=True)
class Now(Expr):
    """The time of the state."""


@dataclass(frozen=True)
class Arithmetic(Expr):
    """`*` always has a `Num` on the left. Moments and durations are whole hours."""

    operator: Literal["+", "-", "*"]
    left: Expr
    right: Expr
    sort: Sort


# ---------------------------------------------------------------- applications


@dataclass(frozen=True)
class FactOf(Expr):
    """A fact at a place; a formula where the fact is a predicate."""

    fact: str
    arguments: tuple[Expr, ...]
    sort: Sort


@dataclass(frozen=True)
class DefineOf(Expr):
    """A define in use: `body` with `parameters` standing for the values that `arguments` have *in the state where
    this expression is read* (also below a past operator inside the body)."""

    name: str
    parameters: tuple[Variable, ...]
    arguments: tuple[Expr, ...]
    body: Expr
    sort: Sort


@dataclass(frozen=True)
class TermOf(Expr):
    """A word in use: like `DefineOf`, with one body for each reading; a check has one reading for each word."""

    name: str
    parameters: tuple[Variable, ...]
    arguments: tuple[Expr, ...]
    bodies: tuple[tuple[str, Expr], ...]
    """Pairs of the reading's name and its body."""


# ---------------------------------------------------------------- formulas


@dataclass(frozen=True)
class Truth(Expr):
    value: bool


@dataclass(frozen=True)
class Not(Expr):
    operand: Expr


@dataclass(frozen=True)
class And(Expr):
    operands: tuple[Expr, ...]


@dataclass(frozen=True)
class Or(Expr):
    operands: tuple[Expr, ...]


@dataclass(frozen=True)
class Implies(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Iff(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Equal(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Less(Expr):
    """`left < right` (or `left <= right`), for numbers, moments, durations and values of one ordered enum."""

    left: Expr
    right: Expr
    or_equal: bool


@dataclass(frozen=True)
class Quantified(Expr):
    """`where` limits the members spoken of: `every x where φ | ψ` is φ implies ψ; the others are φ and ψ.

    `at least`, `at most`, `exactly` count tuples of values for `variables`; `no` is `at most` 0.
    """

    quantifier: Literal["some", "every", "at least", "at most", "exactly"]
    count: int
    variables: tuple[Variable, ...]
    where: Expr | None
    body: Expr


@dataclass(frozen=True)
class IfElse(Expr):
    condition: Expr
    then: Expr
    otherwise: Expr
    sort: Sort


# ---------------------------------------------------------------- occurrences and the past


@dataclass(frozen=True)
class Happening:
    """An act or event with its arguments; None is `any`."""

    action: str
    arguments: tuple[Expr | None, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Waiting:
    """`wait` as an occurrence."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Breaching:
    """`breach of P.c(..)` as an occurrence; arguments for `Clause.variables`, None is `any`."""

    policy: str
    clause: str
    arguments: tuple[Expr | None, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Occurrence = Happening | Waiting | Breaching


@dataclass(frozen=True)
class Occurs(Expr):
    """An occurrence standing for a formula (only below a past operator): it holds in the state that it led to.
    Its arguments are read in that state."""

    occurrence: Occurrence


@dataclass(frozen=True)
class Once(Expr):
    """`once φ`: in this state or an earlier one."""

    operand: Expr


@dataclass(frozen=True)
class Previously(Expr):
    """In the state before; false in the first."""

    operand: Expr


@dataclass(frozen=True)
class AlwaysSoFar(Expr):
    operand: Expr


@dataclass(frozen=True)
class Since(Expr):
    """`hold since start`: `start` held at some point and `hold` in every state after it until now."""

    hold: Expr
    start: Expr


@dataclass(frozen=True)
class Elapsed(Expr):
    """`within D after OCC` …: the occurrence's arguments are read in the state where this formula stands."""

    bound: Literal["within", "less than", "at least", "more than"]
    duration: Expr
    """A `Hours` or a `DurationRef`."""
    occurrence: Happening | Breaching | Waiting


# ---------------------------------------------------------------- norms, in properties only


@dataclass(frozen=True)
class NormOfAct(Expr):
    """`policy` None: all the policies of the check. No argument is None except with `required`."""

    status: Literal["forbidden", "permitted", "required"]
    act: Happening
    policy: str | None


@dataclass(frozen=True)
class NormOfClause(Expr):
    """`applies P.c(..)` / `defeated P.c(..)`: `arguments` for `Clause.variables`, one each."""

    status: Literal["applies", "defeated"]
    policy: str
    clause: str
    arguments: tuple[Expr, ...]
