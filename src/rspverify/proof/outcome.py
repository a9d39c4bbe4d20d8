"""What an engine may say about a goal. There is no boolean: each answer carries its evidence or its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rspverify.logic.evaluate import Value
from rspverify.logic.terms import LogicSort, Symbol
from rspverify.proof.certificate import Certificate

Table: TypeAlias = Mapping[tuple[Value, ...], Value]


@dataclass(frozen=True)
class GroundStep:
    """A step with the value of each of its parameters."""

    transition: str
    parameters: Mapping[Symbol, Value]


@dataclass(frozen=True)
class GroundRun:
    """A run in a finite universe. Members of a sort are 0, 1, …

    `constants`: what each constant without arguments denotes that has one meaning in the whole run (individuals,
    readings, the goal's constants). `states`: for each state, each symbol's value at each place. `bad`: which of the
    goal's steps the last step is, or None where the last state is the goal. `minimal`: no shorter run exists, and none
    of this length has fewer members; without it, the solver left some of these unanswered, or none was looked for.
    """

    sizes: Mapping[LogicSort, int]
    constants: Mapping[Symbol, Value]
    states: tuple[Mapping[Symbol, Table], ...]
    steps: tuple[GroundStep, ...]
    bad: int | None
    minimal: bool = True

    def value(self, symbol: Symbol, index: int, place: tuple[Value, ...] = ()) -> Value:
        """The symbol's value in state `index`."""
        if symbol in self.constants:
            return self.constants[symbol]
        return self.states[index][symbol][place]


@dataclass(frozen=True)
class Proved:
    """No run of any length over any number of members reaches the goal."""

    certificate: Certificate

    def __post_init__(self) -> None:
        if not isinstance(self.certificate, Certificate):
            raise TypeError("nothing is proved without a certificate")


@dataclass(frozen=True)
class Bounded:
    """No run of at most `depth` steps reaches the goal: over any number of members, or only over `sizes` at most."""

    depth: int
    sizes: Mapping[LogicSort, int] | None = None
    reason: str = ""
    tried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Each universe of 1 to `sizes[sort]` members of every sort, in each combination; and runs of at most `depth` steps
    in it, of any number where that is None."""

    sizes: Mapping[LogicSort, int]
    depth: int | None


@dataclass(frozen=True)
class FiniteProof:
    """A certificate for the system written out for so many members of each sort (`finite.FiniteUniverse`)."""

    sizes: Mapping[LogicSort, int]
    certificate: Certificate


@dataclass(frozen=True)
class InScope:
    """No run within any of the `scopes` reaches the goal; of larger universes and longer runs nothing is known.

    `scopes`: none within another, those of any number of steps first. `proofs`: one for each universe that was answered
    for any number of steps, each checked. `empty`: those in which no run starts, so that nothing was shown of them.
    """

    scopes: tuple[Scope, ...]
    proofs: tuple[FiniteProof, ...] = ()
    empty: tuple[Mapping[LogicSort, int], ...] = ()
    reason: str = ""
    tried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refuted:
    """The run reaches the goal."""

    run: GroundRun


@dataclass(frozen=True)
class Unknown:
    """Nothing is known; `tried` says what was attempted, in order."""

    reason: str
    tried: tuple[str, ...] = ()


Outcome: TypeAlias = Proved | Bounded | InScope | Refuted | Unknown
