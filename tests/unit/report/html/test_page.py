"""The whole page: well formed, inert, the same on every run, with links that lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from rspverify.report.document import FileReport, RunReport
from rspverify.report.html.anchors import anchor
from rspverify.report.html.markup import element, join
from rspverify.report.html.report import render
from rspverify.report.setting import Setting
from tests.unit.report import examples
from tests.unit.report.html.reading import Element, read
from tests.unit.report.runs import EVERYTHING, FINE, HOSTILE, INTERRUPTED, ODD, run

SETTING = Setting("1.2.3")
RUNS = {"everything": EVERYTHING, "fine": FINE, "interrupted": INTERRUPTED, "hostile": HOSTILE, "nothing": run(())}
EXPECTED_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "span",
        "nav",
        "main",
        "div",
        "label",
        "input",
        "fieldset",
        "legend",
        "select",
        "optgroup",
        "option",
        "button",
        "section",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "article",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "svg",
        "g",
        "line",
        "circle",
        "text",
        "output",
        "pre",
        "strong",
        "footer",
        "script",
    ]
)


def page(report: RunReport, detail: str = "normal") -> Element:
    return read(render(report, replace(SETTING, detail=detail)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RUNS)
def test_well_formed_with_ids_that_are_unique_and_links_that_lead_there(name: str) -> None:
    root = page(RUNS[name])
    ids = [one.attributes["id"] for one in root.every() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    targets = [one.attributes["href"] for one in root.every("a")]
    assert targets and {one.removeprefix("#") for one in targets} <= set(ids)
    assert all(one.startswith("#") for one in targets)
    labelled = [one.attributes["for"] for one in root.every() if "for" in one.attributes]
    assert set(labelled) <= set(ids)


@pytest.mark.parametrize("name", RUNS)
def test_nothing_is_loaded_and_only_the_script_of_the_report_may_run(name: str) -> None:
    root = page(RUNS[name])
    policy = root.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("script", "style"):
        [found] = root.every(tag)
        assert found.attributes == {}
        digest = base64.b64encode(hashlib.sha256(found.text.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    assert not {"src", "style", "action", "srcset"} & {each for one in root.every() for each in one.attributes}
    assert not [each for one in root.every() for each in one.attributes if each.startswith("on")]
    assert "url(" not in root.one("style").text and "@import" not in root.one("style").text


@pytest.mark.parametrize("name", RUNS)
def test_no_element_comes_from_a_policy(name: str) -> None:
    root = page(RUNS[name])
    assert {one.tag for one in root.every()} <= EXPECTED_TAGS


def test_a_hostile_text_is_shown_as_it_is() -> None:
    rendered = render(HOSTILE, SETTING)
    for sign in ("<script>alert", "<img", "</details><img", "-->", "\x1b", "\u2028", "\ud800", "\ufffe"):
        assert sign not in rendered
    root = read(rendered)
    seen = root.one("body").text
    for word in ("<script>alert('1')</script> \"q\"", "]]> --> style:<U+2028><U+001B>", "onerror=alert(2)>"):
        assert word in seen
    titles = [one.attributes["aria-label"] for one in root.every("article")]
    assert all("<script>alert('1')</script> \"q\"" in one for one in titles)
    assert ODD[:30] in seen


def test_a_text_that_ends_a_script_or_an_attribute_does_not() -> None:
    odd = "\" autofocus onfocus='x' </script></style><!-- <title> & &lt; \x00"
    shown = element("p", odd, title=odd)
    parsed = read(shown).one("p")
    assert parsed.attributes == {"title": odd.replace("\x00", "<U+0000>")}
    assert parsed.text == odd.replace("\x00", "<U+0000>")


def test_only_what_is_markup_is_taken_for_markup() -> None:
    assert join("<b>", element("b", "<b>")) == "&lt;b&gt;<b>&lt;b&gt;</b>"
    assert element("option", "all", value="", hidden=True, disabled=False) == '<option value="" hidden>all</option>'


def test_the_same_on_every_run() -> None:
    slow = replace(
        EVERYTHING,
        seconds=99.0,
        files=tuple(
            replace(file, results=tuple(replace(one, seconds=7.0) for one in file.results)) for file in EVERYTHING.files
        ),
    )
    assert render(slow, SETTING) == render(EVERYTHING, SETTING)


def test_places_keep_their_names_when_results_come_and_go() -> None:
    def names(report: RunReport) -> set[str]:
        return {one.attributes["id"] for one in page(report).every("article")}

    alone = examples.report(examples.VIOLATED, examples.TOLD)
    assert names(alone) < names(examples.report(examples.HOLDS, examples.POSSIBLE, examples.VIOLATED, examples.TOLD))
    assert anchor("result", "specs/news.rsp::p::under q") == "result-specs-news-rsp-p-under-q-5fb211ff"
    assert anchor("result", "a b") != anchor("result", "a-b")
    assert re.fullmatch("result-[0-9a-f]{8}", anchor("result", "¿¿¿"))


def test_quiet_leaves_out_what_is_as_expected_and_says_so() -> None:
    root = page(EVERYTHING, "quiet")
    assert {one.attributes["data-stands"] for one in root.every("article")} == {"unexpected", "open", "error"}
    assert "results as expected left out of this page" in root.one("header").text
    assert "left out" not in page(EVERYTHING).one("header").text


def test_what_is_not_as_expected_is_unfolded() -> None:
    for detail, unfolded in (
        ("normal", {"unexpected", "open", "error"}),
        ("verbose", {"unexpected", "open", "error", "expected"}),
    ):
        articles = page(EVERYTHING, detail).every("article")
        opened = {one.attributes["data-stands"] for one in articles if "open" in one.every("details")[0].attributes}
        assert opened == unfolded


def test_the_head_says_what_came_out() -> None:
    assert page(FINE).one("h1").text == "✓ All as expected"
    assert page(EVERYTHING).one("h1").text == "✗ Not all as expected"
    interrupted = page(INTERRUPTED)
    assert interrupted.one("h1").text == "✗ Interrupted"
    assert "1 check or scenario has no result" in interrupted.one("main").text
    assert "not begun" in page(EVERYTHING).one("section", id="input").text
    open_ = run((FileReport("specs/news.rsp", (examples.UNDETERMINED,)),))
    assert page(open_).one("h1").text == "? Not all as expected"
