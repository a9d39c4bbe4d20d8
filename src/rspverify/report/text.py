"""The report for people: one line for each check and scenario, stories where they matter, and a summary.

The parts are rendered one by one, so that each verdict can be printed as soon as it is there."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.results import CheckResult, Meeting, Result, ScenarioResult, Verdict
from rspverify.report.document import RunReport, count, spare_clauses
from rspverify.report.gap import render_gap
from rspverify.report.outcomes import as_expected
from rspverify.report.proof import render_proof, render_rests_on
from rspverify.report.sentences import how, stories, summary, titled, verdict_words
from rspverify.report.setting import Detail, Setting
from rspverify.report.story import render_excerpt, render_story
from rspverify.report.style import Paint, Style, Symbol, place, plain
from rspverify.report.table import render_table
from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

_MARKS: dict[Meeting, tuple[Symbol, Paint]] = {
    Meeting.MET: ("yes", "green"),
    Meeting.NOT_MET: ("no", "red"),
    Meeting.OPEN: ("open", "yellow"),
    Meeting.FAULT: ("fault", "red"),
    Meeting.WRONG_INPUT: ("fault", "red"),
}
_ROW = 2
_BELOW = 6


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    return render_text(report, setting.style, setting.detail)


def render_text(report: RunReport, style: Style, detail: Detail = "normal") -> str:
    """The whole report, for a file."""
    about = [*report.diagnostics, *(one for file in report.files for one in file.diagnostics)]
    blocks = [f"{render_diagnostic(one, color=style.color)}\n\n" for one in about]
    before: Result | None = None
    for result in report.results:
        blocks.append(render_result(result, before, style, detail))
        before = result
    end = render_summary(report, style, detail)
    blocks.append(end if report.results or not about else end.removeprefix("\n"))
    return "".join(block if block.endswith("\n") else block + "\n" for block in blocks if block)


def render_result(result: Result, before: Result | None, style: Style, detail: Detail) -> str:
    """One result with the headings that set it apart from the one before it; empty if `detail` leaves it out."""
    if detail == "quiet" and as_expected(result) and not result.diagnostics:
        return ""
    lines = _headings(result, before, style, detail)
    match result:
        case CheckResult():
            lines += _check(result, _news(result, before), style, detail)
        case ScenarioResult():
            lines += _scenario(result, style, detail)
        case _:
            assert_never(result)
    return "\n".join(lines) + "\n"


def render_summary(report: RunReport, style: Style, detail: Detail) -> str:
    """The last lines: what came to what, and what has no result. Quiet reports have none if all is as expected."""
    if detail == "quiet" and report.exit_code == 0:
        return ""
    if count(report).nothing and not report.interrupted:
        return f"\n{summary(report)}\n"
    line = "\n".join(style.wrap(summary(report)))
    paint: Paint = "green" if report.exit_code == 0 else "yellow" if report.exit_code == 3 else "red"
    lines = [""]
    spare = spare_clauses(report)
    if spare:
        lines += style.wrap(f"clauses that no proof needs: {', '.join(map(plain, spare))}", 0, 2)
    lines.append(style.paint(line, "bold", paint))
    if report.interrupted:
        lines.append("interrupted: what was finished stands above")
    return "\n".join(lines) + "\n"


def render_times(report: RunReport, style: Style) -> str:
    """How long the run took, and what took longest. Apart from the rest, which is the same on every run."""
    known = f", {report.remembered} of {len(report.results)} results from the cache" if report.remembered else ""
    lines = style.wrap(f"{report.seconds:.1f} s in all{known}")
    for result in sorted(report.results, key=lambda result: -result.seconds)[:3]:
        name = f"{result.property} {result.conditions}" if isinstance(result, CheckResult) else result.name
        lines += style.wrap(plain(f"{result.seconds:.1f} s for {name}"), _ROW, _ROW + 2)
    return "\n".join(lines) + "\n"


def _headings(result: Result, before: Result | None, style: Style, detail: Detail) -> list[str]:
    lines: list[str] = []
    new_file = before is None or before.file != result.file
    if new_file:
        lines += [*([""] if before else []), style.paint(plain(result.file), "bold", "cyan")]
    title = _title(result)
    if new_file or before is None or _title(before) != title:
        lines += ["", *[style.paint(line, "bold") for line in style.wrap(title, 0, 2)]]
    elif _spacious(before, detail):
        lines.append("")
    return lines


def _diagnostic(diagnostic: Diagnostic, style: Style) -> list[str]:
    """A diagnostic that belongs to a result. Of a note, which is about the result itself, the advice is enough."""
    entry = CODES.get(diagnostic.code)
    if entry is not None and entry.severity == "note":
        said = diagnostic.help or diagnostic.message
        return style.wrap(f"{diagnostic.code}: {plain(said)}", _BELOW, _BELOW + 2)
    return ["", *render_diagnostic(diagnostic, color=style.color).rstrip("\n").split("\n")]


def _spacious(result: Result, detail: Detail) -> bool:
    """Whether what is shown of a result takes more than a few lines, so that the next one stands apart."""
    if isinstance(result, ScenarioResult):
        return bool(result.diagnostics)
    stories = result.story is not None or any(row.story is not None for row in result.table)
    return bool(result.diagnostics) or ((stories or result.gap is not None) and _told(result, detail))


def _told(result: CheckResult, detail: Detail) -> bool:
    """Whether the stories of a result are told."""
    return result.meeting is not Meeting.MET or detail == "verbose"


def _title(result: Result) -> str:
    match result:
        case CheckResult():
            return plain(titled(result.property, result.wording))
        case ScenarioResult():
            return "scenarios"
        case _:
            assert_never(result)


def _news(result: CheckResult, before: Result | None) -> list[Diagnostic]:
    """The diagnostics that were not shown with the result before, which often has the same ones."""
    told = before.diagnostics if before is not None and before.file == result.file else ()
    return [diagnostic for diagnostic in result.diagnostics if diagnostic not in told]


def _check(result: CheckResult, diagnostics: list[Diagnostic], style: Style, detail: Detail) -> list[str]:
    symbol, paint = _MARKS[result.meeting]
    head = f"{style.symbol(symbol)} {verdict_words(result)}"
    conditions = f" {plain(result.conditions)}" if result.conditions else ""
    surprise = "" if result.meeting is Meeting.MET else f", expected {plain(result.expected)}"
    rows = style.wrap(f"{head}{conditions}{surprise}", _ROW, _ROW + 2)
    told = _told(result, detail)
    why = how(result, told)
    dash = style.symbol("dash")
    if why and len(rows) == 1 and len(rows[0]) + len(why) + 3 <= style.width:
        rows[0] += f" {dash} {why}"
        why = ""
    lines = [rows[0].replace(head, style.paint(head, paint, "bold"), 1), *rows[1:]]
    if why:
        lines += style.wrap(why, _BELOW)
    proof = result.proof if result.verdict in (Verdict.HOLDS, Verdict.IMPOSSIBLE, Verdict.DEPENDS) else None
    if proof is not None and proof.rests_on is not None:
        lines += render_rests_on(proof.rests_on, style)
    if detail == "verbose" or len({row.verdict for row in result.table}) > 1:
        lines += render_table(result.table, _BELOW, style)
    if detail == "verbose" and result.proof is not None:
        lines += render_proof(result.proof, style)
    for diagnostic in diagnostics:
        lines += _diagnostic(diagnostic, style)
    if told and result.cause:
        lines += style.wrap(plain(result.cause), _BELOW)
    if told and result.gap is not None:
        lines += ["", *render_gap(result.gap, style)]
    if told:
        lines += _stories(result, style)
    return lines


def _stories(result: CheckResult, style: Style) -> list[str]:
    lines: list[str] = []
    for told in stories(result):
        if told.readings:
            lines += ["", *style.wrap(f"{told.verdict.value} with {told.readings}", _BELOW)]
        lines += ["", render_story(told.story, told.witness, style)]
    return lines


def _scenario(result: ScenarioResult, style: Style, detail: Detail) -> list[str]:
    went = Meeting.MET if result.succeeded else Meeting.NOT_MET
    symbol, paint = _MARKS[{"open": Meeting.OPEN, "fault": Meeting.FAULT}.get(result.unanswered, went)]
    mark = style.symbol(symbol)
    rows = style.wrap(plain(f"{mark} {titled(result.name, result.wording)}"), _ROW, _ROW + 2)
    lines = [rows[0].replace(mark, style.paint(mark, paint, "bold"), 1), *rows[1:]]
    if not result.succeeded:
        lines += style.wrap(plain(result.failure), _BELOW)
        if result.place is not None:
            lines += [f"{' ' * _BELOW}{style.paint(place(result.place), 'cyan')}"]
            lines += render_excerpt(result.place, style, _BELOW)
    for diagnostic in result.diagnostics:
        lines += _diagnostic(diagnostic, style)
    return lines
