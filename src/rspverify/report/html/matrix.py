"""The verdicts at a glance: properties by the policies that they are checked under. Readings, bindings and other
conditions have rows of their own; so have the readings on which a verdict depends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rspverify.check.results import CheckResult, Result, ScenarioResult, Verdict
from rspverify.report.document import FileReport
from rspverify.report.html.anchors import Anchors
from rspverify.report.html.markup import Markup, element, hidden, join, lines
from rspverify.report.html.outcomes import group_of, pill, result_pill, standing
from rspverify.report.html.proof import readings_that_matter
from rspverify.report.sentences import name_of, titled, verdict_words

_ALONE = "as it stands"


@dataclass
class _Cell:
    """What came out: of results themselves, and of readings in which they differ (with the result they belong to)."""

    results: list[CheckResult] = field(default_factory=list)
    readings: list[tuple[CheckResult, Verdict]] = field(default_factory=list)


@dataclass
class _Rows:
    """A property: its rows by what else is asked of a run, each with its cells by column."""

    title: str
    name: str
    cells: dict[str, dict[str, _Cell]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    def cell(self, row: str, column: str) -> _Cell:
        return self.cells.setdefault(row, {}).setdefault(column, _Cell())


def matrix(file: FileReport, results: Sequence[Result], anchors: Anchors) -> Markup:
    """The verdicts of a file; `results`: those that are shown."""
    checks = [one for one in results if isinstance(one, CheckResult)]
    scenarios = [one for one in results if isinstance(one, ScenarioResult)]
    return lines(_checks(file, checks, anchors), _scenarios(file, scenarios, anchors))


def _checks(file: FileReport, checks: Sequence[CheckResult], anchors: Anchors) -> Markup:
    if not checks:
        return Markup("")
    columns = list(dict.fromkeys(_apart(one)[0] for one in checks))
    properties: dict[str, _Rows] = {}
    for one in checks:
        rows = properties.setdefault(one.property, _Rows(one.wording or one.property, one.property))
        rows.numbers.append(anchors.number(one))
        _place(rows, one)
    head = [element("th", "Property", scope="col"), *(element("th", _headed(one), scope="col") for one in columns)]
    bodies = [_property(rows, columns, anchors) for rows in properties.values()]
    table = element(
        "table",
        element("caption", file.path),
        element("thead", element("tr", join(*head))),
        lines(*bodies),
        class_="matrix",
    )
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label=f"verdicts of {file.path}")


def _apart(result: CheckResult) -> tuple[str, str]:
    """The policies under which a check is, and what else is asked of its runs."""
    under = f"under {' + '.join(result.under)}" if result.under else ""
    if under and result.conditions.startswith(under):
        return under, result.conditions.removeprefix(under).strip()
    return (result.conditions, "") if result.conditions.startswith("under ") else ("", result.conditions)


def _headed(column: str) -> Markup:
    return join(hidden("under ") if column else "", column.removeprefix("under ") or _ALONE)


def _place(rows: _Rows, one: CheckResult) -> None:
    column, row = _apart(one)
    rows.cell(row, column).results.append(one)
    if len({each.verdict for each in one.table}) < 2:
        return
    words, found = readings_that_matter(one.table)
    for chosen, each in found:
        said = [f"reading {word} as {reading}" for word, reading in zip(words, chosen, strict=True)]
        rows.cell(" ".join([*said, *([row] if row else [])]), column).readings.append((one, each.verdict))


def _property(rows: _Rows, columns: Sequence[str], anchors: Anchors) -> Markup:
    wording = rows.title if rows.title != rows.name.replace("_", " ") else ""
    title = join(
        element("span", wording, class_="wording") if wording and wording != rows.name else "",
        element("code", rows.name),
    )
    first = rows.cells.get("", {})
    body = [_row(element("th", title, scope="row"), first, columns, anchors, True)]
    for row, cells in rows.cells.items():
        if row:
            body.append(_row(element("th", row, scope="row", class_="sub"), cells, columns, anchors, False))
    return element("tbody", lines(*body), data_results=" ".join(map(str, rows.numbers)))


def _row(head: Markup, cells: dict[str, _Cell], columns: Sequence[str], anchors: Anchors, first: bool) -> Markup:
    shown = [_cell(cells.get(column), anchors) for column in columns]
    return element("tr", head, join(*shown), class_="" if first else "sub")


def _cell(cell: _Cell | None, anchors: Anchors) -> Markup:
    if cell is None:
        return element("td", element("span", "·", aria_hidden="true"), hidden("not asked"), class_="none")
    shown = [_linked(one, anchors) for one in cell.results]
    told = {one.verdict for one in cell.results}
    for result, verdict in cell.readings:
        if verdict not in told:
            link = element("a", pill(verdict), href=f"#{anchors.result(result)}", data_to=anchors.number(result))
            shown.append(element("span", link, class_="by-reading"))
    return element("td", join(*shown))


def _linked(result: Result, anchors: Anchors) -> Markup:
    words = result_pill(result) if isinstance(result, ScenarioResult) else pill(result.verdict, verdict_words(result))
    surprise = standing(result) if group_of(result) != "expected" else hidden(", as expected")
    return element(
        "a",
        join(words, surprise, hidden(f": {name_of(result)}")),
        href=f"#{anchors.result(result)}",
        class_="cell",
        data_to=anchors.number(result),
    )


def _scenarios(file: FileReport, scenarios: Sequence[ScenarioResult], anchors: Anchors) -> Markup:
    if not scenarios:
        return Markup("")
    head = element("tr", element("th", "Scenario", scope="col"), element("th", "Outcome", scope="col"))
    bodies = [
        element(
            "tbody",
            element(
                "tr",
                element("th", titled(one.name, one.wording), scope="row"),
                element("td", _linked(one, anchors)),
            ),
            data_results=anchors.number(one),
        )
        for one in scenarios
    ]
    caption = element("caption", f"{file.path}: scenarios")
    table = element("table", caption, element("thead", head), lines(*bodies), class_="matrix")
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label=f"scenarios of {file.path}")
