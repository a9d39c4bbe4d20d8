"""JUnit XML: what it counts, what it calls a failure, and that every text survives XML."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from rspverify.report import junit
from rspverify.report.document import RunReport
from rspverify.report.junit import render
from rspverify.report.setting import Setting
from tests.unit.report import examples, runs

SETTING = Setting("1.2.3")


def suites(report: RunReport) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(render(report, SETTING))
    assert root.tag == "testsuites"
    return list(root)


def trouble(case: ElementTree.Element) -> tuple[str, str] | None:
    for tag in ("failure", "error", "skipped"):
        found = case.find(tag)
        if found is not None:
            return tag, found.attrib["type"]
    return None


def test_a_suite_for_each_file_and_one_for_the_run() -> None:
    names = [suite.attrib["name"] for suite in suites(runs.EVERYTHING)]
    assert names == ["rspverify", *(file.path for file in runs.EVERYTHING.files)]


def test_whatever_is_not_settled_is_no_success() -> None:
    results = (
        examples.HOLDS,
        examples.VIOLATED_AS_EXPECTED,
        examples.VIOLATED,
        examples.VACUOUS,
        examples.UNDETERMINED,
        examples.BOUNDED,
        examples.FAULT,
        examples.WRONG,
        examples.TOLD,
        examples.NOT_TOLD,
    )
    [suite] = suites(examples.report(*results))
    assert [trouble(case) for case in suite.iter("testcase")] == [
        None,
        None,
        ("failure", "violated"),
        ("failure", "vacuous"),
        ("failure", "undetermined"),
        ("failure", "bounded"),
        ("error", "fault"),
        ("error", "wrong input"),
        None,
        ("failure", "not told"),
    ]
    assert suite.attrib["failures"] == "5" and suite.attrib["errors"] == "2" and suite.attrib["tests"] == "10"


def test_cases_have_their_place_and_a_name_of_their_own() -> None:
    [suite] = suites(examples.report(examples.VIOLATED, replace(examples.VIOLATED), examples.NOT_TOLD))
    names = [case.attrib["name"] for case in suite.iter("testcase")]
    assert names == ["no_hidden_hazard under rsp_v3", "no_hidden_hazard under rsp_v3 (2)", "scenario rivals_first"]
    case = next(suite.iter("testcase"))
    assert (case.attrib["file"], case.attrib["line"], case.attrib["classname"]) == (
        "specs/news.rsp",
        "9",
        "specs/news.rsp",
    )


def test_a_failure_tells_the_story() -> None:
    [suite] = suites(examples.report(examples.VIOLATED))
    text = suite.findtext("testcase/failure")
    assert text is not None and "Here it breaks" in text and "3 | clause delay" in text


def test_what_has_no_result_is_an_error() -> None:
    found = {suite.attrib["name"]: suite for suite in suites(runs.EVERYTHING)}
    errors = {
        name: [one.attrib["type"] for one in suite.iter("error") if one.attrib["type"] not in ("fault", "wrong input")]
        for name, suite in found.items()
    }
    assert errors == {
        "rspverify": ["RSP101"],
        "specs/news.rsp": [],
        "specs/broken.rsp": ["RSP203"],
        "latin.rsp": ["RSP103"],
        "specs/long.rsp": ["no result"],
        "specs/later.rsp": ["no result"],
    }
    left_out = found["specs/news.rsp"].find("properties/property[@name='left_out']")
    assert left_out is not None and left_out.attrib["value"] == "3"


def test_warnings_and_notes_are_told_and_are_no_trouble() -> None:
    suite = suites(runs.EVERYTHING)[1]
    assert "warning[RSP301]" in (suite.findtext("system-err") or "")
    assert any("RSP801" in (case.findtext("system-err") or "") for case in suite.iter("testcase"))


def test_any_text_survives() -> None:
    text = render(runs.HOSTILE, SETTING)
    for char in text:
        assert char in "\n" or (" " <= char < "\ufffe" and not "\ud800" <= char < "\ue000") or char > "\uffff"
    root = ElementTree.fromstring(text)
    assert {each.tag for each in root.iter()} == {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
    }  # fmt: skip
    names = [case.attrib["name"] for case in root.iter("testcase")]
    assert any("<script>alert('1')</script>" in name and "<U+001B>" in name and "<U+D800>" in name for name in names)


def test_no_character_is_let_through_that_xml_cannot_hold() -> None:
    assert junit._text("a\x00\n<\ufffe\ud800>]]>") == "a<U+0000>\n<<U+FFFE><U+D800>>]]>".replace("<", "&lt;").replace(
        ">", "&gt;"
    )


def test_it_is_the_same_on_every_run() -> None:
    slow = examples.report(*(replace(result, seconds=9.0) for result in examples.EVERY_KIND))
    assert render(slow, SETTING) == render(examples.report(*examples.EVERY_KIND), SETTING)
