"""The report as GitHub workflow commands: the log in groups, one for each file, and annotations of what is not as it
should be, no more than GitHub shows of one step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rspverify.check.results import Result
from rspverify.report.diagnostics import diagnostics_of, severity_of
from rspverify.report.document import RunReport
from rspverify.report.outcomes import Outcome, as_expected, outcome
from rspverify.report.sentences import code_of, name_of, place_of, sentence, summary, unanswered
from rspverify.report.setting import Setting
from rspverify.report.style import number, plain
from rspverify.report.text import render_text
from rspverify.source.render import render_diagnostic
from rspverify.source.spans import Span

SHOWN = 10
"""GitHub shows ten errors and ten warnings of a step, and drops the others without a word."""


@dataclass(frozen=True)
class Annotation:
    """`place`: a span, the path of a file, or None."""

    level: Literal["error", "warning"]
    place: Span | str | None
    title: str
    text: str


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    lines: list[str] = []
    if report.diagnostics:
        lines += _group("about the run", "\n\n".join(map(render_diagnostic, report.diagnostics)))
    for file in report.files:
        alone = replace(report, files=(file,), diagnostics=())
        lines += _group(f"{file.path}: {summary(alone)}", render_text(alone, setting.style, setting.detail))
    lines += [command(one) for one in annotated(report)]
    return "\n".join([*lines, f"{summary(report)}; exit code {report.exit_code}"]) + "\n"


def annotated(report: RunReport) -> tuple[Annotation, ...]:
    """What is annotated: errors before warnings. If there are too many, the last says how many more there are."""
    every = list(_annotations(report))
    levels: tuple[Literal["error", "warning"], ...] = ("error", "warning")
    return tuple(one for level in levels for one in _cut([one for one in every if one.level == level], level))


def command(one: Annotation) -> str:
    """An annotation as a workflow command."""
    match one.place:
        case Span() as span:
            file = span.file
            where = {
                "file": file.path,
                "line": str(span.line),
                "endLine": str(file.line_of(span.end)),
            }
            if where["line"] == where["endLine"]:  # GitHub takes columns within one line only
                where |= {"col": str(span.column), "endColumn": str(file.column_of(span.end))}
        case str() as path:
            where = {"file": path}
        case None:
            where = {}
    properties = ",".join(f"{key}={_property(plain(text))}" for key, text in {**where, "title": one.title}.items())
    return f"::{one.level} {properties}::{_data(plain(one.text))}"


def _annotations(report: RunReport) -> Iterator[Annotation]:
    for path, one in diagnostics_of(report):
        severity = severity_of(one.code)
        if severity != "note":
            text = f"{one.message}; {one.help}" if one.help else one.message
            yield Annotation(severity, one.span or path or None, one.code, text)
    for file in report.files:
        yield from (_of_result(result) for result in file.results if not as_expected(result))
        if unanswered(file):
            yield Annotation("error", file.path, "no result", unanswered(file))


def _of_result(result: Result) -> Annotation:
    is_open = outcome(result) in (Outcome.UNDETERMINED, Outcome.BOUNDED)
    return Annotation(
        "warning" if is_open else "error", place_of(result), f"{code_of(result)}: {name_of(result)}", sentence(result)
    )


def _cut(found: Sequence[Annotation], level: Literal["error", "warning"]) -> Sequence[Annotation]:
    if len(found) <= SHOWN:
        return found
    more = number(len(found) - SHOWN + 1, f"more {level}")
    text = f"{more}: GitHub shows no more than {SHOWN} of a step; the log has all of them"
    return [*found[: SHOWN - 1], Annotation(level, None, more, text)]


def _group(title: str, text: str) -> list[str]:
    """A part of the log that can be folded. What a policy file says in it is no command: commands are off until a word
    comes that nobody can know who wrote the text."""
    word = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    body = text.strip("\n").split("\n")
    if body == [""]:
        return []
    return [f"::group::{_data(plain(title))}", f"::stop-commands::{word}", *body, f"::{word}::", "::endgroup::"]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
