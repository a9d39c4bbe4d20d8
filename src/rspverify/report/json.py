"""The report for machines. `schema.json`, beside this file, says how it looks; `schema_version` grows by the rules of
semantic versioning. All but what stands under `times` is the same on every run."""

from __future__ import annotations

import json
from typing import assert_never

from rspverify.check.results import (
    Beside,
    CheckResult,
    ClauseNote,
    Excerpt,
    InductionGap,
    ProofNote,
    ReadingVerdict,
    RestsOn,
    Result,
    ScenarioResult,
    Story,
    StoryStep,
)
from rspverify.report.document import Counts, FileReport, RunReport, count, spare_clauses
from rspverify.report.ids import result_ids
from rspverify.report.setting import Setting
from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span
from rspverify.trace.itf import to_json

SCHEMA_VERSION = "1.2"

Json = dict[str, object]


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    return render_json(report, setting.version)


def render_json(report: RunReport, version: str) -> str:
    """The report of a run of `check`. `version` is that of the package."""
    ids = result_ids(report)
    counts = count(report)
    also: Json = {}
    if report.also:
        from rspverify.report.also_json import also_to_json

        also["also"] = also_to_json(report.also)
    shard: Json = {}
    if report.shard is not None:
        from rspverify.report.lossless import shard_to_json

        shard["shard"] = shard_to_json(report, report.shard)
    document = _head("check", version, report.exit_code) | {
        "interrupted": report.interrupted,
        "summary": counts_to_json(counts),
        "spare_clauses": list(spare_clauses(report)),
        "files": [_file(file, ids) for file in report.files],
        "diagnostics": [diagnostic_to_json(one) for one in report.diagnostics],
        **also,
        **shard,
        "times": times_to_json(report, ids),
    }
    return dump(document)


def render_replay_json(version: str, file: str, confirmed: bool, reason: str, story: Story | None, code: int) -> str:
    """The report of `replay`."""
    return dump(
        _head("replay", version, code)
        | {
            "file": _text(file),
            "confirmed": confirmed,
            "reason": _text(reason),
            "story": None if story is None else _story(story),
        }
    )


def render_diagnostics_json(command: str, version: str, diagnostics: tuple[Diagnostic, ...], code: int) -> str:
    """The report of `lint`, or of a run of any verb that came to nothing but diagnostics."""
    return dump(_head(command, version, code) | {"diagnostics": [diagnostic_to_json(one) for one in diagnostics]})


def dump(document: Json) -> str:
    """The JSON text of a document: ASCII only, so that every terminal and every encoding takes it."""
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def diagnostic_to_json(diagnostic: Diagnostic) -> Json:
    """A diagnostic with its places."""
    entry = CODES.get(diagnostic.code)
    return {
        "code": diagnostic.code,
        "severity": entry.severity if entry else "error",
        "message": _text(diagnostic.message),
        "place": None if diagnostic.span is None else _place(diagnostic.span),
        "label": _text(diagnostic.label),
        "labels": [{"place": _place(label.span), "text": _text(label.text)} for label in diagnostic.labels],
        "help": None if diagnostic.help is None else _text(diagnostic.help),
        "notes": [_text(note) for note in diagnostic.notes],
    }


# ---------------------------------------------------------------- parts, for the reports of other verbs


def counts_to_json(counts: Counts) -> Json:
    """The numbers of a run; what is left to other shards, only if something is."""
    numbers = {name: value for name, value in vars(counts).items() if name != "elsewhere"}
    return numbers | elsewhere_to_json(counts.elsewhere)


def elsewhere_to_json(number: int) -> Json:
    return {"elsewhere": number} if number else {}


def head_to_json(command: str, version: str, code: int) -> Json:
    """What every report begins with."""
    return _head(command, version, code)


def times_to_json(report: RunReport, ids: dict[int, str]) -> Json:
    """How long a run of `check` took, and how many of its results took no time."""
    times: Json = {
        "seconds": round(report.seconds, 3),
        "results": {ids[id(result)]: round(result.seconds, 3) for result in report.results},
    }
    return times | ({"from_cache": report.remembered} if report.remembered else {})


def result_to_json(result: Result, name: str) -> Json:
    """A result; `name` is its id."""
    return _result(result, name)


def check_to_json(result: CheckResult) -> Json:
    """The result of a check, with an id made of its file, name and conditions."""
    return _result(result, _text(f"{result.file}::{result.property}::{result.conditions}"))


def story_to_json(story: Story) -> Json:
    return _story(story)


def proof_to_json(proof: ProofNote) -> Json:
    return _proof(proof)


def place_to_json(span: Span) -> Json:
    return _place(span)


def text_to_json(text: str) -> str:
    """The text with lone surrogates, which JSON readers may refuse, replaced."""
    return _text(text)


# ----------------------------------------------------------------


def _head(command: str, version: str, exit_code: int) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "rspverify", "version": version},
        "command": command,
        "exit_code": exit_code,
    }


def _file(file: FileReport, ids: dict[int, str]) -> Json:
    return {
        "path": _text(file.path),
        "results": [_result(result, ids[id(result)]) for result in file.results],
        "diagnostics": [diagnostic_to_json(one) for one in file.diagnostics],
        "left_out": file.left_out,
        **elsewhere_to_json(file.elsewhere),
        "unfinished": file.unfinished,
        "begun": file.begun,
    }


def _result(result: Result, name: str) -> Json:
    match result:
        case CheckResult():
            return {
                "kind": "check",
                "id": name,
                "property": result.property,
                "wording": _text(result.wording),
                "conditions": _text(result.conditions),
                "place": _place(result.span),
                "expected": result.expected,
                "verdict": result.verdict.value,
                "meeting": result.meeting.value,
                "steps": result.steps,
                "sizes": dict(result.sizes),
                "reason": _text(result.reason),
                "proof": None if result.proof is None else _proof(result.proof),
                "story": None if result.story is None else _story(result.story),
                "table": [_row(row) for row in result.table],
                "cause": _text(result.cause),
                "gap": None if result.gap is None else _gap(result.gap),
                "diagnostics": [diagnostic_to_json(one) for one in result.diagnostics],
            }
        case ScenarioResult():
            return {
                "kind": "scenario",
                "id": name,
                "name": result.name,
                "wording": _text(result.wording),
                "place": _place(result.span),
                "succeeded": result.succeeded,
                "failure": _text(result.failure),
                "failed_at": None if result.place is None else _place(result.place),
                "diagnostics": [diagnostic_to_json(one) for one in result.diagnostics],
            } | ({"unanswered": result.unanswered} if result.unanswered else {})
        case _:
            assert_never(result)


def _proof(proof: ProofNote) -> Json:
    return {
        "method": _text(proof.method),
        "invariants": [_text(one) for one in proof.invariants],
        "conditions": proof.conditions,
        "bound": proof.bound,
        "sizes": dict(proof.sizes),
        "left_out": [_text(one) for one in proof.left_out],
        "rests_on": None if proof.rests_on is None else _rests_on(proof.rests_on),
    }


def _rests_on(found: RestsOn) -> Json:
    return {
        "clauses": list(found.clauses),
        "axioms": list(found.axioms),
        "assumptions": list(found.assumptions),
        "others": [_text(one) for one in found.others],
        "meaning": list(found.meaning),
        "spare": list(found.spare),
        "minimal": found.minimal,
    }


def _gap(gap: InductionGap) -> Json:
    return {
        "members": [{"entity": entity, "members": list(members)} for entity, members in gap.members],
        "before": [_text(one) for one in gap.before],
        "step": _text(gap.step),
        "after": [_text(one) for one in gap.after],
        "ending": _text(gap.ending),
        "suggestion": [_text(one) for one in gap.suggestion],
        "advice": _text(gap.advice),
        "witness": gap.witness,
    }


def _row(row: ReadingVerdict) -> Json:
    return {
        "readings": dict(row.readings),
        "verdict": row.verdict.value,
        "story": None if row.story is None else _story(row.story),
    }


def _story(story: Story) -> Json:
    document: Json = {
        "readings": [
            {"word": word, "reading": reading, "wording": _text(wording)} for word, reading, wording in story.readings
        ],
        "durations": [{"word": _text(word), "length": length} for word, length in story.durations],
        "members": [{"entity": entity, "members": list(members)} for entity, members in story.members],
        "initially": [_text(one) for one in story.initially],
        "steps": [_step(step) for step in story.steps],
        "ending": _text(story.ending),
        "hinges": [_text(one) for one in story.hinges],
        "guilty": [_excerpt(one) for one in story.guilty],
        "trace": to_json(story.trace),
    }
    document |= {"may_be_smaller": True} if story.may_be_smaller else {}
    return document | ({} if story.beside is None else {"beside": _beside(story.beside)})


def _beside(aside: Beside) -> Json:
    return {
        "kind": aside.kind,
        "differences": [_text(one) for one in aside.differences],
        "moments": [
            {
                "step": one.step,
                "alike": _text(one.alike),
                "here": [_text(text) for text in one.here],
                "there": [_text(text) for text in one.there],
            }
            for one in aside.moments
        ],
        "guilty": [_excerpt(one) for one in aside.guilty],
        "story": None if aside.story is None else _story(aside.story),
        "trace": to_json(aside.trace),
    }


def _step(step: StoryStep) -> Json:
    return {
        "number": step.number,
        "time": step.time,
        "text": _text(step.text),
        "changes": [_text(one) for one in step.changes],
        "clauses": [_note(one) for one in step.clauses],
        "agent": step.agent,
    }


def _note(note: ClauseNote) -> Json:
    return {
        "clause": note.clause,
        "wording": _text(note.wording),
        "status": _text(note.status),
        "place": _place(note.span),
    }


def _excerpt(excerpt: Excerpt) -> Json:
    return {
        "clause": excerpt.clause,
        "why": _text(excerpt.why),
        "place": _place(excerpt.span),
        "text": _text(excerpt.span.text),
    }


def _place(span: Span) -> Json:
    file = span.file
    return {
        "path": _text(file.path),
        "line": span.line,
        "column": span.column,
        "end_line": file.line_of(span.end),
        "end_column": file.column_of(span.end),
    }


def _text(text: str) -> str:
    """The text with lone surrogates, which JSON readers may refuse, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
