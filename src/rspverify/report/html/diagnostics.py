"""What a run has to say about its input."""

from __future__ import annotations

from rspverify.report.diagnostics import diagnostics_of, severity_of
from rspverify.report.document import RunReport
from rspverify.report.html.anchors import Anchors, Places
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.sentences import unanswered
from rspverify.report.style import place
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic


def about_input(report: RunReport, anchors: Anchors) -> Markup:
    """The diagnostics of the run and of its files, and what has no result; nothing if there are none. Those of a result
    stand with it, too."""
    told = {one: path for path, one in diagnostics_of(report)}
    for one in report.also.diagnostics:
        told.setdefault(one, "")
    shown = [diagnostic(one, path, anchors) for one, path in told.items()]
    for file in report.files:
        if unanswered(file):
            shown.append(
                element(
                    "p", element("strong", f"{file.path}: "), unanswered(file), class_="diagnostic error unanswered"
                )
            )
        if file.left_out:
            shown.append(element("p", f"{file.path}: {file.left_out} not selected", class_="note"))
        if file.elsewhere:
            shown.append(element("p", f"{file.path}: {file.elsewhere} left to other shards", class_="note"))
    if not shown:
        return Markup("")
    return element("section", element("h2", "About the input"), lines(*shown), id="input")


def diagnostic(one: Diagnostic, path: str, places: Places) -> Markup:
    """One diagnostic; `path`: the file that it is about, if it has no place."""
    at = places.span(one.span) if one.span is not None else ""
    where = place(one.span) if one.span is not None else path
    shown = element("a", where, href=f"#{at}") if at else element("span", where)
    severity = severity_of(one.code)
    head = element("summary", join(element("strong", f"{severity} {one.code}: "), one.message))
    told = Markup("\n").join(join(line) for line in render_diagnostic(one).split("\n"))
    text = element("pre", Markup(told), tabindex=0, role="group", aria_label=f"{one.code} with its place")
    place_ = element("p", shown) if where else Markup("")
    return element(
        "details", head, place_, text, class_=f"diagnostic {severity}", data_code=one.code, open=severity == "error"
    )
