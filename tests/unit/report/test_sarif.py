"""SARIF: valid by the official schema, and what the schema cannot say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft4Validator

from rspverify.report.diagnostics import page_of
from rspverify.report.document import FileReport, RunReport
from rspverify.report.sarif.log import render
from rspverify.report.setting import Setting
from rspverify.source.codes import CODES
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from tests.repository.places import ROOT
from tests.unit.report import examples, runs


@cache
def validator() -> Draft4Validator:
    text = (ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def sarif(report: RunReport, **setting: Any) -> Any:
    """The one run of the log, which is valid."""
    document = json.loads(render(report, Setting("1.2.3", **setting)))
    validator().validate(document)
    [run] = document["runs"]
    return run


@pytest.mark.parametrize("report", [runs.EVERYTHING, runs.FINE, runs.INTERRUPTED, runs.HOSTILE, runs.run(())])
def test_it_is_valid(report: RunReport) -> None:
    run = sarif(report)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] == "none" or result["kind"] == "fail"
        assert result["locations"], "many readers refuse results without a place"


def test_each_rule_has_its_page() -> None:
    page = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^### (.*)$", page, re.M)
    }
    assert {page_of(code).partition("#")[2] for code in CODES} <= anchors
    for rule in sarif(runs.EVERYTHING)["tool"]["driver"]["rules"]:
        assert rule["helpUri"] == page_of(rule["id"]) and "```" in rule["help"]["markdown"]


def test_expected_violations_pass_and_keep_their_story() -> None:
    run = sarif(examples.report(examples.VIOLATED_AS_EXPECTED, examples.VIOLATED, examples.VACUOUS))
    assert [result["kind"] for result in run["results"]] == ["pass", "fail", "fail"]
    assert [result["level"] for result in run["results"]] == ["none", "error", "error"]
    assert [len(result.get("codeFlows", [])) for result in run["results"]] == [1, 1, 0]


def test_a_story_has_the_state_of_each_step() -> None:
    [result] = sarif(examples.report(examples.VIOLATED))["results"]
    [thread] = result["codeFlows"][0]["threadFlows"]
    assert thread["immutableState"]["Lab"] == {"text": "anthropic"}
    assert thread["immutableState"]["reasonable"] == {"text": "3 days"}
    assert thread["initialState"] == {"time": {"text": "day 0"}, "trained(anthropic, m1)": {"text": "false"}}
    states = [one["state"] for one in thread["locations"] if "state" in one]
    assert states[1:] == [
        {"time": {"text": "day 3, hour 4"}},
        {"time": {"text": "day 3, hour 4"}, "trained(anthropic, m1)": {"text": "true"}},
    ]
    texts = [one["location"]["message"]["text"] for one in thread["locations"]]
    assert texts[2].startswith("2. anthropic trains m1 (day 3, hour 4): anthropic has trained m1")
    assert texts[3].startswith("rsp_v3.delay does not apply")
    assert texts[-1].startswith("Here it breaks: anthropic trains m1")
    assert [one["executionOrder"] for one in thread["locations"]] == list(range(1, len(texts) + 1))
    [guilty] = result["relatedLocations"]
    assert guilty["physicalLocation"]["region"]["startLine"] == 3 and "rsp_v3.delay: it" in guilty["message"]["text"]


def test_a_verdict_that_depends_on_readings_has_a_flow_for_each_story() -> None:
    [result] = sarif(examples.report(examples.DEPENDS))["results"]
    [flow] = result["codeFlows"]
    assert "hazardous as by_capability" in flow["message"]["text"]


def test_stories_about_two() -> None:
    two_runs, two_states = sarif(examples.report(runs.TWO_RUNS, runs.TWO_STATES))["results"]
    assert [thread["id"] for thread in two_runs["codeFlows"][0]["threadFlows"]] == ["run", "other run"]
    assert "with this change" in two_states["codeFlows"][0]["message"]["text"]


def test_columns_are_those_of_utf_16() -> None:
    """An emoji takes two units there, and one character in editors."""
    file = SourceFile("a.rsp", 'x\n"\U0001f600" check\n')
    start = file.text.index("check")
    odd = replace(examples.HOLDS, span=Span(file, start, start + 5))
    run = sarif(examples.report(odd))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert region == {"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 11}
    assert odd.span.column == 5


def test_fingerprints_do_not_depend_on_lines() -> None:
    """The same checks, three lines below."""
    moved_file = SourceFile(examples.FILE.path, "\n\n\n" + examples.TEXT)

    def moved(span: Span) -> Span:
        return Span(moved_file, span.start + 3, span.end + 3)

    here, again = replace(examples.VIOLATED), replace(examples.VIOLATED)
    below, below_again = (replace(one, span=moved(one.span)) for one in (here, again))
    lint = replace(runs.LINT, span=moved(examples.span("clause proceed")))
    one = sarif(runs.run((FileReport("specs/news.rsp", (here, again), (runs.LINT,)),)))
    other = sarif(runs.run((FileReport("specs/news.rsp", (below, below_again), (lint,)),)))
    prints = [[result["partialFingerprints"] for result in run["results"]] for run in (one, other)]
    assert prints[0] == prints[1]
    assert len({json.dumps(each) for each in prints[0]}) == 3
    assert one["results"] != other["results"]


def test_places_below_the_working_directory_are_relative(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    paths = ("a b/ü%.rsp", str(tmp_path / "inside" / "c.rsp"), "../outside.rsp")
    files = [SourceFile(path, "check") for path in paths]
    run = sarif(examples.report(*(replace(examples.HOLDS, span=Span(file, 0, 5)) for file in files)))
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert places[0] == {"uri": "a%20b/%C3%BC%25.rsp", "uriBaseId": "%SRCROOT%"}
    assert places[1] == {"uri": "c.rsp", "uriBaseId": "%SRCROOT%"}
    assert places[2] == {"uri": (tmp_path / "outside.rsp").as_uri()}
    assert list(run["originalUriBaseIds"]) == ["%SRCROOT%"]


def test_what_the_invocation_says() -> None:
    [invocation] = sarif(runs.EVERYTHING)["invocations"]
    assert invocation["exitCode"] == 4 and not invocation["executionSuccessful"]
    texts = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert texts[0].startswith("there is no file")
    assert "2 checks or scenarios have no result" in texts
    assert "not begun: the run was interrupted" in texts
    assert sarif(runs.FINE)["invocations"][0]["executionSuccessful"]


def test_quiet_logs_leave_out_what_passed() -> None:
    """GitHub takes each result for an alert, whatever its kind."""
    run = sarif(runs.EVERYTHING, detail="quiet")
    kinds = [result["kind"] for result in run["results"]]
    assert "pass" not in kinds and {"fail", "open"} <= set(kinds)
    assert run["properties"]["summary"]["expected"] == 4


def messages(found: Any) -> Iterator[str]:
    """The texts of all messages in a document."""
    if isinstance(found, list):
        for one in found:
            yield from messages(one)
    elif isinstance(found, dict):
        for key, value in found.items():
            if key == "message":
                yield value["text"]
            else:
                yield from messages(value)


def test_messages_hold_no_links_and_no_placeholders() -> None:
    assert render(runs.HOSTILE, Setting("1")).isascii()
    found = list(messages(sarif(runs.HOSTILE)))
    assert sum("[l] (http" in text for text in found) > 5
    for text in found:
        assert "](" not in text and not re.search(r"(?<!\{)\{\d+\}(?!\})", text)
        assert not re.search("[\x00-\x1f\u2028\ud800]", text)


def test_only_times_differ_between_runs() -> None:
    slow = examples.report(*(replace(result, seconds=9.0) for result in examples.EVERY_KIND))
    assert sarif(slow) == sarif(examples.report(*examples.EVERY_KIND))
