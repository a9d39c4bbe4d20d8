"""Verdicts, scenarios and diagnostics as SARIF results."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import assert_never

from rspverify.check.results import CheckResult, Result, ScenarioResult
from rspverify.report.diagnostics import severity_of
from rspverify.report.outcomes import Outcome, outcome
from rspverify.report.sarif.flows import code_flow
from rspverify.report.sarif.places import Json, file_location, location, message
from rspverify.report.sentences import ToldStory, code_of, name_of, place_of, sentence, stories
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

_KINDS = {
    Outcome.EXPECTED: "pass",
    Outcome.UNEXPECTED: "fail",
    Outcome.UNDETERMINED: "open",
    Outcome.BOUNDED: "open",
    Outcome.WRONG_INPUT: "notApplicable",
    Outcome.FAULT: "open",
    Outcome.TOLD: "pass",
    Outcome.NOT_TOLD: "fail",
}


def result_to_sarif(result: Result, name: str) -> Json:
    """`name` is the one that does not change with the lines of the file (see `ids`)."""
    text = f"{name_of(result)}: {sentence(result)}"
    document = judged(code_of(result), _KINDS[outcome(result)], text, place_of(result), name, _properties(result))
    return document | flows_to_sarif(list(stories(result)), result.span)


def judged(code: str, kind: str, text: str, place: Span, name: str, properties: Json) -> Json:
    """What became of a check, a scenario or a goal: an error if its `kind` is `fail`. `name`: one that does not change
    with the lines of the file."""
    return {
        "ruleId": code,
        "kind": kind,
        "level": "error" if kind == "fail" else "none",
        "message": message(text),
        "locations": [location(place)],
        "partialFingerprints": fingerprint(name),
        "properties": {"id": name, **properties},
    }


def fingerprint(name: str) -> Json:
    """What tells a result from others, by a name that does not change with the lines of the file."""
    return {"rspverifyResult/v1": _digest(name)}


def flows_to_sarif(told: Sequence[ToldStory], check: Span) -> Json:
    """The stories of a result, and the clauses whose words made them possible; nothing where there are none. `check`:
    see `code_flow`."""
    document: Json = {}
    if told:
        document["codeFlows"] = [code_flow(one, check) for one in told]
    excerpts = dict.fromkeys(excerpt for one in told for excerpt in one.story.guilty)
    if excerpts:
        document["relatedLocations"] = [
            location(one.span, f"{one.clause}: {one.why}" if one.why else one.clause) | {"id": index + 1}
            for index, one in enumerate(excerpts)
        ]
    return document


def diagnostic_to_sarif(diagnostic: Diagnostic, path: str, number: int) -> Json:
    """A diagnostic about a place or a file. `number` tells those apart that say the same of one file."""
    severity = severity_of(diagnostic.code)
    span = diagnostic.span
    key = f"{path if span is None else span.file.path}::{diagnostic.code}::{diagnostic.message}::{number}"
    document: Json = {
        "ruleId": diagnostic.code,
        "kind": "informational" if severity == "note" else "fail",
        "level": "none" if severity == "note" else severity,
        "message": message(diagnostic_text(diagnostic)),
        "locations": [file_location(path) if span is None else location(span, diagnostic.label)],
        "partialFingerprints": {"rspverifyDiagnostic/v1": _digest(key)},
    }
    if diagnostic.labels:
        document["relatedLocations"] = [
            location(label.span, label.text) | {"id": index + 1} for index, label in enumerate(diagnostic.labels)
        ]
    return document


def diagnostic_text(diagnostic: Diagnostic) -> str:
    """The message with the advice that goes with it."""
    return f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message


def _properties(result: Result) -> Json:
    shared: Json = {"outcome": outcome(result).value}
    match result:
        case CheckResult():
            return shared | {"verdict": result.verdict.value, "expected": result.expected}
        case ScenarioResult():
            return shared
        case _:
            assert_never(result)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
