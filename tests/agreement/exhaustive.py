"""All short runs of a small universe by the reference semantics, and what they say about a check.

Where there are too many, as many as the limit allows: then only what was found counts, not what was not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from generate.runs import CANDIDATES, HOURS, universe
from rspverify.policy.claims import Check, Conditions, Project, Property
from rspverify.policy.conditions import effective_policies, reading_combinations
from rspverify.semantics.claims import judge_at
from rspverify.semantics.comply import offences_at
from rspverify.semantics.enumerate import Bounds, all_lengths, next_runs
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run
from rspverify.semantics.starts import starts
from rspverify.trace.values import Act, Universe

Readings = tuple[tuple[str, str], ...]


@dataclass
class Findings:
    """Under one combination of readings. `shortest`: the steps of the shortest run that violates (or witnesses);
    `run`: that run. `depth`: all runs of so many steps were looked at, in the universes tried (-1: none).
    `acts`: an act or event of a complying run was possible."""

    shortest: int | None = None
    run: Run | None = None
    depth: int = -1
    taken: set[str] = field(default_factory=set)


def explore(project: Project, check: Check, readings: dict[str, str], depth: int, limit: int) -> Findings:
    """Breadth first: complying runs by their number of steps."""
    found = Findings()
    asked = project.properties[check.property]
    level = list(_first(project, check.conditions, readings, limit + 1))
    bounds = Bounds(depth, HOURS, CANDIDATES)
    spent = 0
    for steps in range(depth + 1):
        longer: list[Run] = []
        complete = len(level) <= limit
        for run in level[:limit]:
            spent += 1
            if not _assumed(project, check.conditions, run):
                continue
            if run.last > 0 and isinstance(run.trace.steps[-1], Act):
                found.taken.add(run.trace.steps[-1].action)
            if run.last > 0 and offences_at(run, run.last - 1, check.conditions.tolerated):
                continue
            if found.shortest is None and judge_at(run, asked, run.last) is not None:
                found.shortest, found.run = steps, run
            if steps < depth:
                if len(longer) <= limit:
                    longer.extend(next_runs(run, bounds))
                else:
                    complete = False
        if complete and found.depth == steps - 1:
            found.depth = steps
        level = longer
        if steps < depth and len(level) > limit:
            level = _spread(level, limit)
            found.depth = min(found.depth, steps)
            # What follows is a sample: it shows what is there, not what is not.
            bounds = replace(bounds)
            complete_below = False
            if not complete_below:
                found.depth = steps if complete and found.depth == steps else found.depth
                return _sampled(project, check, level, steps + 1, depth, limit, bounds, found)
    return found


def _sampled(
    project: Project, check: Check, level: list[Run], start: int, depth: int, limit: int, bounds: Bounds, found: Findings
) -> Findings:
    """Some of the longer runs, when there are too many; `depth` of the findings stays."""
    asked = project.properties[check.property]
    for steps in range(start, depth + 1):
        longer: list[Run] = []
        for run in level:
            if not _assumed(project, check.conditions, run):
                continue
            if isinstance(run.trace.steps[-1], Act):
                found.taken.add(run.trace.steps[-1].action)
            if offences_at(run, run.last - 1, check.conditions.tolerated):
                continue
            if found.shortest is None and judge_at(run, asked, run.last) is not None:
                found.shortest, found.run = steps, run
            if steps < depth and len(longer) < 4 * limit:
                longer.extend(next_runs(run, bounds))
        level = _spread(longer, limit)
    return found


def _spread(runs: list[Run], limit: int) -> list[Run]:
    """At most so many of them, evenly."""
    return runs if len(runs) <= limit else [runs[i * len(runs) // limit] for i in range(limit)]
