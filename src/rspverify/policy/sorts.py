"""The types of the resolved language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EntitySort:
    """An open-ended collection: every run has finitely many members, at least one."""

    name: str


@dataclass(frozen=True)
class EnumSort:
    """A closed collection. `values` are in order of declaration; `ordered` tells whether `<` compares them."""

    name: str
    values: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class IntSort:
    """Whole numbers `low..high`, both included; None is unbounded on that side (both or neither are None)."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class TimeSort:
    """A moment: a whole number of hours since the start of the run."""


@dataclass(frozen=True)
class DurationSort:
    """A length of time: a whole number of hours."""


@dataclass(frozen=True)
class BoolSort:
    """Formulas and predicates."""


Sort = EntitySort | EnumSort | IntSort | TimeSort | DurationSort | BoolSort

BOOL = BoolSort()
INT = IntSort()
TIME = TimeSort()
DURATION = DurationSort()
