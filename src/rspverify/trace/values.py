"""Concrete runs as plain data: what a solver found, what the reference semantics replays, what a file stores.

Members and enum values are written by their names, numbers and moments as integers, truth as booleans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Value = bool | int | str
Place = tuple[str, tuple[Value, ...]]
"""A fact's name and its arguments."""


@dataclass(frozen=True)
class Universe:
    """The members of each entity, in canonical order: individuals first; at least one each. Fixed in a run."""

    members: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class State:
    """The value of every fact at every place, and the time in hours since the start."""

    time: int
    facts: dict[Place, Value]


@dataclass(frozen=True)
class Act:
    """An action or event that happened."""

    action: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True)
class Wait:
    """`hours` passed, possibly none."""

    hours: int


Step = Act | Wait


@dataclass(frozen=True)
class Trace:
    """A run: `states[i+1]` is what `steps[i]` led to. `readings`: the reading of each open word. `durations`: hours of
    each duration of unknown length."""

    universe: Universe
    readings: dict[str, str]
    durations: dict[str, int]
    states: tuple[State, ...]
    steps: tuple[Step, ...] = field(default=())
