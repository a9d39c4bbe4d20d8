"""The reports of `fuzz` in all formats: they say the same, call nothing a success that no run shows, and nothing of a
file does anything."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from rspverify.check.fuzzing.draft_results import Apart, Audited, Drafted, DraftsTried, Idle, Incompatible
from rspverify.check.fuzzing.results import (
    CheckFuzzed,
    Coverage,
    Fuzzed,
    Goal,
    Outcome,
    ScenarioPlayed,
    Shown,
)
from rspverify.cli.fuzz_reports import DRAFTS, RUNS
from rspverify.report import (
    drafts_json,
    drafts_markdown,
    drafts_text,
    fuzz_findings,
    fuzz_json,
    fuzz_markdown,
    fuzz_text,
)
from rspverify.report.fuzz_report import DraftsReport, FuzzReport
from rspverify.report.html import drafts as drafts_html
from rspverify.report.html import fuzz as fuzz_html
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY, STORY, span
from tests.unit.report.html.test_other_verbs import well_formed
from tests.unit.report.runs import ODD
from tests.unit.report.test_json import valid
from tests.unit.report.test_sarif import validator

CHECK = span("rsp_v3 expect violated")
SHOWN = Shown(STORY, False, "", "scenario found_1 {\n  let m: Model\n}\n", "found_1", "")
BAD = CheckFuzzed("safe", "nobody trains", "under rsp", CHECK, "holds", Outcome.UNEXPECTED, 7, SHOWN)
AGAIN = replace(
    BAD, property="can", expected="possible", outcome=Outcome.AGAIN, shown=replace(SHOWN, witness=True, by="told")
)
UNTOLD = replace(BAD, conditions="under rsp, reading a as b", shown=replace(SHOWN, scenario="", untold="it is odd"))
NOTHING = replace(BAD, property="kept", outcome=Outcome.NOTHING, shown=None)
LEFT_OUT = replace(BAD, property="lost", outcome=Outcome.LEFT_OUT, judged=0, shown=None, reason="no run begins")
TOLD = ScenarioPlayed("told", "as meant", CHECK, "", None, ("can",))
WRONG = ScenarioPlayed("wrong", "otherwise", CHECK, "`train(a)` is forbidden", DELAY)
GOALS = (
    Goal("rsp", "delay", "applies", span=DELAY),
    Goal("rsp", "delay", "is true", "hazardous(l, m)", "when", span=DELAY),
    Goal("rsp", "delay", "is false", "hazardous(l, m)", "when", span=DELAY),
    Goal("rsp", "delay", "is defeated", "proceed", span=DELAY),
    Goal("rsp", "", "is true", "crisis", "in force while", span=DELAY),
)
FILE = Fuzzed(
    "specs/news.rsp",
    7,
    30,
    False,
    (TOLD, WRONG),
    (BAD, UNTOLD, AGAIN, NOTHING, LEFT_OUT),
    Coverage(GOALS, frozenset(GOALS[:2])),
    (Diagnostic("RSP902", "a result was not confirmed", CHECK),),
)
REPORT = FuzzReport((FILE,), (Diagnostic("RSP101", "there is no file"),), 4)
QUIET, SETTING, VERBOSE = Setting("1.2.3", "quiet"), Setting("1.2.3"), Setting("1.2.3", "verbose")
HOSTILE = replace(
    FILE,
    file=ODD,
    scenarios=(replace(WRONG, name=ODD, failure=ODD, shows=(ODD,)),),
    checks=(replace(BAD, property=ODD, wording=ODD, conditions=ODD, shown=replace(SHOWN, scenario=ODD)),),
    coverage=Coverage(
        (replace(GOALS[1], what=ODD), replace(GOALS[3], policy=ODD, clause=ODD, what=ODD)), frozenset(GOALS)
    ),
)


def test_text_is_what_is_wrong_and_what_is_printed_piece_by_piece() -> None:
    text = fuzz_text.render(REPORT, SETTING)
    assert text.startswith("error[RSP101]: there is no file\n\n")
    pieces = [fuzz_text.render_fuzzed(FILE, SETTING.style), fuzz_text.render_end(REPORT, SETTING)]
    assert text.endswith("\n\n" + "\n".join(pieces))
    assert "✗ scenario wrong goes otherwise: `train(a)` is forbidden" in text
    assert "- rsp.delay: `hazardous(l, m)` (when) is false\n  - rsp.delay is defeated by proceed" in text
    assert fuzz_text.render(replace(REPORT, interrupted=True), SETTING).endswith("stands above\n")


def test_a_violation_is_not_what_a_file_says_that_says_depends() -> None:
    depends = replace(AGAIN, expected="depends", shown=SHOWN)
    assert fuzz_text.said(depends).endswith("as the words are read there; the file says: depends")
    assert fuzz_text.said(replace(depends, expected="violated")).endswith(", as the file says")


def test_sarif_calls_nothing_a_success_that_no_run_shows() -> None:
    document = json.loads(fuzz_findings.render_sarif(REPORT, SETTING))
    validator().validate(document)
    (run,) = document["runs"]
    assert [(one["ruleId"], one["kind"]) for one in run["results"]] == [
        ("RSP902", "fail"),
        ("RSP511", "pass"),
        ("RSP511", "fail"),
        ("RSP510", "fail"),
        ("RSP510", "fail"),
        ("RSP510", "pass"),
        ("RSP510", "open"),
        ("RSP510", "notApplicable"),
        *[("RSP512", "informational")] * 3,
    ]
    bad, scenario, goal = run["results"][3], run["results"][2], run["results"][-1]
    assert bad["codeFlows"][0]["threadFlows"][0]["locations"] and bad["relatedLocations"]
    places = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in (bad, scenario, goal)]
    assert places == [CHECK.line, DELAY.line, DELAY.line]
    assert len({json.dumps(one["partialFingerprints"]) for one in run["results"]}) == 11
    assert run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "RSP101"
    assert run["properties"]["fuzzed"][0]["reached"]["clauses applied"] == "1 of 1"
    quiet = json.loads(fuzz_findings.render_sarif(REPORT, QUIET))
    assert {one["kind"] for one in quiet["runs"][0]["results"]} == {"fail"}


def test_junit_has_a_case_for_each_check_and_scenario() -> None:
    root = ElementTree.fromstring(fuzz_findings.render_junit(REPORT, SETTING))
    suite = root.findall("testsuite")[1]
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "7", "failures": "3", "errors": "0", "skipped": "2"}
    cases = {one.get("name"): one for one in suite.findall("testcase")}
    assert set(cases) == {
        "scenario told", "scenario wrong", "safe under rsp", "safe under rsp, reading a as b", "can under rsp",
        "kept under rsp", "lost under rsp",
    }  # fmt: skip
    skipped = cases["kept under rsp"].find("skipped")
    assert skipped is not None and skipped.get("message") == "no counterexample in 7 random runs, which is no proof"
    failure = cases["safe under rsp"].find("failure")
    assert failure is not None and "What happens" in str(failure.text) and "let m: Model" in str(failure.text)
    numbers = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert (numbers["goals"], numbers["goals_reached"], numbers["runs"]) == ("5", "2", "7")


def test_github_annotates_what_is_not_as_the_file_says() -> None:
    lines = fuzz_findings.render_github(REPORT, SETTING).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 5
    assert lines[-1].startswith("5 checks, 7 random runs: 2 unexpected") and lines[-1].endswith("exit code 4")


def test_markdown_and_json() -> None:
    text = fuzz_markdown.render(REPORT, SETTING)
    assert "error[RSP101]" in text and "| ❔ | `lost` under rsp |" in text and "Reached: 1 of 1 clauses applied" in text
    quiet = fuzz_markdown.render(REPORT, QUIET)
    assert "`lost`" not in quiet and "`safe`" in quiet and "Reached" not in quiet
    assert valid(fuzz_json.render(REPORT, SETTING))["fuzzed"][0]["coverage"][0]["reached"] is True


def test_page_has_all_that_was_tried_and_what_was_reached() -> None:
    root = well_formed(fuzz_html.render(REPORT, SETTING))
    found = [(one.attributes["data-stands"], one.attributes["data-verdict"]) for one in root.every("article")]
    assert found == [
        ("found again", "scenario"),
        ("unexpected", "scenario"),
        ("unexpected", "check"),
        ("unexpected", "check"),
        ("found again", "check"),
        ("nothing found", "check"),
        ("left out", "check"),
    ]
    assert [one.one("details").attributes.get("open") is not None for one in root.every("article")].count(True) == 3
    text = root.text
    for words in (
        "no counterexample in 7 random runs, which is no proof",
        "That no random run shows anything is no proof.",
        "left out, since no run begins",
        "scenario found_1 {\n  let m: Model\n}",
        "It cannot be kept as a scenario: it is odd.",
        "Reached: 1 of 1 clauses applied, 0 of 1 defeats happened",
        "the head of the policy",
        "2 of 4",
        "is defeated by proceed",
        "there is no file",
    ):
        assert words in text
    assert len(well_formed(fuzz_html.render(REPORT, QUIET)).every("article")) == 3
    verbose = well_formed(fuzz_html.render(REPORT, VERBOSE)).every("article")
    assert all("open" in one.one("details").attributes for one in verbose)


def test_page_when_there_is_little_to_say() -> None:
    fine = replace(FILE, scenarios=(), checks=(NOTHING,), coverage=Coverage((), frozenset()), diagnostics=())
    page = fuzz_html.render(FuzzReport((fine,), (), 0), SETTING)
    assert well_formed(page).one("h1").text == "✓ Nothing unexpected was found" and "U+000A" not in page
    assert well_formed(fuzz_html.render(FuzzReport((), (), 130, True), SETTING)).one("h1").text == "✗ Interrupted"
    assert "exit code 2" in well_formed(fuzz_html.render(FuzzReport((), REPORT.diagnostics, 2), SETTING)).text


@pytest.mark.parametrize("twice", [False, True])
def test_hostile_texts_do_nothing(twice: bool) -> None:
    report = FuzzReport((HOSTILE, HOSTILE) if twice else (HOSTILE,), (), 1)
    root = well_formed(fuzz_html.render(report, VERBOSE))
    assert "<script>alert('1')</script>" in root.one("main").text
    assert "\x1b" not in root.text and len(root.every("script")) == 1
    validator().validate(json.loads(fuzz_findings.render_sarif(report, SETTING)))
    ElementTree.fromstring(fuzz_findings.render_junit(report, SETTING))
    assert "\n::warning::no" not in fuzz_findings.render_github(report, SETTING)
    valid(fuzz_json.render(report, SETTING))


# ---------------------------------------------------------------- drafts

DRAFTED = Drafted("edited", "rsp", "rsp.delay: without it", 3, (), (), (Audited("RSP406", "it is idle"),))
TRIED = DraftsTried(
    "specs/news.rsp",
    (DRAFTED, replace(DRAFTED, said="rsp.delay: with more", unexpected=("safe",), audited=())),
    (Incompatible("safe", "can", "from the rules alone", ("rsp",)), Incompatible("kept", "can", "", ())),
    (Apart("safe", "kept", 2),),
    (Idle("rsp.delay", 4),),
    ("rsp cannot be edited",),
    False,
    (),
)
DRAFTS_REPORT = DraftsReport((TRIED,), (Diagnostic("RSP101", "there is no file"),), 1)


def test_drafts_page_tells_what_is_proved_from_what_is_not() -> None:
    root = well_formed(drafts_html.render(DRAFTS_REPORT, SETTING))
    found = [(one.attributes["data-stands"], one.attributes["aria-label"]) for one in root.every("article")]
    assert found == [
        ("proved", "safe and can"),
        ("proved", "kept and can"),
        ("seen", "safe and kept: one of them held of 2 drafts, never both"),
        ("seen", "rsp.delay: not needed by any of 4 proofs"),
        ("seen", "rsp.delay: without it"),
        ("seen", "rsp.delay: with more"),
        ("seen", "rsp cannot be edited"),
    ]
    for words in ("the file expects both of rsp", "RSP406 it is idle", "not as expected: safe", "there is no file"):
        assert words in root.text
    assert len(well_formed(drafts_html.render(DRAFTS_REPORT, VERBOSE)).every("article")) == 9
    odd = replace(TRIED, file=ODD, drafts=(replace(DRAFTED, said=ODD, audited=(Audited("RSP406", ODD),)),) * 2)
    root = well_formed(drafts_html.render(DraftsReport((odd, odd), (), 0, True), VERBOSE))
    assert "<script>alert('1')</script>" in root.text and len(root.every("script")) == 1


def test_without_checks_or_without_time_there_are_no_drafts() -> None:
    assert drafts_text.render(DraftsReport((), (), 0), SETTING) == "there is nothing to try\n"
    assert drafts_text.render(DraftsReport((), (), 130, True), SETTING).startswith("interrupted before a file was done")


def test_drafts_in_the_other_formats() -> None:
    assert "the file expects both of rsp" in drafts_text.render(DRAFTS_REPORT, SETTING)
    assert "error[RSP101]" in drafts_markdown.render(DRAFTS_REPORT, SETTING)
    assert len(valid(drafts_json.render(DRAFTS_REPORT, SETTING))["drafted"][0]["drafts"]) == 2


def test_the_list_of_formats() -> None:
    assert set(DRAFTS) < set(RUNS) == {"text", "json", "sarif", "junit", "github", "markdown", "html"}
