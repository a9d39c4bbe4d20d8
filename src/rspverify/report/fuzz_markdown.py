"""What random runs came to as Markdown, for pull requests: a table of checks, what was reached, a folded section for
each run that shows what should not be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rspverify.check.fuzzing.results import CheckFuzzed, Fuzzed, Outcome
from rspverify.report.fuzz_report import FuzzReport, Report, is_wrong
from rspverify.report.fuzz_text import coverage_words, fuzz_summary, missed, said
from rspverify.report.inert import block, code, inside_html, markdown
from rspverify.report.mermaid import sequence_diagram
from rspverify.report.setting import Setting
from rspverify.report.story import render_story
from rspverify.report.style import Style, place
from rspverify.source.render import render_diagnostic

_MARKS = {Outcome.UNEXPECTED: "❌", Outcome.AGAIN: "✅", Outcome.NOTHING: "▫️", Outcome.LEFT_OUT: "❔"}
_MOST_MISSED = 40


def render(report: FuzzReport, setting: Setting) -> str:
    """The whole report. `setting.detail` quiet: only what is not as the file says."""
    parts = opening("random runs", fuzz_summary(report.files), report)
    for file in report.files:
        parts += _file(file, setting.detail == "quiet")
    return "\n\n".join(parts) + "\n"


def opening(title: str, summary: str, report: Report[Any]) -> list[str]:
    """The paragraphs with which such a report begins."""
    parts = [f"## rspverify: {title}", f"{markdown(summary)}. Exit code {report.exit_code}."]
    parts += ["**Interrupted:** what was finished stands below."] if report.interrupted else []
    return parts + [block(render_diagnostic(one)) for one in report.every_diagnostic]


def _file(file: Fuzzed, quiet: bool) -> Iterator[str]:
    yield f"### {markdown(file.file)}"
    rows = [_row(check) for check in file.checks if is_wrong(check) or not quiet]
    for one in (one for one in file.scenarios if is_wrong(one) or not quiet):
        mark, text = ("❌", f"otherwise: {one.failure}") if one.failure else ("✅", "as told")
        rows.append(f"| {mark} | scenario {code(one.name)} | {markdown(text)} | {code(place(one.span))} |")
    if rows:
        yield "\n".join(["| | Check | What runs show | Where |", "|---|---|---|---|", *rows])
    for check in file.checks:
        if check.outcome is Outcome.UNEXPECTED:
            yield from _section(check)
    if file.coverage.goals and not quiet:
        yield f"Reached: {markdown(coverage_words(file.coverage))}."
        goals = file.coverage.missed
        lines = [f"- {markdown(missed(goal))}" for goal in goals[:_MOST_MISSED]]
        lines += [f"- and {len(goals) - _MOST_MISSED} more"] if len(goals) > _MOST_MISSED else []
        if lines:
            yield "\n\n".join(["<details>", "<summary>Not reached</summary>", "\n".join(lines), "</details>"])


def _row(check: CheckFuzzed) -> str:
    title = code(check.property) + (f" {markdown(check.conditions)}" if check.conditions else "")
    return f"| {_MARKS[check.outcome]} | {title} | {markdown(said(check))} | {code(place(check.span))} |"


def _section(check: CheckFuzzed) -> Iterator[str]:
    shown = check.shown
    assert shown is not None
    title = f"{check.property} {check.conditions}".strip()
    parts = ["<details>", f"<summary>{inside_html(title)}</summary>"]
    parts.append(block(sequence_diagram(shown.story, shown.witness), "mermaid"))
    parts.append(block(render_story(shown.story, shown.witness, Style())))
    parts += [block(shown.scenario)] if shown.scenario else []
    yield "\n\n".join([*parts, "</details>"])
