from __future__ import annotations

from dataclasses import replace

from rspverify.check.audit.finding import Accepted, Audit, Finding, PolicyAudit, Share, Untold
from rspverify.check.results import Excerpt
from rspverify.report.audit_json import render_audit_json
from rspverify.report.audit_text import render_audit, render_audit_summary
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY, STORY
from tests.unit.report.test_json import valid

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


def test_json_is_as_the_schema_says() -> None:
    document = valid(render_audit_json([AUDIT], (), "1", 1))
    (policy,) = document["audits"][0]["policies"]
    assert [one["code"] for one in policy["findings"]] == ["RSP401", "RSP402"]
    assert policy["findings"][1]["accepted"]["reason"] == "meant so"
    assert (policy["cases_covered"], policy["cases_opened"]) == (2, 1)
    valid(render_audit_json([], (), "1", 0))


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
