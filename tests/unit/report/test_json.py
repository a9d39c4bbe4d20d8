from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rspverify.check.results import Meeting, Verdict
from rspverify.report.document import FileReport, RunReport
from rspverify.report.json import render_diagnostics_json, render_json, render_replay_json
from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.trace.itf import from_json
from tests.unit.report import examples
from tests.unit.report.examples import EVERY_KIND, STORY, TRACE, report

SCHEMA = json.loads((files("rspverify.report") / "schema.json").read_text(encoding="utf-8"))


def valid(text: str) -> Any:
    document = json.loads(text)
    Draft202012Validator(SCHEMA).validate(document)
    return document


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_kind_of_result() -> None:
    document = valid(render_json(report(*EVERY_KIND, exit_code=4), "1.2.3"))
    results = document["files"][0]["results"]
    assert len(results) == len(EVERY_KIND)
    assert document["times"]["results"].keys() == {result["id"] for result in results}
    assert document["exit_code"] == 4


@pytest.mark.parametrize("meeting", Meeting)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict(verdict: Verdict, meeting: Meeting) -> None:
    valid(render_json(report(examples.check_result(verdict, meeting)), "1"))


def test_only_times_differ_between_runs() -> None:
    slow = [replace(result, seconds=9.0) for result in EVERY_KIND]
    one = json.loads(render_json(report(*EVERY_KIND), "1"))
    other = json.loads(render_json(replace(report(*slow), seconds=99.0), "1"))
    assert one.pop("times") != other.pop("times")
    assert one == other


def test_the_trace_can_be_read_back() -> None:
    document = valid(render_json(report(examples.VIOLATED), "1"))
    assert from_json(document["files"][0]["results"][0]["story"]["trace"]) == TRACE


def test_diagnostics_with_places() -> None:
    span = examples.DELAY
    diagnostic = Diagnostic("RSP203", "no", span, "here", (Label(span, "there"),), "help", ("note",))
    wrong = RunReport((FileReport("a.rsp", diagnostics=(diagnostic,)),), (Diagnostic("RSP101", "gone"),), 2, False, 0.1)
    document = valid(render_json(wrong, "1"))
    assert document["files"][0]["diagnostics"][0]["place"] == {
        "path": "specs/news.rsp",
        "line": 3,
        "column": 3,
        "end_line": 4,
        "end_column": 68,
    }
    assert valid(render_diagnostics_json("lint", "1", (diagnostic,), 2))["exit_code"] == 2


def test_replay() -> None:
    assert valid(render_replay_json("1", "a.rsp", True, "", STORY, 0))["confirmed"]
    assert not valid(render_replay_json("1", "a.rsp", False, "why", None, 1))["confirmed"]


def test_odd_characters() -> None:
    odd = examples.check_result(Verdict.HOLDS, Meeting.MET, wording="\ud800\x1b\U0001f600\u202e")
    text = render_json(report(odd), "1")
    assert text.isascii()
    valid(text)
