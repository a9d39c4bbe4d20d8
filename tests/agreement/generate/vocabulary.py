"""What a random project can talk about: sorts, facts, durations, acts and events, before any formula is drawn.

Types are written as in the language: the name of an entity or enum, `0..2`, `int`, `time`; a predicate has "bool".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generate.choices import Choices, Dead

LENGTHS = ("1 hour", "2 hours", "3 hours")
RANGES = ("0..2", "1..2")


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


def vocabulary(choices: Choices) -> Vocabulary:
    """Sorts, facts and durations; the bodies of actions come later, when there are formulas to draw."""
    found = Vocabulary()
    found.entities = ["Lab", "Model"] if choices.chance(35) else ["Lab"]
    found.lines += [f"entity {name}" for name in found.entities]
    if choices.chance(40):
        found.enums["Level"] = ("low", "mid", "high") if choices.chance(40) else ("low", "high")
        mark = ", "
        if choices.chance(60):
            found.ordered.add("Level")
            mark = " < "
        found.lines.append(f"enum Level {{ {mark.join(found.enums['Level'])} }}")
    if choices.chance(40):
        names = ["ada", "bob"] if choices.chance(30) else ["ada"]
        found.individuals |= dict.fromkeys(names, "Lab")
        found.lines.append(f"individual {', '.join(names)}: Lab")
    _durations(choices, found)
    for number in range(choices.number(2, 4)):
        _fact(choices, found, number)
    for number in range(choices.number(2, 3)):
        _action(choices, found, number)
    return found


def _durations(choices: Choices, found: Vocabulary) -> None:
    if not choices.chance(30):
        return
    found.durations.append("span")
    match choices.weighted({"known": 2, "readings": 2, "unknown": 1}):
        case "known":
            found.lines.append(f"duration span = {choices.one(LENGTHS)}")
        case "readings":
            found.lines.append("duration span { reading brief: 1 hour  reading wide: 2 hours }")
            found.open_words["span"] = ["brief", "wide"]
        case _:
            found.lines.append("duration span")


def _fact(choices: Choices, found: Vocabulary, number: int) -> None:
    name = f"f{number}"
    kind = choices.weighted({"plain": 6, "fixed": 1, "varying": 1, "belief": 1})
    types = {"bool": 7, "0..2": 1, "int": 1, "time": 1, choices.one(found.entities): 1}
    if found.enums:
        types["Level"] = 3
    type_ = "bool" if kind == "belief" else choices.weighted(types)
    if kind == "belief":
        given: tuple[str, ...] = ("Lab",)
    else:
        sorts = dict.fromkeys(found.entities, 5) | dict.fromkeys(found.enums, 1) | {"1..2": 1}
        count = choices.weighted({0: 3, 1: 6, 2: 1})
        given = tuple(choices.weighted(sorts) for _ in range(count))
    found.facts.append(Fact(name, given, type_, kind))
    words = {"plain": "fact", "fixed": "fixed fact", "varying": "varying fact", "belief": "belief"}[kind]
    public = "public " if kind != "belief" and choices.chance(10) else ""
    suffix = "" if type_ == "bool" else f": {type_}"
    found.lines.append(f"{public}{words} {name}{parameters(given)}{suffix}")


def _action(choices: Choices, found: Vocabulary, number: int) -> None:
    sorts = dict.fromkeys(found.entities, 6) | dict.fromkeys(found.enums, 1) | {"1..2": 1}
    more = tuple(choices.weighted(sorts) for _ in range(choices.weighted({0: 6, 1: 3})))
    if number > 0 and choices.chance(30):
        found.actions.append(Action(f"e{number}", more, None))
    elif found.individuals and choices.chance(10):
        found.actions.append(Action(f"a{number}", more, choices.one(list(found.individuals))))
    elif number > 0 and more and choices.chance(10) and more[0] in found.entities:
        found.actions.append(Action(f"a{number}", more, 0))
    else:
        found.actions.append(Action(f"a{number}", ("Lab", *more), 0))


def action_agent(found: Vocabulary, action: Action) -> str:
    """The entity of who does it; `Dead` for an event."""
    match action.by:
        case None:
            raise Dead
        case int(place):
            return action.parameters[place]
        case name:
            return found.individuals[name]
