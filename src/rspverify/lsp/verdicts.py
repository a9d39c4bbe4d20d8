"""Verdicts in a text: a word behind each check and scenario, the story where the cursor rests, and a finding where
something is not as the file expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from rspverify.check.results import CheckResult, Result, ScenarioResult
from rspverify.lsp.findings import SOURCE, described, findings, location
from rspverify.lsp.hover import code, hover
from rspverify.lsp.judged import Judged
from rspverify.lsp.positions import Positions
from rspverify.report.outcomes import Outcome, as_expected, outcome
from rspverify.report.sentences import code_of, place_of, sentence, stories, surprise_words
from rspverify.report.style import Style, Symbol, plain
from rspverify.report.text import render_result
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_STYLE = Style()
_SIGNS: dict[Outcome, Symbol] = {
    Outcome.EXPECTED: "yes",
    Outcome.TOLD: "yes",
    Outcome.UNDETERMINED: "open",
    Outcome.BOUNDED: "open",
    Outcome.FAULT: "fault",
    Outcome.WRONG_INPUT: "fault",
    Outcome.UNEXPECTED: "no",
    Outcome.NOT_TOLD: "no",
}


def hints(results: Sequence[Result], file: SourceFile, positions: Positions) -> list[types.InlayHint]:
    """The verdict of each check and scenario, behind it."""
    return [
        types.InlayHint(
            positions.position(file, _end_of_line(file, result)),
            _word(result),
            padding_left=True,
            tooltip=_story(result),
        )
        for result in results
    ]


def unexpected(known: Judged, file: SourceFile, positions: Positions) -> Iterator[types.Diagnostic]:
    """What is not as the file expects, with the clauses that made it possible; and what else came up."""
    for result in known.results:
        if not as_expected(result):
            code_ = code_of(result)
            yield types.Diagnostic(
                positions.range(_first_line(place_of(result))),
                sentence(result),
                severity=types.DiagnosticSeverity.Warning if _is_open(result) else types.DiagnosticSeverity.Error,
                code=code_,
                code_description=described(code_),
                source=SOURCE,
                related_information=list(_guilty(result, positions, known.folder)),
            )
        yield from findings(result.diagnostics, file, positions, known.folder)


def resting(results: Sequence[Result], offset: int, positions: Positions) -> types.Hover | None:
    """What the check or scenario at an offset came to; the most special one, where there are several."""
    at = [one for one in results if place_of(one).start <= offset <= place_of(one).end]
    if not at:
        return None
    result = min(at, key=lambda one: place_of(one).end - place_of(one).start)
    return hover(_story(result).value, positions.range(place_of(result)))


def _word(result: Result) -> str:
    match result:
        case CheckResult():
            words = surprise_words(result)
        case ScenarioResult(succeeded=True):
            words = "as told"
        case ScenarioResult():
            words = "not played to its end" if result.unanswered else "not as told"
    return f"{_STYLE.symbol(_SIGNS[outcome(result)])} {words}"


def _is_open(result: Result) -> bool:
    return _SIGNS[outcome(result)] == "open"


def _story(result: Result) -> types.MarkupContent:
    text = render_result(result, None, _STYLE, "verbose")
    # The first line is the file, which the reader has before them.
    shown = "\n".join(text.strip("\n").split("\n")[1:]).strip("\n")
    return types.MarkupContent(types.MarkupKind.Markdown, code(shown, "text"))


def _guilty(result: Result, positions: Positions, folder: str) -> Iterator[types.DiagnosticRelatedInformation]:
    for told in stories(result):
        for one in told.story.guilty:
            place = location(one.span, positions, folder)
            yield types.DiagnosticRelatedInformation(place, plain(f"{one.clause} {one.why}"))


def _end_of_line(file: SourceFile, result: Result) -> int:
    """The end of the line in which what was asked ends; of a scenario, in which it begins."""
    span = result.span
    line = file.line_of(span.start if isinstance(result, ScenarioResult) else max(span.start, span.end - 1))
    return file.line_starts[line - 1] + len(file.line_text(line))


def _first_line(span: Span) -> Span:
    """A scenario goes on for many lines; one is enough to be marked."""
    end = span.text.find("\n")
    return span if end < 0 else Span(span.file, span.start, span.start + end)
