"""Comparisons and audits as parts of the page of `check`."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.audit.finding import Audit, PolicyAudit
from rspverify.report.also import Also
from rspverify.report.document import RunReport
from rspverify.report.html.report import render
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY
from tests.unit.report.html.reading import Element
from tests.unit.report.html.test_other_verbs import DIFF, well_formed
from tests.unit.report.runs import EVERYTHING, FINE, HOSTILE, ODD
from tests.unit.report.test_audit import AUDIT

ALSO = Also((AUDIT,), (DIFF,))


def page(report: RunReport, also: Also) -> Element:
    return well_formed(render(replace(report, also=also), Setting("1.2.3")))


def test_all_parts_are_there_and_share_filters_and_links() -> None:
    root = page(EVERYTHING, ALSO)
    links = [one.attributes["href"] for one in root.one("nav").every("a")]
    assert links == ["#verdicts", "#results", "#changes", "#findings", "#texts"]
    results = root.every("article")
    numbers = [one.attributes["data-result"] for one in results]
    assert numbers == [str(at) for at in range(len(EVERYTHING.results) + 5 + 3)]
    assert all(one.every("a", href=f"#{one.attributes['id']}") for one in results)
    bar = root.one("div", class_="filters")
    assert [one.text for one in bar.every("legend")] == ["Verdicts", "Changes", "Findings"]
    boxes = {one.attributes["value"] for one in bar.every("input", name="stands")}
    assert boxes == {one.attributes["data-stands"] for one in results}
    kinds = bar.one("select", id="by-verdict")
    assert [one.attributes["label"] for one in kinds.every("optgroup")] == ["Verdict", "Of", "Code"]
    assert {one.attributes["value"] for one in kinds.every("option")} - {""} == {
        one.attributes["data-verdict"] for one in results
    }


def test_they_are_the_sections_of_the_pages_of_diff_and_audit() -> None:
    root = page(FINE, ALSO)
    assert "when it is late and nobody looks" in root.one("section", id="changes").text
    assert "Accepted, because: meant so" in root.one("section", id="findings").text
    assert "no part in the verdicts above" in root.one("section", id="findings").text
    head = root.one("header")
    assert "Changes: new is laxer than old" in head.text and "Audit: 1 policy: 1 finding" in head.text
    assert head.attributes["data-exit-code"] == "0" and root.one("h1").text == "✓ All as expected"


def test_only_what_was_asked_for() -> None:
    assert not page(FINE, Also()).every("section", id="findings")
    root = page(FINE, Also(audits=(AUDIT,)))
    assert root.every("section", id="findings") and not root.every("section", id="changes")
    nothing = page(FINE, Also((Audit("a.rsp", (PolicyAudit("rsp", "", DELAY, (), ()),)),), ()))
    assert "nothing found" in nothing.one("section", id="findings").text
    assert "nothing was compared" in nothing.one("section", id="changes").text
    assert [one.text for one in nothing.one("div", class_="filters").every("legend")] == ["Verdicts"]


def test_their_diagnostics_are_told_once() -> None:
    new = Diagnostic("RSP101", "there is no file")
    root = page(FINE, Also((replace(AUDIT, diagnostics=(new,)),), (replace(DIFF, diagnostics=(new,)),)))
    assert root.one("details", data_code="RSP101")


def test_hostile_texts_are_shown_as_they_are() -> None:
    audits = (replace(AUDIT, file=ODD),)
    root = page(HOSTILE, Also(audits, (replace(DIFF, file=ODD, remarks=(ODD,)),)))
    assert "<script>alert('1')</script>" in root.one("section", id="changes").text
    assert len(root.every("script")) == 1
