"""Random runs of a project by the reference semantics, and what is worth trying in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from generate.choices import Choices
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies, reading_combinations
from rspverify.policy.sorts import DurationSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import ConflictingEffects, Run, values_of
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import Candidates, acts, successors
from rspverify.trace.values import Step, Trace, Universe, Value, Wait

HOURS = (0, 1, 2, 3, 4)
"""Waits that matter where durations have one to three hours."""

CANDIDATES = Candidates(numbers=(0, 1, 2), moments=(0, 1))


def universe(world: World, sizes: dict[str, int]) -> Universe:
    """Individuals first, then as many more members as the sizes ask for."""
    members = {}
    for name, entity in world.entities.items():
        more = max(sizes[name] - len(entity.individuals), 0)
        members[name] = (*entity.individuals, *(f"{name.lower()}_{i}" for i in range(1, more + 1)))
    return Universe(members)


def random_universe(choices: Choices, world: World) -> Universe:
    return universe(world, {name: choices.number(1, 2) for name in world.entities})


def unknown_lengths(world: World) -> list[str]:
    return [d.name for d in world.durations.values() if d.hours is None and not d.readings]


def random_run(choices: Choices, project: Project, conditions: Conditions, steps: int) -> Run | None:
    """A run of at most so many steps, complying or not; None where the world has no first state."""
    run = random_start(choices, project, conditions)
    if run is None:
        return None
    for _ in range(steps):
        longer = random_step(choices, run)
        if longer is None:
            break
        run = longer
    return run


def random_start(choices: Choices, project: Project, conditions: Conditions) -> Run | None:
    world, policies = project.world, effective_policies(project, conditions)
    readings = choices.one(reading_combinations(world, conditions))
    lengths = {name: choices.number(1, 3) for name in unknown_lengths(world)}
    members = random_universe(choices, world)
    empty = Trace(members, readings, lengths, ())
    for share in (50, 25, 10, 0):
        given = {}
        for fact in world.facts.values():
            for place in _places(members, fact.parameters):
                if choices.chance(share):
                    given[fact.name, place] = choices.one(_some_values(members, fact.sort))
        found = starts(world, policies, conditions.policies, empty.universe, readings, lengths, given, CANDIDATES)
        run = next(found, None)
        if run is not None:
            return run
    return None


def _places(members: Universe, parameters: tuple) -> Iterator[tuple[Value, ...]]:
    yield from product(*(values_of(members, p.sort) for p in parameters))


def _some_values(members: Universe, sort: Sort) -> tuple[Value, ...]:
    match sort:
        case TimeSort() | DurationSort():
            return (0, 1, 2, -1)
        case IntSort(low=None):
            return (0, 1, 2, -1)
        case _:
            return values_of(members, sort)


def random_step(choices: Choices, run: Run) -> Run | None:
    """The run and one more step that can happen; None where none was found in a few tries."""
    every: list[Step] = list(acts(run.world, run.universe))
    for _ in range(8):
        step = Wait(choices.one(HOURS)) if not every or choices.chance(35) else choices.one(every)
        try:
            found = list(islice(successors(run, step, CANDIDATES), 6))
        except ConflictingEffects:
            continue
        if found:
            return run.then(step, choices.one(found))
    return None
