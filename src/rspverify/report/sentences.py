"""What several formats say of a result, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from rspverify.check.results import CheckResult, Meeting, Result, ScenarioResult, Story, Verdict
from rspverify.report.document import FileReport, RunReport, count
from rspverify.report.story import how_long
from rspverify.report.style import number, plain
from rspverify.source.spans import Span


@dataclass(frozen=True)
class ToldStory:
    """A story of a result: `readings` in words where the verdict depends on them, else empty. `witness`: it shows
    something, nothing breaks."""

    readings: str
    verdict: Verdict
    story: Story
    witness: bool


def titled(name: str, wording: str) -> str:
    """A name with its wording, where that says more."""
    return f"{name}: {wording}" if wording and wording != name.replace("_", " ") else name


def worded(clause: str, wording: str) -> str:
    """The wording of a clause, where it says more than its (qualified) name; else empty."""
    return wording if wording != clause.rpartition(".")[2].replace("_", " ") else ""


def name_of(result: Result) -> str:
    """`no_hidden_hazard under rsp_v3`, `scenario rivals_first`."""
    match result:
        case CheckResult():
            return plain(f"{result.property} {result.conditions}".rstrip())
        case ScenarioResult():
            return plain(f"scenario {result.name}")
        case _:
            assert_never(result)


def code_of(result: Result) -> str:
    """The code under which the result is filed."""
    return "RSP511" if isinstance(result, ScenarioResult) else "RSP510"


def place_of(result: Result) -> Span:
    """Where a result is shown: the check, the scenario, or its step that went otherwise."""
    return result.place or result.span if isinstance(result, ScenarioResult) else result.span


def verdict_words(result: CheckResult) -> str:
    """The verdict; of a bounded one, with its bounds."""
    if result.verdict is Verdict.HOLDS_UP_TO:
        steps = "" if result.steps is None else f" up to {number(result.steps, 'step')}"
        members = ", ".join(plain(f"{size} {entity}") for entity, size in result.sizes)
        return f"holds{steps}{f' for up to {members}' if members else ''}"
    return str(result.verdict.value)


def surprise_words(result: CheckResult) -> str:
    """`violated, expected holds`."""
    surprise = "" if result.meeting is Meeting.MET else f", expected {plain(result.expected)}"
    return f"{verdict_words(result)}{surprise}"


def how(result: CheckResult, told: bool) -> str:
    """Why the verdict is what it is, in one sentence. `told`: the whole story follows."""
    if result.meeting in (Meeting.FAULT, Meeting.WRONG_INPUT):
        return plain(result.reason)
    match result.verdict:
        case Verdict.HOLDS | Verdict.IMPOSSIBLE:
            method = f", {plain(result.proof.method)}" if result.proof else ""
            return f"proved for any number of members and steps{method}"
        case Verdict.HOLDS_UP_TO:
            return plain(result.proof.method if result.proof else result.reason)
        case Verdict.VIOLATED | Verdict.POSSIBLE:
            if result.story is None:
                return plain(result.reason)
            return how_long(result.story) + ("" if told else f": {plain(result.story.ending)}")
        case Verdict.VACUOUS | Verdict.UNDETERMINED | Verdict.DEPENDS:
            return plain(result.reason)
        case _:
            assert_never(result.verdict)


def sentence(result: Result) -> str:
    """The whole result in one sentence: what came out, and why."""
    match result:
        case CheckResult():
            why = how(result, False)
            return f"{surprise_words(result)}: {why}" if why else surprise_words(result)
        case ScenarioResult():
            return "went as told" if result.succeeded else plain(result.failure)
        case _:
            assert_never(result)


def stories(result: Result) -> Iterator[ToldStory]:
    """The story of a verdict; where it depends on readings, one for each that breaks (or shows) the property."""
    if isinstance(result, ScenarioResult):
        return
    if result.story is not None:
        verdicts = {result.verdict, *(row.verdict for row in result.table)}
        witness = bool(verdicts & {Verdict.POSSIBLE, Verdict.IMPOSSIBLE})
        yield ToldStory("", result.verdict, result.story, witness)
        return
    for row in result.table:
        if row.story is not None:
            title = ", ".join(plain(f"{word} as {reading}") for word, reading in row.readings)
            yield ToldStory(title, row.verdict, row.story, row.verdict is Verdict.POSSIBLE)


def unanswered(file: FileReport) -> str:
    """What was asked of a file and has no answer, in words; empty if there is nothing."""
    if not file.begun:
        return "not begun: the run was interrupted"
    if file.unfinished:
        one, many = "1 check or scenario has no result", f"{file.unfinished} checks or scenarios have no result"
        return one if file.unfinished == 1 else many
    return ""


def summary(report: RunReport) -> str:
    """What came to what, and what has no result, in a line."""
    counts = count(report)
    if counts.nothing and not report.interrupted:
        return "there are no checks and no scenarios"
    checks = f"{number(counts.expected, 'check')} as expected, {counts.unexpected} not, "
    checks += f"{counts.undetermined} undetermined"
    if counts.bounded:
        checks += f", {counts.bounded} only up to a bound"
    judged = counts.expected + counts.unexpected + counts.undetermined + counts.bounded
    parts = [checks] if judged else []
    if counts.told or counts.not_told:
        parts.append(
            f"{number(counts.told, 'scenario')} as told" + (f", {counts.not_told} not" if counts.not_told else "")
        )
    if counts.wrong_input:
        parts.append(f"{number(counts.wrong_input, 'check')} that cannot be run")
    if counts.faults:
        parts.append(f"{number(counts.faults, 'result')} not confirmed, which is our own fault")
    if counts.broken_files:
        parts.append(f"{number(counts.broken_files, 'file')} with errors")
    if counts.unfinished:
        parts.append(f"{counts.unfinished} without a result")
    if counts.files_not_begun:
        parts.append(f"{number(counts.files_not_begun, 'file')} not begun")
    if counts.left_out:
        parts.append(f"{counts.left_out} not selected")
    if counts.elsewhere:
        parts.append(f"{counts.elsewhere} left to other shards")
    return "; ".join(parts)
