"""Every run of a small universe, one after the other: to compare other tools with the definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from rspverify.policy.norms import Policy
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import Run
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import Candidates, acts, successors
from rspverify.trace.values import Step, Universe, Wait


@dataclass(frozen=True)
class Bounds:
    """How far to go: `depth` steps; waits of these `hours`; these values for numbers and moments without end (bounded
    numbers are gone through fully); these `lengths` for durations of unknown length."""

    depth: int
    hours: tuple[int, ...] = (0, 1)
    candidates: Candidates = field(default_factory=Candidates)
    lengths: tuple[int, ...] = (1,)


def runs(
    world: World,
    policies: dict[str, Policy],
    under: tuple[str, ...],
    universe: Universe,
    readings: dict[str, str],
    bounds: Bounds,
) -> Iterator[Run]:
    """Every run within the bounds, complying or not, each before those that it begins. Raises `SemanticsError`."""
    for durations in all_lengths(world, bounds.lengths):
        for start in starts(world, policies, under, universe, readings, durations, {}, bounds.candidates):
            yield from continuations(start, bounds, bounds.depth)


def continuations(run: Run, bounds: Bounds, depth: int) -> Iterator[Run]:
    """A run and all that continue it by at most `depth` steps."""
    yield run
    if depth > 0:
        for longer in next_runs(run, bounds):
            yield from continuations(longer, bounds, depth - 1)


def next_runs(run: Run, bounds: Bounds) -> Iterator[Run]:
    """All runs that are one step longer: acts in order of declaration, then waits."""
    possible: list[Step] = [*acts(run.world, run.universe), *(Wait(hours) for hours in bounds.hours)]
    for step in possible:
        for state in successors(run, step, bounds.candidates):
            yield run.then(step, state)


def all_lengths(world: World, lengths: tuple[int, ...]) -> Iterator[dict[str, int]]:
    """Every choice of a length for each duration of unknown length."""
    unknown = [d.name for d in world.durations.values() if d.hours is None and not d.readings]
    for chosen in product(lengths, repeat=len(unknown)):
        yield dict(zip(unknown, chosen, strict=True))
