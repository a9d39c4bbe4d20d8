"""All short runs of small universes by the reference semantics, and what they say about a check.

Where there are too many, as many as the limit allows: then what was found counts, and not what was not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from generate.runs import CANDIDATES, HOURS, universe

from rspverify.policy.claims import (
    AfterWithin,
    Always,
    Check,
    ComparisonClaim,
    Conditions,
    NeverAct,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    Project,
    Property,
)
from rspverify.policy.conditions import complying_with, effective_policies
from rspverify.policy.expressions import Truth
from rspverify.semantics.admission import as_complying
from rspverify.semantics.claims import judge_at
from rspverify.semantics.comply import offences_at
from rspverify.semantics.enumerate import Bounds, all_lengths, next_runs
from rspverify.semantics.evaluate import holds
from rspverify.semantics.occurrences import matches
from rspverify.semantics.presence import refused_presence
from rspverify.semantics.run import Environment, Run, environments
from rspverify.semantics.starts import starts
from rspverify.semantics.violation import violation
from rspverify.trace.values import Act, Trace, Wait

MEMBERS = 2
LENGTHS = (1, 2)
BOUNDS = Bounds(depth=0, hours=HOURS, candidates=CANDIDATES, lengths=LENGTHS)


@dataclass
class Findings:
    """Under one combination of readings. `shortest`: how many steps the shortest run found has that violates the claim
    (or witnesses it), and that run (`pair`: of a claim that compares, with the second one if it takes two). `depth`: every run of so many steps within the bounds was looked at (-1: not even
    the first states). `present`: what the claim speaks of was possible in a complying run; `present_so`: also in the
    condition that it names."""

    shortest: int | None = None
    run: Run | None = None
    pair: tuple[Trace, Trace | None] | None = None
    depth: int = -1
    present: bool = False
    present_so: bool = False

    @property
    def worth_judging(self) -> bool:
        """The claim is not vacuous."""
        return self.present and self.present_so


def explore(project: Project, check: Check, readings: dict[str, str], depth: int, limit: int) -> Findings:
    """Complying runs by their number of steps. Raises `ConflictingEffects` where a run meets them."""
    asked, conditions = project.properties[check.property], check.conditions
    if isinstance(asked.claim, ComparisonClaim):
        return _explore_compared(project, asked, conditions, readings, depth, limit)
    found, exact = Findings(), True
    level = list(islice(first_runs(project, conditions, readings), 4 * limit + 1))
    for steps in range(depth + 1):
        exact = exact and len(level) <= limit
        complying = []
        for run in _spread(level, limit):
            if not _assumed(project, conditions, run):
                continue
            _note_presence(found, asked, run)
            if run.last > 0 and offences_at(run, run.last - 1, conditions.tolerated):
                continue
            complying.append(run)
            if found.shortest is None and judge_at(run, asked, run.last) is not None:
                found.shortest, found.run = steps, run
        found.depth = steps if exact else found.depth
        if steps < depth:
            level = list(islice(longer_runs(complying), 4 * limit + 1))
    return found


def _explore_compared(
    project: Project, asked: Property, conditions: Conditions, readings: dict[str, str], depth: int, limit: int
) -> Findings:
    """The same for claims that compare: each run of a length is looked at, and each two runs, each raised present."""
    found, exact = Findings(), True
    alternatives = complying_with(asked.claim, conditions)
    level = list(islice(first_runs(project, conditions, readings, alternatives[0]), 4 * limit + 1))
    for steps in range(depth + 1):
        exact = exact and len(level) <= limit
        runs = [run for run in _spread(level, limit) if _assumed(project, conditions, run)]
        for run in runs:
            _note_presence_compared(found, project, conditions, asked, run)
        shown = None if found.pair else violation(project, conditions, asked, runs, CANDIDATES)
        if shown is not None:
            found.shortest, found.pair = steps, shown
        found.depth = steps if exact else found.depth
        if steps < depth:
            complying = [run for run in runs if isinstance(as_complying(project, conditions, asked, run, steps), Run)]
            level = list(islice(longer_runs(complying), 4 * limit + 1))
    return found


def _note_presence_compared(
    found: Findings, project: Project, conditions: Conditions, asked: Property, run: Run
) -> None:
    if run.last == 0 or found.worth_judging or not isinstance(run.trace.steps[-1], Act):
        return
    found.present = found.present or refused_presence(project, conditions, asked, run.trace, so=False) is None
    found.present_so = found.present_so or refused_presence(project, conditions, asked, run.trace, so=True) is None


def within_bounds(trace: Trace, depth: int) -> bool:
    """Whether an exploration that looked at every run of `depth` steps looked at this one."""
    numbers = {v for s in trace.states for v in s.facts.values() if isinstance(v, int) and not isinstance(v, bool)}
    return (
        len(trace.steps) <= depth
        and all(len(members) <= MEMBERS for members in trace.universe.members.values())
        and all(step.hours in HOURS for step in trace.steps if isinstance(step, Wait))
        and all(length in LENGTHS for length in trace.durations.values())
        and numbers <= {0, 1}
    )


def first_runs(
    project: Project, conditions: Conditions, readings: dict[str, str], under: tuple[str, ...] | None = None
) -> Iterator[Run]:
    world, policies = project.world, effective_policies(project, conditions)
    under = conditions.policies if under is None else under
    for sizes in product(range(1, MEMBERS + 1), repeat=len(world.entities)):
        members = universe(world, dict(zip(world.entities, sizes, strict=True)))
        for lengths in all_lengths(world, LENGTHS):
            yield from starts(world, policies, under, members, readings, lengths, {}, CANDIDATES)


def longer_runs(runs: list[Run]) -> Iterator[Run]:
    for run in runs:
        yield from next_runs(run, BOUNDS)


def _spread(runs: list[Run], limit: int) -> list[Run]:
    """At most so many of them, evenly."""
    return runs if len(runs) <= limit else [runs[i * len(runs) // limit] for i in range(limit)]


def _assumed(project: Project, conditions: Conditions, run: Run) -> bool:
    return all(holds(run, project.world.assumptions[name].formula, run.last, {}) for name in conditions.assuming)


def _note_presence(found: Findings, asked: Property, run: Run) -> None:
    """What the last step of a run shows of what the claim speaks of (language.md 6, "vacuous"); the policies' verdict on
    that step is set aside."""
    if run.last == 0 or found.worth_judging:
        return
    for env in environments(run.universe, asked.variables):
        present, so = _presence(asked, run, env)
        found.present = found.present or present
        found.present_so = found.present_so or so


def _presence(asked: Property, run: Run, env: Environment) -> tuple[bool, bool]:
    before, after = run.last - 1, run.last
    match asked.claim:
        case NeverAct(acts, when):
            there = any(matches(run, act, before, before, env) for act in acts)
            return there, there and holds(run, when, before, env)
        case OnlyWhen(acts) | OnlyAfter(acts):
            there = any(matches(run, act, before, before, env) for act in acts)
            return there, there
        case Always() | NeverState():
            there = isinstance(run.trace.steps[-1], Act)
            return there, there
        case AfterWithin(occurrences, when):
            there = any(matches(run, occurrence, before, after, env) for occurrence in occurrences)
            return there, there and (when == Truth(True) or holds(run, when, after, env))
        case _:
            return True, True
