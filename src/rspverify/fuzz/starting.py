"""How random runs begin: few members, few facts, and these near the boundaries of clauses and claims."""

from __future__ import annotations

from itertools import islice, product

from rspverify.fuzz.aim import Setting
from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.heading import Heading, opening, settings, some_heading
from rspverify.fuzz.matter import Matter
from rspverify.policy.sorts import DurationSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import LimitReached, Run, values_of
from rspverify.semantics.starts import starts
from rspverify.trace.values import Place, Universe, Value

_TRIES = 4_000
_PLACES = 200
"""Of a fact with many places so many are thought of."""
_LENGTHS = (1, 24, 2, 720, 72)


def start(choices: Choices, matter: Matter) -> tuple[Run, Heading | None] | None:
    """A run without a step, and where it is headed; None where no first state was found in a few tries."""
    readings = choices.one(matter.group.readings)
    lengths = {name: choices.one(_LENGTHS) for name in unknown_lengths(matter.world)}
    members = universe(choices, matter.world)
    plain = _begun(matter, members, readings, lengths, {})
    if plain is None:
        return None
    heading = some_heading(choices, matter, plain) if choices.chance(75) else None
    given = dict(_given(choices, matter, plain, heading))
    run, given = _as_given(matter, plain, given)
    return (_opened(choices, matter, run, given, heading) if given else run), heading


def _as_given(matter: Matter, plain: Run, given: dict[Place, Value]) -> tuple[Run, dict[Place, Value]]:
    """A beginning with these values, and those that it has: where they do not go together, or something that is wished
    for cannot be so at first (but can come), each that goes with those before it."""
    trace = plain.trace

    def begun(values: dict[Place, Value]) -> Run | None:
        return _begun(matter, trace.universe, trace.readings, trace.durations, values)

    run = begun(given) if given else plain
    if run is not None:
        return run, given
    run = plain
    kept: dict[Place, Value] = {}
    for place, wanted in given.items():
        more = begun({**kept, place: wanted})
        if more is not None:
            run, kept = more, {**kept, place: wanted}
    return run, kept


def _opened(choices: Choices, matter: Matter, run: Run, given: dict[Place, Value], heading: Heading | None) -> Run:
    """Mostly such that what the run is headed for is not forbidden at once."""
    if heading is None or not choices.chance(50):
        return run
    more = dict(opening(choices, run, heading))
    trace = run.trace
    better = _begun(matter, trace.universe, trace.readings, trace.durations, {**given, **more}) if more else None
    return run if better is None else better


def unknown_lengths(world: World) -> list[str]:
    return [d.name for d in world.durations.values() if d.hours is None and not d.readings]


def universe(choices: Choices, world: World) -> Universe:
    """Individuals first, then seldom more than two others."""
    taken = {*world.facts, *world.actions, *world.defines, *world.terms, *world.durations, *world.enums}
    taken |= {value for enum in world.enums.values() for value in enum.sort.values}
    taken |= {name for entity in world.entities.values() for name in entity.individuals}
    members = {}
    for name, entity in world.entities.items():
        few = bool(entity.individuals)
        more = choices.weighted({0: 6, 1: 3, 2: 1} if few else {1: 4, 2: 4, 3: 2})
        stem = _snake(name.rpartition(".")[2])
        new = [one for number in range(1, more + len(taken) + 2) if (one := f"{stem}_{number}") not in taken][:more]
        taken |= set(new)
        members[name] = (*entity.individuals, *new)
    return Universe(members)


def flipped(choices: Choices, matter: Matter, run: Run, names: tuple[str, ...], most: int) -> list[Setting]:
    """A few places of facts that matter, with any values."""
    found: list[Setting] = []
    for _ in range(choices.number(0, most)):
        try:
            fact = matter.world.facts[choices.one(names)]
            every = product(*(values_of(run.universe, one.sort) for one in fact.parameters))
            place = fact.name, choices.one(list(islice(every, _PLACES)))
            found.append((place, choices.one(_values(run.universe, fact.sort))))
        except Dead:
            continue
    return found


def _given(choices: Choices, matter: Matter, plain: Run, heading: Heading | None) -> list[Setting]:
    found: list[Setting] = []
    if heading is not None and choices.chance(60):
        found += settings(choices, plain, heading)
    for _ in range(choices.number(0, 2)):
        found += settings(choices, plain, some_heading(choices, matter, plain))
    return found + flipped(choices, matter, plain, matter.facts, 3)


def _begun(
    matter: Matter, members: Universe, readings: dict[str, str], lengths: dict[str, int], given: dict[Place, Value]
) -> Run | None:
    group = matter.group
    under = group.conditions.policies
    found = starts(matter.world, matter.policies, under, members, readings, lengths, given, tries=_TRIES)
    try:
        run = next(found, None)
        if run is None:
            return None
        begun = Run.of(group.project.world, matter.policies, under, run.trace)
        return begun if group.complies(begun) else None
    except LimitReached:
        return None


def _values(members: Universe, sort: Sort) -> tuple[Value, ...]:
    match sort:
        case TimeSort() | DurationSort() | IntSort(low=None):
            return (0, 1, 2, -1)
        case _:
            return tuple(reversed(values_of(members, sort)))


def _snake(name: str) -> str:
    """As the members are called that engines find."""
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
