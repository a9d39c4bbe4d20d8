"""The verdict of a check against what all short runs show, and against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exhaustive import Findings, explore, within_bounds

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, Story, Verdict
from rspverify.check.run import run_checks
from rspverify.policy.claims import Check, Project
from rspverify.policy.conditions import reading_combinations
from rspverify.semantics.replay import Refused, replay
from rspverify.semantics.run import ConflictingEffects, LimitReached, OutsideRange
from rspverify.trace.values import Trace

OPTIONS = CheckOptions(rlimit=2_000_000, depth=4)
REACHED = (Verdict.VIOLATED, Verdict.POSSIBLE)
OUR_OWN = ("internal:", "does not follow the system", "lost an assignment")
"""Reasons that speak of a fault of ours, though nothing wrong was said."""
PROVED = (Verdict.HOLDS, Verdict.VACUOUS, Verdict.IMPOSSIBLE)


@dataclass(frozen=True)
class Contradiction:
    """What the checker says, and what speaks against it."""

    check: str
    verdict: str
    against: str


def results(project: Project, options: CheckOptions = OPTIONS) -> list[CheckResult]:
    return [result for result in run_checks(project, options) if isinstance(result, CheckResult)]


def contradictions(
    project: Project, depth: int = 2, limit: int = 150, options: CheckOptions = OPTIONS
) -> Iterator[Contradiction]:
    """All that speaks against the verdicts of a project's checks."""
    for check, result in zip(project.checks, results(project, options), strict=True):
        yield from judged(project, check, result, depth, limit)


def judged(project: Project, check: Check, result: CheckResult, depth: int, limit: int) -> Iterator[Contradiction]:
    name = f"{result.property} {result.conditions}"
    if result.meeting is Meeting.FAULT:
        yield Contradiction(name, "fault", result.reason)
        return
    if any(sign in result.reason for sign in OUR_OWN):
        yield Contradiction(name, result.verdict.value, result.reason)
    clashing = result.meeting is Meeting.WRONG_INPUT
    for readings in reading_combinations(project.world, check.conditions):
        try:
            found = explore(project, check, readings, depth, limit)
        except ConflictingEffects as error:
            if not clashing:
                yield Contradiction(name, result.verdict.value, f"effects clash: {error}")
            return
        except (LimitReached, OutsideRange):
            continue
        if clashing:
            continue
        verdict, story = _of(result, readings)
        for against in _against(project, check, result, verdict, story, found):
            yield Contradiction(f"{name} {readings}", verdict.value, against)


def _of(result: CheckResult, readings: dict[str, str]) -> tuple[Verdict, Story | None]:
    """The verdict under these readings, and its story."""
    for row in result.table:
        if all(readings[word] == reading for word, reading in row.readings):
            return row.verdict, row.story
    return result.verdict, result.story


def _members(trace: Trace | None) -> int:
    return 0 if trace is None else sum(map(len, trace.universe.members.values()))


def _against(
    project: Project, check: Check, result: CheckResult, verdict: Verdict, story: Story | None, found: Findings
) -> Iterator[str]:
    trace = None if story is None else story.trace
    other = None if story is None or story.beside is None else story.beside.trace
    shown = (found.run and found.run.trace) or (found.pair and found.pair[0])
    if found.shortest is not None:
        if verdict in PROVED:
            yield f"a run of {found.shortest} steps shows otherwise: {found.pair or shown}"
        if verdict is Verdict.HOLDS_UP_TO and found.shortest <= (result.steps or 0):
            yield f"a run of {found.shortest} steps shows otherwise"
        if trace is not None and len(trace.steps) > found.shortest:
            yield f"its trace has {len(trace.steps)} steps, and {found.shortest} are enough"
        if trace is not None and not result.table and len(trace.steps) == found.shortest <= found.depth:
            fewest, members = _members(shown), _members(trace)
            if members > fewest:
                yield f"its trace has {members} members, and {fewest} are enough"
    if verdict is Verdict.VACUOUS and found.worth_judging:
        yield "what it speaks of happens"
    if verdict in REACHED:
        if trace is None:
            yield "it has no trace"
            return
        again = replay(project, check.conditions, project.properties[check.property], trace, other)
        if isinstance(again, Refused):
            yield f"its trace is refused: {again.reason}"
        near = within_bounds(trace, found.depth) and (other is None or within_bounds(other, found.depth))
        if found.shortest is None and near:
            yield f"no run of {found.depth} steps or fewer shows it"
