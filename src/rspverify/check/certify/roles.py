"""What a verification condition shows, told by its name (the forms are listed in `proof.conditions`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Start:
    """Base: the invariants hold in every state in which a run may begin."""


@dataclass(frozen=True)
class Kept:
    """Step: a step of the kind `transition` keeps the invariants."""

    transition: str


@dataclass(frozen=True)
class Reached:
    """What is ruled out is not reached in exactly `steps` steps, the last one `transition` (None: no step). `first`:
    from any state with the invariants, and for the first time (implication); else from where a run may begin (base of
    the induction on several steps). `act`: the last step itself is ruled out, else the state after it."""

    steps: int
    first: bool
    transition: str | None
    act: bool


@dataclass(frozen=True)
class Other:
    """A form that this module does not know."""

    name: str


Role: TypeAlias = Start | Kept | Reached | Other

_REACHED = re.compile(r"goal (after|within) (\d+)(?:, by (?P<state>.+)|, step \d+ \((?P<act>.+)\))?", re.DOTALL)


def role(name: str) -> Role:
    """The role of the condition of this name."""
    if name == "start":
        return Start()
    if name.startswith("kept by "):
        return Kept(name.removeprefix("kept by "))
    found = _REACHED.fullmatch(name)
    if found is None:
        return Other(name)
    return Reached(int(found[2]), found[1] == "after", found["state"] or found["act"], found["act"] is not None)
