"""What random runs came to, for SARIF, JUnit and GitHub: each check and scenario where it stands. That no run shows
anything is an open question in SARIF and a skipped case in JUnit, never a success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rspverify.check.fuzzing.results import CheckFuzzed, Fuzzed, Goal, Outcome, ScenarioPlayed
from rspverify.check.results import Verdict
from rspverify.report import github, junit
from rspverify.report.document import FileReport, RunReport
from rspverify.report.fuzz_report import FuzzReport, code_of, is_wrong, name_of, place_of, tried
from rspverify.report.fuzz_text import coverage_counts, fuzz_summary, missed, played, render_one, said
from rspverify.report.sarif.log import Log, diagnostics_to_sarif, notification, render_log
from rspverify.report.sarif.places import Json
from rspverify.report.sarif.results import flows_to_sarif, judged
from rspverify.report.sentences import ToldStory
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic

_KINDS = {
    Outcome.UNEXPECTED: "fail",
    Outcome.AGAIN: "pass",
    Outcome.NOTHING: "open",
    Outcome.LEFT_OUT: "notApplicable",
}
_EXIT_CODES = {
    0: "no random run shows what should not be, which proves nothing",
    1: "a random run, or a scenario, is not as the file says",
}
NOT_REACHED = "RSP512"
"""The code of a goal that no random run reached."""


def told_story(check: CheckFuzzed) -> ToldStory | None:
    """The run that shows something, as reports tell it."""
    shown = check.shown
    if shown is None:
        return None
    return ToldStory("", Verdict.POSSIBLE if shown.witness else Verdict.VIOLATED, shown.story, shown.witness)


# ---------------------------------------------------------------- SARIF


def render_sarif(report: FuzzReport, setting: Setting) -> str:
    """A result for each check, each scenario, and each goal that was not reached. `setting.detail` quiet: only what is
    not as the file says, for readers that take every result for an alert."""
    quiet = setting.detail == "quiet"
    placed = [one for one in report.every_diagnostic if one.span is not None]
    results = diagnostics_to_sarif([("", one) for one in placed])
    for file in report.files:
        names: Counter[str] = Counter()
        results += [_result(one, _named(file, one, names)) for one in tried(file) if is_wrong(one) or not quiet]
        results += [] if quiet else [_goal(goal, _goal_name(file, goal)) for goal in file.coverage.missed]
    loose = [one for one in report.every_diagnostic if one.span is None]
    codes = tuple(dict.fromkeys(one.code for one in loose))
    rules = ("RSP510", "RSP511", NOT_REACHED)
    properties: Json = {"fuzzed": [_numbers(one) for one in report.files], "interrupted": report.interrupted}
    told = [notification(one) for one in loose]
    log = Log(results, rules, told, codes, report.exit_code, properties, _EXIT_CODES)
    return render_log(log, setting)


def _result(one: CheckFuzzed | ScenarioPlayed, name: str) -> Json:
    match one:
        case CheckFuzzed():
            kind, text, told = _KINDS[one.outcome], said(one), told_story(one)
            more: Json = {"outcome": one.outcome.value, "expected": one.expected, "judged": one.judged}
        case ScenarioPlayed():
            kind, text, told = ("fail" if one.failure else "pass"), played(one), None
            more = {"outcome": "not told" if one.failure else "told", "shows": list(one.shows)}
    document = judged(code_of(one), kind, f"{name_of(one)}: {text}", place_of(one), name, more)
    return document | flows_to_sarif([told] if told is not None else [], one.span)


def _goal(goal: Goal, name: str) -> Json:
    text = f"no random run came to this: {missed(goal)}"
    return judged(NOT_REACHED, "informational", text, goal.span, name, {"goal": goal.kind})


def _named(file: Fuzzed, one: CheckFuzzed | ScenarioPlayed, names: Counter[str]) -> str:
    """A name that stays the same when lines move; a number where names are alike."""
    key = f"fuzz::{file.file}::{name_of(one)}".encode("utf-8", "replace").decode("utf-8")
    names[key] += 1
    return key if names[key] == 1 else f"{key}::{names[key]}"


def _goal_name(file: Fuzzed, goal: Goal) -> str:
    return f"fuzz::{file.file}::not reached::{missed(goal)}".encode("utf-8", "replace").decode("utf-8")


def _numbers(file: Fuzzed) -> Json:
    return {
        "runs": file.runs,
        "steps": file.steps,
        "stopped": file.stopped,
        "reached": {words: f"{reached} of {every}" for words, reached, every in coverage_counts(file.coverage)},
    }


# ---------------------------------------------------------------- JUnit


def render_junit(report: FuzzReport, setting: Setting) -> str:
    """A suite for each file, a case for each check and scenario."""
    numbers = {file.file: _counts(file) for file in report.files}
    return junit.render_cases(_suites(report), report.exit_code, numbers, interrupted=report.interrupted)


def _suites(report: FuzzReport) -> Iterator[tuple[str, list[junit.Case]]]:
    wrong = list(junit.wrong(report.every_diagnostic, ""))
    if wrong:
        yield "rspverify", wrong
    for file in report.files:
        yield file.file, [_case(one) for one in tried(file)]


def _case(one: CheckFuzzed | ScenarioPlayed) -> junit.Case:
    place, text = place_of(one), said(one) if isinstance(one, CheckFuzzed) else played(one)
    trouble, kind, told = "", "", text
    match one:
        case ScenarioPlayed() if one.failure:
            trouble, kind = "failure", "not told"
        case CheckFuzzed(outcome=Outcome.UNEXPECTED):
            assert one.shown is not None
            trouble, kind = "failure", "possible" if one.shown.witness else "violated"
            told = render_one(one, Style(), True)
        case CheckFuzzed(outcome=Outcome.NOTHING | Outcome.LEFT_OUT):
            trouble, kind = "skipped", one.outcome.value
    return junit.Case(name_of(one), place.file.path, place.line, trouble, kind, text if trouble else "", told)


def _counts(file: Fuzzed) -> dict[str, int]:
    """The properties of a suite."""
    goals = file.coverage.goals
    return {
        "runs": file.runs,
        "steps": file.steps,
        "goals": len(goals),
        "goals_reached": len(goals) - len(file.coverage.missed),
    }


# ---------------------------------------------------------------- GitHub


def render_github(report: FuzzReport, setting: Setting) -> str:
    """An annotation for each check and scenario that is not as the file says, and the summary."""
    files = [
        FileReport(file.file, (), tuple(_finding(one) for one in tried(file) if is_wrong(one))) for file in report.files
    ]
    run = RunReport(tuple(files), report.every_diagnostic, report.exit_code, report.interrupted, 0.0)
    text = f"{fuzz_summary(report.files)}; exit code {report.exit_code}"
    return "\n".join([*(github.command(one) for one in github.annotated(run)), text]) + "\n"


def _finding(one: CheckFuzzed | ScenarioPlayed) -> Diagnostic:
    text = said(one) if isinstance(one, CheckFuzzed) else played(one)
    return Diagnostic(code_of(one), f"{name_of(one)}: {text}", place_of(one))
