"""The pages of `diff` and `audit`: well formed, inert, complete."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.audit.finding import Audit, PolicyAudit
from rspverify.check.diff.results import (
    ActChange,
    BindingChange,
    Case,
    Change,
    Difference,
    DutyChange,
    Example,
    PolicyDiff,
)
from rspverify.check.results import Excerpt
from rspverify.report.audit_report import AuditReport
from rspverify.report.html import audit as audit_html
from rspverify.report.html.diff import render_diff_html
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY, STORY
from tests.unit.report.html.reading import Element, read
from tests.unit.report.html.test_page import EXPECTED_TAGS
from tests.unit.report.runs import ODD
from tests.unit.report.test_audit import ACCEPTED, AUDIT, FINDING, POLICY

NONE = Difference("none", (), True, "", "from the rules alone")
CASE = Case(
    ("it is late", "nobody looks"),
    False,
    "the limit",
    "none",
    "some",
    ((("danger", "now"),),),
    (),
    "new",
    STORY,
    (Excerpt("new.delay", "permits this", DELAY),),
)
SOME = Difference("some", (CASE, replace(CASE, conditions=())), False, "the limit", "")
UNKNOWN = Difference("unknown", (), False, "too hard", "")
DIFF = PolicyDiff(
    "specs/news.rsp",
    "old",
    "new",
    "the old one",
    "",
    "",
    (
        ActChange("train", "l trains m", "m: any Model", Change.LAXER, SOME, NONE, (((("danger", "now"),), Change.LAXER),)),
        ActChange("wait", "l waits", "", Change.EQUAL, NONE, NONE, ()),
    ),
    ("o opines",),
    (
        DutyChange(
            "report", "report", "reports", ("lengthened",), Change.LAXER, ("30 days were 10",),
            (Example("new", "old.report", (), STORY),), (UNKNOWN, NONE), "", DELAY,
        ),
        DutyChange("keep", "keep", "", (), Change.EQUAL, (), (), None, "", DELAY),
    ),
    (BindingChange("Lab", "none", "some", ("lab b is bound",), ""),),
    ("a remark",),
    (),
    1.0,
)  # fmt: skip


def diff_page(*diffs: PolicyDiff, diagnostics: tuple[Diagnostic, ...] = (), code: int = 1) -> Element:
    return well_formed(render_diff_html(diffs, diagnostics, "1", code, False))


def audit_page(*audits: Audit, code: int = 1, interrupted: bool = False) -> Element:
    return well_formed(audit_html.render(AuditReport(audits, (), code, interrupted), Setting("1")))


def well_formed(page: str) -> Element:
    root = read(page)
    assert {one.tag for one in root.every()} <= EXPECTED_TAGS
    ids = [one.attributes["id"] for one in root.every() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    assert {one.attributes["href"].removeprefix("#") for one in root.every("a")} <= set(ids)
    return root


def test_everything_that_was_compared_is_there() -> None:
    root = diff_page(DIFF)
    found = [
        (one.attributes["data-verdict"], one.attributes["data-stands"], one.attributes["aria-label"])
        for one in root.every("article")
    ]
    assert found == [
        ("who is bound", "stricter", "whom it binds of Lab"),
        ("acts", "laxer", "l trains m (m: any Model)"),
        ("acts", "equal", "l waits"),
        ("duties", "laxer", "duty new.report (reports) lengthened"),
        ("duties", "equal", "duty new.keep"),
    ]
    text = root.one("main").text
    for words in (
        "when it is late and nobody looks",
        "Newly permitted, 2 cases (there may be others: the limit)",
        "Newly forbidden: nothing (proved, from the rules alone)",
        "comes up only where old has been broken before",
        "only with danger as now",
        "No longer demanded: not known (too hard)",
        "one can keep new and break old.report",
        "lab b is bound",
        "30 days were 10",
        "a remark",
        "o opines",
    ):
        assert words in text
    assert len(root.every("svg")) == 3
    head = root.one("header")
    assert (
        "new is laxer than old in some things, and stricter in others; something else is not known; exit code 1"
        in head.text
    )


def test_two_comparisons_that_are_alike_do_not_share_a_place() -> None:
    other = replace(DIFF, file="specs/other.rsp")
    assert len(diff_page(DIFF, other, DIFF).every("article")) == 15


def test_diagnostics_and_nothing_compared() -> None:
    root = diff_page(diagnostics=(Diagnostic("RSP101", "there is no file"),), code=2)
    assert "nothing was compared; exit code 2" in root.one("header").text
    assert root.one("details", data_code="RSP101")


def test_findings_acceptances_and_open_questions() -> None:
    root = audit_page(AUDIT)
    found = [(one.attributes["data-stands"], one.attributes["data-verdict"]) for one in root.every("article")]
    assert found == [("found", "RSP401"), ("accepted", "RSP402"), ("untold", "RSP406")]
    text = root.one("main").text
    for words in (
        "two clauses collide",
        "only under one reading",
        "Accepted, because: meant so",
        "the limit is reached",
    ):
        assert words in text
    assert "it covers 2 of 4 cases, exceptions open 1 of these (50 %)" in text
    assert root.one("h1").text == "✗ 1 finding"


def test_nothing_found_and_interrupted() -> None:
    clean = Audit("rsp.rsp", (PolicyAudit("rsp", "", DELAY, (), ()),))
    root = audit_page(clean, code=0)
    assert root.one("h1").text == "✓ Nothing found" and "nothing found" in root.one("section", class_="checks").text
    assert audit_page(clean, code=130, interrupted=True).one("h1").text == "✗ Interrupted"


def test_hostile_texts_are_shown_as_they_are() -> None:
    finding = replace(FINDING, message=ODD, details=(ODD,), subject=ODD, policy=ODD)
    accepted = replace(ACCEPTED, message=ODD)
    audits = Audit(ODD, (replace(POLICY, policy=ODD, wording=ODD, findings=(finding, accepted, finding)),))
    act = replace(
        DIFF.acts[0],
        act=ODD,
        about=ODD,
        permitted=Difference("some", (replace(CASE, conditions=(ODD,)),), True, "", ""),
    )
    diff = replace(DIFF, file=ODD, acts=(act, act), old_wording=ODD, remarks=(ODD,), conditions=ODD)
    for root in (audit_page(audits), diff_page(diff)):
        assert "<script>alert('1')</script>" in root.one("main").text
        assert "\x1b" not in root.text and len(root.every("script")) == 1
