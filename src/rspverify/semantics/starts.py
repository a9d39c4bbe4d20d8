"""The states in which a run can begin (language.md 2, "A run is a finite sequence of states"; 5, `given`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count

from rspverify.policy.norms import Policy
from rspverify.policy.sorts import DurationSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import World
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run, places, values_of
from rspverify.semantics.search import TRIES, solutions
from rspverify.semantics.steps import Candidates
from rspverify.trace.values import Place, State, Trace, Universe, Value


def starts(
    world: World,
    policies: dict[str, Policy],
    under: tuple[str, ...],
    universe: Universe,
    readings: dict[str, str],
    durations: dict[str, int],
    given: Mapping[Place, Value],
    candidates: Candidates | None = None,
    tries: int = TRIES,
) -> Iterator[Run]:
    """All runs without a step in which `given` holds, in the order of declarations and members.

    Without `candidates` numbers and moments without end are tried one by one, zero first. Raises `SemanticsError`,
    `LimitReached` among them.
    """
    trace = Trace(universe, readings, durations, (State(0, dict(given)),))
    run = Run.of(world, policies, under, trace)
    choices = [
        (place, _values(universe, world.facts[place[0]].sort, candidates))
        for place in places(world, universe)
        if place not in given
    ]
    formulas = [*world.initially, *(axiom.formula for axiom in world.axioms)]
    for found in solutions(run, choices, formulas, tries):
        facts = {place: given[place] if place in given else found[place] for place in places(world, universe)}
        yield Run.of(world, policies, under, Trace(universe, readings, durations, (State(0, facts),)))


def false_start(run: Run) -> str | None:
    """What keeps the first state from being the beginning of a run, in words; None: nothing."""
    if run.time(0) != 0:
        return "a run begins at time 0"
    for number, formula in enumerate(run.world.initially, start=1):
        if not holds(run, formula, 0, {}):
            return f"it breaks `initially` (number {number}: `{' '.join(formula.span.text.split())}`)"
    for axiom in run.world.axioms:
        if not holds(run, axiom.formula, 0, {}):
            return f"it breaks the axiom `{axiom.name}`"
    return None


def _values(universe: Universe, sort: Sort, candidates: Candidates | None) -> Callable[[], Iterable[Value]]:
    if candidates is not None:
        found: Sequence[Value] = candidates.of(universe, sort)
        return lambda: found
    match sort:
        case IntSort(low=None) | TimeSort() | DurationSort():
            return _whole_numbers
        case IntSort(int(low), int(high)) if low <= 0 <= high:
            return lambda: (0, *(number for number in range(low, high + 1) if number != 0))
        case _:
            every = values_of(universe, sort)
            return lambda: every


def _whole_numbers() -> Iterator[Value]:
    """0, 1, -1, 2, -2, …"""
    yield 0
    for number in count(1):
        yield number
        yield -number
