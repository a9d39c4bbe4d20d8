"""The report of a run of `check` as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rspverify.check.results import CheckResult, Result, Verdict
from rspverify.report.document import FileReport, RunReport, spare_clauses
from rspverify.report.html.also import Section, also_sections, files_of_also
from rspverify.report.html.anchors import Anchors, anchor
from rspverify.report.html.diagnostics import about_input
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.matrix import matrix
from rspverify.report.html.outcomes import GROUPS, MEANINGS, group_of, pill, verdict_name
from rspverify.report.html.result import result_section
from rspverify.report.html.roles import Part, parts
from rspverify.report.html.source import policy_text, sources_of
from rspverify.report.outcomes import as_expected
from rspverify.report.sentences import summary
from rspverify.report.setting import Setting
from rspverify.report.style import number


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    return render_page(report, setting, "")


def render_page(report: RunReport, setting: Setting, live: str) -> str:
    """The same; `live`: the mark of a page that is served (see `page`)."""
    played = {id(result): parts(result) for result in report.results}
    anchors = Anchors(report, dict.fromkeys([*sources_of(report, played), *files_of_also(report.also)]))
    quiet = setting.detail == "quiet"
    shown = [one for one in report.results if not (quiet and as_expected(one))]
    chosen = [(group_of(one), verdict_name(one), one.file) for one in shown]
    also = also_sections(report.also, anchors, len(report.results))
    choice = Choice("Verdicts", {name: words for name, (words, _) in GROUPS.items()}, "Verdict", chosen)
    main = lines(
        filters([choice, *(one.choice for one in also)]),
        about_input(report, anchors),
        _verdicts(report, shown, anchors),
        _results(report, shown, played, anchors, setting),
        *(one.shown for one in also),
        _texts(report, played, anchors),
    )
    return framed(_head(report, setting, also, bool(anchors.sources)), main, setting.version, live)


def _verdict(report: RunReport) -> str:
    if report.interrupted:
        return "Interrupted"
    return "All as expected" if report.exit_code == 0 else "Not all as expected"


def _head(report: RunReport, setting: Setting, also: Sequence[Section], texts: bool) -> Head:
    said = summary(report) or "nothing was checked"
    left = sum(map(as_expected, report.results)) if setting.detail == "quiet" else 0
    if left:
        said += f"; {number(left, 'result')} as expected left out of this page"
    spare = spare_clauses(report)
    notes = ["What was finished stands below."] if report.interrupted else []
    notes += [f"Clauses that no proof needs: {', '.join(spare)}"] if spare else []
    links = [("#verdicts", "Verdicts"), ("#results", "Results")]
    links += [one.link for one in also]
    notes += [one.said for one in also]
    links += [("#texts", "Policy text")] if texts else []
    code = report.exit_code
    return Head(_verdict(report), look_of(code), said, code, tuple(links), tuple(notes))


def _verdicts(report: RunReport, shown: Sequence[Result], anchors: Anchors) -> Markup:
    chosen = {id(one) for one in shown}
    tables = [matrix(file, [one for one in file.results if id(one) in chosen], anchors) for file in report.files]
    there = {one.verdict for one in shown if isinstance(one, CheckResult)}
    legend = [element("li", pill(verdict), f" {MEANINGS[verdict]}") for verdict in Verdict if verdict in there]
    return element(
        "section",
        element("h2", "Verdicts"),
        element("ul", join(*legend), class_="legend", aria_label="what the verdicts mean") if legend else Markup(""),
        lines(*tables),
        id="verdicts",
        tabindex="-1",
    )


def _results(
    report: RunReport,
    shown: Sequence[Result],
    played: Mapping[int, Sequence[Part]],
    anchors: Anchors,
    setting: Setting,
) -> Markup:
    chosen = {id(one) for one in shown}
    files = [
        _file(file, [one for one in file.results if id(one) in chosen], played, anchors, setting)
        for file in report.files
    ]
    return element("section", element("h2", "Results"), lines(*files), id="results")


def _file(
    file: FileReport,
    results: Sequence[Result],
    played: Mapping[int, Sequence[Part]],
    anchors: Anchors,
    setting: Setting,
) -> Markup:
    if not results:
        return Markup("")
    sections = []
    seen: dict[str, int] = {}
    for title, name, group in _groups(results):
        seen[name] = seen.get(name, 0) + 1
        shown = [
            result_section(one, played[id(one)], anchors, not as_expected(one) or setting.detail == "verbose")
            for one in group
        ]
        key = anchor("property", f"{file.path}::{name}" + (f"::{seen[name]}" if seen[name] > 1 else ""))
        head = element("h4", title, join(" ", element("code", name)) if name != title else "", id=key)
        sections.append(element("section", head, lines(*shown), class_="property"))
    head = element("h3", file.path, id=anchor("checks", file.path))
    return element("section", head, lines(*sections), class_="checks", data_file=file.path)


def _groups(results: Sequence[Result]) -> Iterator[tuple[str, str, list[Result]]]:
    """Results of one property that follow each other: what they are about, and its name."""
    for (name, title), found in groupby(results, key=_about):
        yield title or name, name, list(found)


def _about(result: Result) -> tuple[str, str]:
    return (result.property, result.wording) if isinstance(result, CheckResult) else ("Scenarios", "Scenarios")


def _texts(report: RunReport, played: Mapping[int, Sequence[Part]], anchors: Anchors) -> Markup:
    if not anchors.sources:
        return Markup("")
    return element("section", element("h2", "Policy text"), policy_text(report, anchors, played), id="texts")
