"""What random policies can talk about: sorts, facts, durations, acts and events, by their names.

Types are written as in the language: the name of an entity or enum, `0..2`, `int`, `time`; a predicate has "bool".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.fuzz.choices import Dead

LENGTHS = ("1 hour", "2 hours", "3 hours")


@dataclass(frozen=True)
class Fact:
    name: str
    parameters: tuple[str, ...]
    type: str
    kind: str
    """`plain`, `fixed`, `varying`, `belief`."""


@dataclass(frozen=True)
class Action:
    """`by`: the number of the parameter that does it, the name of an individual, or None for an event."""

    name: str
    parameters: tuple[str, ...]
    by: int | str | None


@dataclass(frozen=True)
class ClauseSignature:
    """A clause that formulas may speak of; `variables` with the agent's first, if it is one."""

    policy: str
    name: str
    kind: str
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Defined:
    """A define or a term."""

    name: str
    parameters: tuple[str, ...]
    past: bool


@dataclass
class Vocabulary:
    entities: list[str] = field(default_factory=list)
    enums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: set[str] = field(default_factory=set)
    individuals: dict[str, str] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    durations: list[str] = field(default_factory=list)
    open_words: dict[str, list[str]] = field(default_factory=dict)
    defined: list[Defined] = field(default_factory=list)
    clauses: list[ClauseSignature] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    lengths: tuple[str, ...] = LENGTHS
    """Lengths of time that are worth trying."""
    _fresh: int = 0

    def fresh(self) -> str:
        self._fresh += 1
        return f"v{self._fresh}"

    def of_entity(self, entity: str) -> list[str]:
        return [name for name, sort in self.individuals.items() if sort == entity]

    @property
    def countable(self) -> list[str]:
        return [*self.entities, *self.enums]


def parameters(types: tuple[str, ...]) -> str:
    """`(p0: Lab, p1: 0..2)`, or nothing."""
    return f"({', '.join(f'p{i}: {t}' for i, t in enumerate(types))})" if types else ""


def action_agent(found: Vocabulary, action: Action) -> str:
    """The entity of who does it; `Dead` for an event."""
    match action.by:
        case None:
            raise Dead
        case int(place):
            return action.parameters[place]
        case name:
            return found.individuals[name]
