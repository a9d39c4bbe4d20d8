"""JSON lines: each is valid, and together they are the JSON report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rspverify.report import json as whole
from rspverify.report import jsonl
from rspverify.report.document import RunReport
from rspverify.report.setting import Setting
from rspverify.trace.itf import from_json
from tests.unit.report import examples, runs
from tests.unit.report.pairs import OTHER
from tests.unit.report.test_json import SCHEMA, valid

SETTING = Setting("1.2.3")
LINE = Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"], "properties": SCHEMA["properties"]})


def lines(report: RunReport) -> list[Any]:
    """The lines of a report, which are valid and in the right order."""
    text = jsonl.render(report, SETTING)
    assert text.isascii() and text.endswith("\n")
    found = [json.loads(line) for line in text.splitlines()]
    for line in found:
        LINE.validate(line)
    return found


@pytest.mark.parametrize("report", [runs.EVERYTHING, runs.FINE, runs.INTERRUPTED, runs.HOSTILE, runs.run(())])
def test_the_lines_are_the_document(report: RunReport) -> None:
    document = valid(whole.render(report, SETTING))
    found = lines(report)
    files = []
    for line in (one for one in found if one["line"] == "file"):
        path = line["path"]
        mine = [one for one in found if one.get("file") == path]
        files.append(
            {
                "path": path,
                "results": [one["result"] for one in mine if one["line"] == "result"],
                "diagnostics": [one["diagnostic"] for one in mine if one["line"] == "diagnostic"],
                **{key: line[key] for key in ("left_out", "unfinished", "begun")},
            }
        )
    about_the_run = [one["diagnostic"] for one in found if one["line"] == "diagnostic" and one["file"] is None]
    head, summary = dict(found[0]), dict(found[-1])
    del head["line"], summary["line"]
    assert head | summary | {"files": files, "diagnostics": about_the_run} == document


@pytest.mark.parametrize(
    "line",
    [
        {"line": "other"},
        {"line": "file", "path": "a.rsp"},
        {"line": "diagnostic", "file": None, "diagnostic": {}},
        {"line": "head", "schema_version": "1.2", "tool": {"name": "x", "version": "1"}, "command": "check"},
        {"line": "file", "path": "a", "left_out": 0, "unfinished": 0, "begun": True, "more": 1},
    ],
)
def test_the_schema_refuses_other_lines(line: Any) -> None:
    assert not LINE.is_valid(line)


def test_traces_are_itf_and_can_be_read_back() -> None:
    found = [one["result"] for one in lines(runs.run((runs.FileReport("a.rsp", (runs.TWO_RUNS,)),)))[1:2]]
    story = found[0]["story"]
    assert from_json(story["trace"]) == examples.TRACE
    assert from_json(story["beside"]["trace"]) == OTHER
    for trace in (story["trace"], story["beside"]["trace"]):
        assert trace["#meta"]["format"] == "ITF"
        assert all(set(trace["vars"]) == state.keys() - {"#meta"} for state in trace["states"])


@pytest.mark.parametrize("value", [{"#bigint": 3}, {"#map": [[1]]}, {"#other": []}, None, 1.5, {"#tup": 3}])
def test_the_schema_refuses_traces_that_are_no_itf(value: Any) -> None:
    state = {"#meta": {"index": 0}, "rsp_step": {"tag": "Start", "value": {}}, "rsp_time": {"#bigint": "0"}}
    trace = Draft202012Validator({"$ref": "#/$defs/trace", "$defs": SCHEMA["$defs"]})
    assert trace.is_valid({"#meta": {}, "vars": ["x"], "states": [{**state, "x": True}]})
    assert not trace.is_valid({"#meta": {}, "vars": ["x"], "states": [{**state, "x": value}]})
