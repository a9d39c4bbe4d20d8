"""The way back: what an engine found, in the names of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from rspverify.encode.steps import HOURS, MOMENT, WAIT
from rspverify.encode.symbols import Symbols, logic_sort
from rspverify.encode.system import Encoding
from rspverify.logic.terms import LogicSort, Symbol
from rspverify.policy.sorts import EntitySort, IntSort, Sort
from rspverify.trace.values import Act, Place, Step, Universe, Value, Wait


class Found(Protocol):
    """What `decode` reads of an engine's run (see `rspverify.proof.outcome.GroundRun`)."""

    @property
    def sizes(self) -> Mapping[LogicSort, int]: ...

    @property
    def constants(self) -> Mapping[Symbol, Value]: ...

    @property
    def states(self) -> tuple[Mapping[Symbol, Mapping[tuple[Value, ...], Value]], ...]: ...


@dataclass(frozen=True)
class Sketch:
    """A run as far as the engine looked at it: facts that do not matter to it have no values.

    `facts`: for each state what is known of it."""

    universe: Universe
    readings: dict[str, str]
    durations: dict[str, int]
    facts: tuple[dict[Place, Value], ...]
    steps: tuple[Step, ...]


def decode(encoding: Encoding, found: Found, steps: list[tuple[str, Mapping[Symbol, Value]]]) -> Sketch:
    """The sketch of an engine's run. Members are named: individuals by their names, others after their entity."""
    symbols = encoding.symbols
    universe = Universe({entity: tuple(names) for entity, names in _members(symbols, found).items()})
    name = naming(encoding, found)
    states = tuple(_facts(encoding, found, i, name) for i in range(len(found.states)))
    return Sketch(
        universe,
        _readings(symbols, found),
        _durations(symbols, found),
        states,
        tuple(_step(encoding, step, parameters, name) for step, parameters in steps),
    )


def naming(encoding: Encoding, found: Found) -> Callable[[Sort, Value], Value]:
    """How the values of an engine's run are called: members by their names."""
    names = _members(encoding.symbols, found)
    order = _positions(encoding.symbols, found)

    def name(sort: Sort, value: Value) -> Value:
        if isinstance(sort, EntitySort):
            return names[sort.name][order[sort.name][int(value)]]
        return value

    return name


def _positions(symbols: Symbols, found: Found) -> dict[str, dict[int, int]]:
    """For each entity: where in the list of its names a member of the engine stands; individuals come first. One that
    the engine did not look at may be any member that has no name yet."""
    positions = {}
    for entity in symbols.world.entities.values():
        known = {
            int(found.constants[symbols.individuals[name]]): index
            for index, name in enumerate(entity.individuals)
            if symbols.individuals[name] in found.constants
        }
        size = max(found.sizes.get(logic_sort(entity.sort), 1), 1)
        nameless = [member for member in range(size) if member not in known]
        free = [index for index in range(len(entity.individuals)) if index not in known.values()]
        free += range(len(entity.individuals), len(entity.individuals) + len(nameless))
        positions[entity.sort.name] = known | dict(zip(nameless, free, strict=False))
    return positions


def _members(symbols: Symbols, found: Found) -> dict[str, list[str]]:
    """Names of the members of each entity, as many as there are positions; no two members have one name."""
    taken = {*symbols.individuals, *symbols.world.facts, *symbols.world.actions}
    members = {}
    positions = _positions(symbols, found)
    for entity in symbols.world.entities.values():
        name = entity.sort.name
        listed = list(entity.individuals)
        wanted = max([len(listed), *(position + 1 for position in positions[name].values())])
        stem = _snake(name.rpartition(".")[2])
        number = 0
        while len(listed) < wanted:
            number += 1
            if f"{stem}_{number}" not in taken:
                listed.append(f"{stem}_{number}")
                taken.add(f"{stem}_{number}")
        members[name] = listed
    return members


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def _readings(symbols: Symbols, found: Found) -> dict[str, str]:
    """A word that the engine did not look at gets its first allowed reading."""
    return {
        word: str(found.constants.get(symbols.words[word], allowed[0])) if word in symbols.words else allowed[0]
        for word, allowed in symbols.allowed.items()
    }


def _durations(symbols: Symbols, found: Found) -> dict[str, int]:
    return {name: int(found.constants.get(symbol, 1)) for name, symbol in symbols.lengths.items()}


def _facts(encoding: Encoding, found: Found, index: int, name: Callable[[Sort, Value], Value]) -> dict[Place, Value]:
    facts: dict[Place, Value] = {}
    for fact in encoding.world.facts.values():
        symbol = encoding.symbols.facts[fact.name]
        table = found.states[index].get(symbol)
        if table is None:
            if symbol in found.constants:
                facts[fact.name, ()] = name(fact.sort, found.constants[symbol])
            continue
        for place, value in table.items():
            if not all(exists(p.sort, number) for p, number in zip(fact.parameters, place, strict=True)):
                continue
            arguments = tuple(name(p.sort, v) for p, v in zip(fact.parameters, place, strict=True))
            facts[fact.name, arguments] = name(fact.sort, value)
    return facts


def exists(sort: Sort, value: Value) -> bool:
    """Whether a number is in the range of a parameter."""
    match sort:
        case IntSort(int(low), int(high)):
            return low <= int(value) <= high
        case _:
            return True


def _step(
    encoding: Encoding, step: str, parameters: Mapping[Symbol, Value], name: Callable[[Sort, Value], Value]
) -> Step:
    if step == WAIT:
        return Wait(int(parameters.get(HOURS, 1)))
    if step == MOMENT:
        return Wait(0)
    kind = encoding.steps[step]
    assert kind.action is not None
    return Act(
        step,
        tuple(name(p.sort, parameters[s]) for p, s in zip(kind.action.parameters, kind.parameters, strict=True)),
    )
