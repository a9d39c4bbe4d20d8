"""The report as JSON lines: a head, one line for each result and each diagnostic as they come, one for each file, and a
summary. The parts are those of the JSON report; `schema.json` says how a line looks (`$defs/line`)."""

from __future__ import annotations

import json

from rspverify.check.results import Result
from rspverify.report.document import FileReport, RunReport, count, spare_clauses
from rspverify.report.ids import Ids, result_ids
from rspverify.report.json import (
    SCHEMA_VERSION,
    Json,
    counts_to_json,
    diagnostic_to_json,
    elsewhere_to_json,
    result_to_json,
    text_to_json,
    times_to_json,
)
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`): the same lines as are printed while a run goes on, file by file."""
    ids = Ids()
    lines = [head_line(setting.version), *(diagnostic_line(one, None) for one in report.diagnostics)]
    for file in report.files:
        lines += [diagnostic_line(one, file.path) for one in file.diagnostics]
        lines += [result_line(result, file.path, ids) for result in file.results]
    return "".join([*lines, *(file_line(file) for file in report.files), summary_line(report)])


def head_line(version: str, command: str = "check") -> str:
    return line({"line": "head", "schema_version": SCHEMA_VERSION, "tool": _tool(version), "command": command})


def result_line(result: Result, file: str, ids: Ids) -> str:
    """`ids` has named all results before this one."""
    return line({"line": "result", "file": text_to_json(file), "result": result_to_json(result, ids.of(result))})


def diagnostic_line(diagnostic: Diagnostic, file: str | None) -> str:
    """`file`: the one that was checked; None: it is about the run."""
    path = None if file is None else text_to_json(file)
    return line({"line": "diagnostic", "file": path, "diagnostic": diagnostic_to_json(diagnostic)})


def file_line(file: FileReport) -> str:
    numbers: Json = {"left_out": file.left_out, "unfinished": file.unfinished, "begun": file.begun}
    numbers |= elsewhere_to_json(file.elsewhere)
    return line({"line": "file", "path": text_to_json(file.path), **numbers})


def summary_line(report: RunReport) -> str:
    ids = result_ids(report)
    return line(
        {
            "line": "summary",
            "exit_code": report.exit_code,
            "interrupted": report.interrupted,
            "summary": counts_to_json(count(report)),
            "spare_clauses": list(spare_clauses(report)),
            "times": times_to_json(report, ids),
        }
    )


def _tool(version: str) -> Json:
    return {"name": "rspverify", "version": version}


def line(document: Json) -> str:
    """A document in one line of ASCII."""
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n"
