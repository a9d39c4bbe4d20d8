"""How long and how odd a trace is: a total order, by which each accepted change makes a story less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rspverify.check.confirm import Evidence
from rspverify.check.phrases import default_value
from rspverify.policy.expressions import Variable
from rspverify.policy.sorts import EntitySort, EnumSort, Sort
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Act, State, Step, Trace, Universe, Value, Wait

Size = tuple[object, ...]
Cost = tuple[Size, tuple[int, ...]]
"""Compared part by part, for traces of one project with the same readings and the same names for their members."""


def size(world: World, trace: Trace) -> Size:
    """How much there is to tell, in order: steps, members, facts that do not begin with their defaults, changes, hours
    waited (a wait of no time is as much to read as one hour), the sum of all numbers; then kinds of step, waits, and
    members of each entity."""
    return (
        len(trace.steps),
        sum(map(len, trace.universe.members.values())),
        departures(world, trace),
        sum(_changes(before, after) for before, after in pairwise(trace.states)),
        sum(max(step.hours, 1) for step in trace.steps if isinstance(step, Wait)),
        sum(_numbers(trace)),
        tuple(_kind(world, step) for step in trace.steps),
        tuple(step.hours for step in trace.steps if isinstance(step, Wait)),
        tuple(map(len, trace.universe.members.values())),
    )


def cost(world: World, evidence: Evidence, variables: Sequence[Variable]) -> Cost:
    """The size of the trace; then the canonical order: what the claim's variables stand for, arguments, lengths of
    durations, and the values of all facts, state by state. Two different traces differ in it."""
    trace, found = evidence.trace, evidence.confirmed.environment
    return size(world, trace), (
        *(rank(trace.universe, variable.sort, found[variable.name]) for variable in variables),
        *(number for step in trace.steps for number in _arguments(world, trace.universe, step)),
        *trace.durations.values(),
        *(number for state in trace.states for number in _values(world, trace.universe, state)),
    )


def departures(world: World, trace: Trace) -> int:
    """How many places of the first state do not have their default."""
    return sum(
        found != default_value(trace.universe, world.facts[name].sort)
        for (name, _), found in trace.states[0].facts.items()
    )


def _changes(before: State, after: State) -> int:
    return sum(before.facts[place] != found for place, found in after.facts.items())


def _numbers(trace: Trace) -> Iterator[int]:
    for state in trace.states:
        yield from (_absolute(found) for found in state.facts.values())
    for step in trace.steps:
        yield from (_absolute(found) for found in (step.arguments if isinstance(step, Act) else ()))
    yield from trace.durations.values()


def _absolute(found: Value) -> int:
    return 0 if isinstance(found, bool | str) else abs(found)


def _kind(world: World, step: Step) -> int:
    """Acts in order of declaration, then waits that last, then those that do not: as the engines order them."""
    if isinstance(step, Act):
        return list(world.actions).index(step.action)
    return len(world.actions) + (step.hours == 0)


def _arguments(world: World, universe: Universe, step: Step) -> Iterator[int]:
    if isinstance(step, Act):
        for parameter, found in zip(world.actions[step.action].parameters, step.arguments, strict=True):
            yield rank(universe, parameter.sort, found)


def _values(world: World, universe: Universe, state: State) -> Iterator[int]:
    for (name, _), found in state.facts.items():
        yield rank(universe, world.facts[name].sort, found)


def rank(universe: Universe, sort: Sort, found: Value) -> int:
    """Where a value stands in its sort: false, the first, 0, 1, -1, 2, … first. Raises `ValueError` for a value that
    is none of its sort."""
    match sort:
        case EntitySort(name):
            return universe.members[name].index(str(found))
        case EnumSort(values=values):
            return values.index(str(found))
        case _:
            number = int(found)
            return 2 * number - (number > 0) if number > 0 else -2 * number
