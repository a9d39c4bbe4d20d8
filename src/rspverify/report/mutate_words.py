"""What seeding faults came to, in sentences that all formats say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rspverify.check.mutate.results import MutantResult, Mutation, Notice, PolicyMutation, Score, Stale
from rspverify.check.results import Story
from rspverify.report.style import moment, number
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class MutateReport:
    """One run of `mutate`. `diagnostics`: of files that cannot be read, and our own faults."""

    mutation: Mutation
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    times: dict[str, float] = field(default_factory=dict)


def headline(one: MutantResult) -> str:
    """How a mutant stands, and the fault."""
    if one.outcome == "silent":
        return f"{one.change}, and nothing notices: {one.said}"
    if one.outcome == "undetermined":
        change = "" if one.change == "unknown" else f"{one.change}, and "
        return f"{change}it could not be told {_open(one)}: {one.said}"
    return f"{one.outcome}: {one.said}"


def _open(one: MutantResult) -> str:
    return "whether a check notices" if one.left_open else "whether it makes a difference"


def notice_words(one: Notice) -> str:
    """What notices a fault, and by what."""
    conditions = f" {one.conditions}" if one.conditions else ""
    match one.kind:
        case "text":
            return f"{one.file} can no longer be read: {one.name}: {one.instead}"
        case "scenario":
            return f"scenario {one.name}{conditions}: {one.instead}"
        case "check":
            return f"{one.name}{conditions}: {one.instead}, and expected is {one.expected}"


def told_in_short(story: Story) -> str:
    """A story in a few lines: how things stand, what happens, what it comes to."""
    read = [f"reading {word} as {reading}" for word, reading, _ in story.readings]
    lengths = [f"{word} is {length}" for word, length in story.durations]
    first = [f"at first {'; '.join(story.initially)}"] if story.initially else []
    steps = [": ".join([f"{step.text} ({moment(step.time)})", *_together(step.changes)]) for step in story.steps]
    if story.steps and story.ending.startswith(story.steps[-1].text):
        steps = steps[:-1]
    said = ". ".join([*_together([*read, *lengths, *first]), *steps])
    return (
        f"for example: {said}. Then: {story.ending}" if said else f"for example, at the very beginning: {story.ending}"
    )


def _together(said: Sequence[str]) -> list[str]:
    return ["; ".join(said)] if said else []


def score_words(score: Score) -> str:
    """How the faults of a clause come out."""
    parts = [f"{score.caught} of {score.counted} caught"] if score.counted else ["nothing to be caught"]
    parts += [f"{score.silent} silent"] if score.silent else []
    parts += [f"{score.undetermined} undetermined"] if score.undetermined else []
    parts += [f"{score.accepted} accepted"] if score.accepted else []
    parts += [f"{score.equivalent} equivalent"] if score.equivalent else []
    return ", ".join(parts)


def clause_of(score: Score) -> str:
    return score.clause or "the head of the policy"


def percent_words(percent: float | None) -> str:
    return "no score" if percent is None else f"{_down(percent)} %"


def _down(percent: float) -> int:
    """Never rounded up: 100 means all."""
    return int(percent)


def stale_words(one: Stale) -> str:
    where = f"in `{one.clause}`" if one.clause else f"in `{one.policy}`"
    return f"{one.code} is accepted {where}, and no such fault goes unnoticed; the reason given was: {one.reason}"


def policy_percent(policy: PolicyMutation) -> float | None:
    counted = sum(score.counted for score in policy.scores)
    return 100 * sum(score.caught for score in policy.scores) / counted if counted else None


def summary(report: MutateReport) -> str:
    """All in a line."""
    mutation = report.mutation
    mutants = mutation.mutants
    if not mutation.policies:
        stopped = bool(report.diagnostics or mutation.diagnostics)
        return "no policy was looked at" if stopped else "there are no policies"
    opened = [one for policy in mutation.policies for one in policy.open]
    caught = sum(one.outcome == "caught" for one in mutants)
    laxer = sum(one.laxer for one in opened)
    parts = [
        f"{number(len(mutation.policies), 'policy', 'policies')}, {number(len(mutants), 'fault')}: {caught} caught"
    ]
    parts += [f"{len(opened)} silent, {laxer} of them laxer"] if opened else []
    undetermined = sum(one.outcome == "undetermined" for one in mutants)
    parts += [f"{undetermined} undetermined"] if undetermined else []
    accepted = sum(one.accepted is not None for one in mutants)
    parts += [f"{accepted} accepted"] if accepted else []
    equivalent = sum(one.outcome == "equivalent" for one in mutants)
    parts += [f"{equivalent} equivalent"] if equivalent else []
    parts += [f"{mutation.not_begun} not looked at"] if mutation.not_begun else []
    score = percent_words(mutation.percent)
    return ", ".join([*parts, score if mutation.percent is None else f"score {score}"])


def suite_words(mutation: Mutation) -> str:
    """What the faults were shown to."""
    said = f"shown to {number(mutation.checks, 'check')} and {number(mutation.scenarios, 'scenario')}"
    left = len(mutation.left_out)
    return f"{said}; {number(left, 'other')} can notice nothing, not being as expected" if left else said


def left_out_words(mutation: Mutation) -> Iterator[str]:
    for one in mutation.left_out:
        conditions = f" {one.conditions}" if one.conditions else ""
        yield f"{one.file}: {one.name}{conditions} was left out: {one.reason}"
