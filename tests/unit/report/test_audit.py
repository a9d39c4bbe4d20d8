from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from rspverify.check.audit.finding import Accepted, Audit, Finding, PolicyAudit, Share, Untold
from rspverify.check.results import Excerpt
from rspverify.report import audit_findings, audit_json, audit_markdown, audit_text
from rspverify.report.audit_report import AuditReport
from rspverify.report.audit_text import render_audit, render_audit_summary
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY, STORY
from tests.unit.report.test_json import valid
from tests.unit.report.test_sarif import validator

FINDING = Finding(
    "RSP401",
    "rsp",
    ("delay", "proceed"),
    "two clauses collide",
    DELAY,
    ("only under one reading",),
    excerpts=(Excerpt("rsp.delay", "forbids it", DELAY),),
    stories=(STORY,),
)
ACCEPTED = replace(FINDING, code="RSP402", accepted=Accepted("meant so", DELAY))
UNTOLD = Untold("RSP406", "rsp", "whether `delay` changes anything", "the limit is reached", DELAY)
SHARE = Share("rsp", "delay", ("a", "b"), 4, 2, 1, DELAY)
POLICY = PolicyAudit("rsp", "the policy", DELAY, (FINDING, ACCEPTED), (UNTOLD,), (SHARE,))
AUDIT = Audit("rsp.rsp", (POLICY,))
REPORT = AuditReport((AUDIT,), (), 1)
SETTING = Setting("1")


def test_json_is_as_the_schema_says() -> None:
    document = valid(audit_json.render(REPORT, SETTING))
    (policy,) = document["audits"][0]["policies"]
    assert [one["code"] for one in policy["findings"]] == ["RSP401", "RSP402"]
    assert policy["findings"][1]["accepted"]["reason"] == "meant so"
    assert (policy["cases_covered"], policy["cases_opened"]) == (2, 1)
    valid(audit_json.render(AuditReport((), (), 0), SETTING))


def test_text_tells_findings_acceptances_open_questions_and_counts() -> None:
    text = render_audit(AUDIT, Style())
    assert "✗ RSP401 two clauses collide" in text
    assert "✓ RSP402 accepted: two clauses collide" in text and "because: meant so" in text
    assert "? RSP406 it could not be told whether `delay` changes anything" in text
    assert "delay: it covers 2 of 4 cases, exceptions open 1 of these (50 %)" in text
    assert render_audit_summary([AUDIT], Style()) == "1 policy: 1 finding, 1 accepted, 1 question without an answer\n"


def test_stories_are_told_in_short_or_whole() -> None:
    short, whole = render_audit(AUDIT, Style()), render_audit(AUDIT, Style(), verbose=True)
    assert "for example: " in short and "What happens" not in short
    assert "What happens" in whole


def test_nothing_wrong_is_said_too() -> None:
    clean = Audit("rsp.rsp", (replace(POLICY, findings=(), untold=(), shares=()),))
    assert "nothing found" in render_audit(clean, Style())
    assert render_audit(Audit("rsp.rsp", ()), Style()) == ""
    assert render_audit_summary([], Style()) == "there are no policies\n"
    assert render_audit_summary([], Style(), interrupted=True) == "no policy was audited to the end\n"
    stopped = Audit("a.rsp", (), (Diagnostic("RSP801", "its memory was used up"),))
    assert render_audit_summary([stopped], Style()) == "no policy was audited to the end\n"


def test_no_control_character_comes_through() -> None:
    evil = replace(FINDING, message="a \x1b[31m b", details=("c \x07",))
    text = render_audit(Audit("x.rsp", (replace(POLICY, findings=(evil,)),)), Style())
    assert "\x1b" not in text and "\x07" not in text


def test_a_whole_text_is_what_is_printed_piece_by_piece() -> None:
    printed = render_audit(AUDIT, Style()) + "\n" + render_audit(AUDIT, Style()) + "\n"
    both = replace(REPORT, audits=(AUDIT, Audit("none.rsp", ()), AUDIT))
    summary = render_audit_summary(both.audits, Style())
    assert audit_text.render(both, SETTING) == printed + summary
    cut = replace(both, interrupted=True)
    assert audit_text.render(cut, SETTING) == printed + summary + "interrupted: what was finished stands above\n"
    assert audit_text.render(AuditReport((), (), 130, True), SETTING).endswith("to the end\ninterrupted\n")


def test_sarif_has_alerts_suppressed_ones_and_open_ones() -> None:
    loose = Diagnostic("RSP801", "its memory was used up")
    document = json.loads(audit_findings.render_sarif(replace(REPORT, diagnostics=(loose,)), SETTING))
    validator().validate(document)
    (run,) = document["runs"]
    found, accepted, untold = run["results"]
    assert (found["ruleId"], found["kind"], found["level"]) == ("RSP401", "fail", "warning")
    assert found["codeFlows"] and "suppressions" not in found
    assert found["relatedLocations"][0]["message"]["text"] == "rsp.delay: forbids it"
    assert accepted["suppressions"][0]["justification"] == "meant so"
    assert (untold["kind"], untold["level"]) == ("open", "none") and "the limit is reached" in untold["message"]["text"]
    assert len({str(one["partialFingerprints"]) for one in run["results"]}) == 3
    assert run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "RSP801"
    twice = replace(AUDIT, policies=(replace(POLICY, findings=(FINDING, FINDING)),))
    again = json.loads(audit_findings.render_sarif(replace(REPORT, audits=(twice,)), SETTING))
    assert len({str(one["partialFingerprints"]) for one in again["runs"][0]["results"]}) == 3


def test_github_annotates_what_nobody_has_accepted() -> None:
    lines = audit_findings.render_github(REPORT, SETTING).splitlines()
    assert [line.partition("title=")[2].partition("::")[0] for line in lines[:-1]] == ["RSP401", "RSP406"]
    assert lines[-1] == "1 policy: 1 finding, 1 accepted, 1 question without an answer; exit code 1"


def test_junit_has_a_case_for_all_that_was_found() -> None:
    (suite,) = ElementTree.fromstring(audit_findings.render_junit(REPORT, SETTING).encode())
    assert [(case.find("failure") is not None) for case in suite.iter("testcase")] == [True, False, True]
    assert suite.get("name") == "rsp.rsp: rsp"
    clean = replace(REPORT, audits=(replace(AUDIT, policies=(replace(POLICY, findings=(), untold=()),)),))
    (suite,) = ElementTree.fromstring(audit_findings.render_junit(clean, SETTING).encode())
    assert [case.get("name") for case in suite.iter("testcase")] == ["audit"] and suite.get("failures") == "0"
    failed = replace(POLICY, untold=(replace(UNTOLD, fault=True),))
    (suite,) = ElementTree.fromstring(
        audit_findings.render_junit(replace(REPORT, audits=(replace(AUDIT, policies=(failed,)),)), SETTING).encode()
    )
    assert suite.get("errors") == "1"


def test_a_text_in_a_file_says_what_is_wrong() -> None:
    wrong = Diagnostic("RSP101", "there is no file `x.rsp`")
    text = audit_text.render(replace(REPORT, diagnostics=(wrong,), exit_code=2), SETTING)
    assert text.startswith("error[RSP101]: there is no file `x.rsp`\n\n") and "rsp.rsp" in text


def test_junit_of_what_came_to_no_end_is_no_success() -> None:
    clean = replace(AUDIT, policies=(replace(POLICY, findings=(), untold=()),))
    stopped = replace(clean, policies=(), diagnostics=(Diagnostic("RSP801", "it took too long"),))
    for report, trouble in (
        (AuditReport((clean,), (), 130, interrupted=True), "errors"),
        (AuditReport((clean, stopped), (), 3), "failures"),
    ):
        assert ElementTree.fromstring(audit_findings.render_junit(report, SETTING).encode()).get(trouble) == "1"


def test_markdown_folds_findings_and_lists_the_rest() -> None:
    text = audit_markdown.render(REPORT, SETTING)
    assert "| `rsp` | 1 | 1 | 1 |" in text
    assert "<summary>rsp: RSP401: two clauses collide</summary>" in text
    assert "Accepted:\n\n- `rsp`: RSP402" in text and "Because: meant so" in text
    assert "it could not be told whether" in text and "covers 2 of 4 cases" in text
    evil = replace(FINDING, message="<script> [x](y) `` | ")
    hostile = replace(REPORT, audits=(Audit("x.rsp", (replace(POLICY, findings=(evil,)),)),), interrupted=True)
    text = audit_markdown.render(hostile, SETTING)
    assert "<script>" not in text.replace("✗ RSP401 <script>", "") and "**Interrupted:**" in text
