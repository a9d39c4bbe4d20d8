"""The report as Markdown, for pull requests and for step summaries: a table of verdicts, and a folded section for each
story with a diagram. Pull requests take no more than 65,536 characters; what is left out for that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.results import CheckResult, Result, ScenarioResult
from rspverify.report.diagnostics import diagnostics_of, page_of, severity_of
from rspverify.report.document import RunReport, spare_clauses
from rspverify.report.inert import block, code, inside_html, markdown
from rspverify.report.mermaid import sequence_diagram
from rspverify.report.outcomes import Outcome, as_expected, outcome
from rspverify.report.sentences import (
    ToldStory,
    how,
    name_of,
    place_of,
    stories,
    summary,
    titled,
    unanswered,
    verdict_words,
)
from rspverify.report.setting import Setting
from rspverify.report.story import render_story
from rspverify.report.style import Style, number, place
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

ROOM = 60_000
_MARKS = {
    Outcome.EXPECTED: "✅",
    Outcome.TOLD: "✅",
    Outcome.UNEXPECTED: "❌",
    Outcome.NOT_TOLD: "❌",
    Outcome.UNDETERMINED: "❔",
    Outcome.BOUNDED: "❔",
    Outcome.WRONG_INPUT: "⚠️",
    Outcome.FAULT: "⚠️",
}
_HEAD = ("| | Check | Verdict | Expected | Why | Where |", "|---|---|---|---|---|---|")
_SIGNS = {"error": "❌", "warning": "⚠️", "note": "❔"}


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    return render_markdown(report, setting, ROOM)


def render_markdown(report: RunReport, setting: Setting, room: int) -> str:
    """The report in about `room` bytes."""
    budget = _Budget(room)
    parts = [f"## rspverify: {'all as expected' if report.exit_code == 0 else 'not all as expected'}"]
    parts.append(f"{markdown(summary(report) or 'nothing was checked')}. Exit code {report.exit_code}.")
    if report.interrupted:
        parts.append("**Interrupted:** what was finished stands below.")
    parts += budget.fit(list(_about_files(report)), "thing to say about the input", "things to say about the input")
    quiet = setting.detail == "quiet"
    shown = [result for result in report.results if not (quiet and as_expected(result))]
    important = sorted(shown, key=as_expected)
    rows = {id(one): row for one, row in zip(important, budget.take([_row(one) for one in important]), strict=False)}
    if rows:
        parts.append("\n".join([*_HEAD, *(rows[id(one)] for one in shown if id(one) in rows)]))
    if len(rows) < len(shown):
        parts.append(f"{number(len(shown) - len(rows), 'more result')}: there was no room for them here.")
    sections = [
        _section(one, told)
        for one in important
        if isinstance(one, CheckResult) and (not as_expected(one) or setting.detail == "verbose")
        for told in stories(one)
    ]
    parts += budget.fit(sections, "more story", "more stories")
    if report.also:
        from rspverify.report.also_markdown import also_sections

        parts += budget.fit(list(also_sections(report.also)), "more audit or comparison", "more audits or comparisons")
    spare = spare_clauses(report)
    if spare:
        parts += budget.fit([f"Clauses that no proof needs: {markdown(', '.join(spare))}"], "more line", "more lines")
    return "\n\n".join(parts) + "\n"


class _Budget:
    """Keeps a report from getting too long."""

    def __init__(self, room: int) -> None:
        self._left = room

    def take(self, parts: Sequence[str]) -> list[str]:
        """As many parts from the beginning as there is room for."""
        taken = []
        for part in parts:
            self._left -= len(part.encode("utf-8", "replace")) + 2
            if self._left < 0:
                break
            taken.append(part)
        return taken

    def fit(self, parts: Sequence[str], one: str, many: str) -> list[str]:
        """The same with a sentence that says how many there was no room for."""
        taken = self.take(parts)
        missing = len(parts) - len(taken)
        return [*taken, f"{number(missing, one, many)}: there was no room here."] if missing else taken


def _about_files(report: RunReport) -> Iterator[str]:
    for path, one in diagnostics_of(report):
        yield _diagnostic(one, path)
    for file in report.files:
        if unanswered(file):
            yield f"- ❌ {markdown(file.path)}: {markdown(unanswered(file))}"


def _diagnostic(one: Diagnostic, path: str) -> str:
    where = place(one.span) if one.span is not None else path
    head = f"{_SIGNS[severity_of(one.code)]} [{one.code}]({page_of(one.code)}): {markdown(one.message)}"
    if where:
        head += f" ({markdown(where)})"
    return f"{head}\n\n{block(render_diagnostic(one))}"


def _row(result: Result) -> str:
    mark = _MARKS[outcome(result)]
    where = code(place(place_of(result)))
    match result:
        case CheckResult():
            title = code(result.property) + (f" {markdown(result.conditions)}" if result.conditions else "")
            cells = (
                title,
                markdown(verdict_words(result)),
                markdown(result.expected),
                markdown(how(result, False)),
                where,
            )
        case ScenarioResult():
            found = "as told" if result.succeeded else "without an answer" if result.unanswered else "otherwise"
            cells = (f"scenario {code(result.name)}", found, "as told", markdown(result.failure), where)
    return f"| {mark} | {' | '.join(cells)} |"


def _section(result: CheckResult, told: ToldStory) -> str:
    title = f"{name_of(result)}: {told.verdict.value}" + (f" with {told.readings}" if told.readings else "")
    parts = ["<details>", f"<summary>{inside_html(title)}</summary>"]
    if titled(result.property, result.wording) != result.property:
        parts.append(f"{markdown(result.wording)}.")
    parts.append(block(sequence_diagram(told.story, told.witness), "mermaid"))
    aside = told.story.beside
    if aside is not None and aside.story is not None:
        parts += ["The other run:", block(sequence_diagram(aside.story, told.witness), "mermaid")]
    parts.append(block(render_story(told.story, told.witness, Style())))
    return "\n\n".join([*parts, "</details>"])
