"""The HTML report in a real browser: it loads, filters, slides, links, can be used by keyboard, and axe-core finds
nothing serious."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rspverify.check.options import CheckOptions
from rspverify.cli.check_run import check_files
from rspverify.cli.console import standard_error, standard_output
from rspverify.cli.find import find
from rspverify.cli.listeners import RunListener
from rspverify.report.audit_report import AuditReport
from rspverify.report.document import RunReport
from rspverify.report.html import audit, drafts, fuzz
from rspverify.report.html.diff import render_diff_html
from rspverify.report.html.report import render
from rspverify.report.setting import Setting
from tests.browser.chromium import axe, chromium
from tests.unit.report import examples
from tests.unit.report.html.test_other_verbs import DIFF
from tests.unit.report.runs import EVERYTHING, FINE, HOSTILE
from tests.unit.report.test_audit import AUDIT
from tests.unit.report.test_fuzz import DRAFTS_REPORT
from tests.unit.report.test_fuzz import REPORT as FUZZED

ROOT = Path(__file__).resolve().parents[2]


def _press() -> RunReport:
    """A real run: a claim of the press story under each version."""
    options = CheckOptions(select=("leader_discloses",))
    silent = RunListener(standard_output("never"), standard_error("never"), None)
    return check_files(find((str(ROOT / "specs/news/disclosure.rsp"),)), options, "unknown", silent)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the pages."""
    folder = tmp_path_factory.mktemp("pages")
    states = (("it is calm",), ("it is calm",), ("it is calm", "anthropic has trained m1"))
    story = replace(examples.STORY, states=states)
    moments = examples.report(replace(examples.VIOLATED, story=story), examples.HOLDS, examples.TOLD, exit_code=1)
    runs = {"everything": EVERYTHING, "fine": FINE, "hostile": HOSTILE, "moments": moments, "press": _press()}
    for name, run in runs.items():
        (folder / f"{name}.html").write_text(render(run, Setting("1.2.3")), encoding="utf-8")
    (folder / "changes.html").write_text(render_diff_html([DIFF], (), "1.2.3", 1, False), encoding="utf-8")
    (folder / "audit.html").write_text(audit.render(AuditReport((AUDIT,), (), 1), Setting("1.2.3")), encoding="utf-8")
    (folder / "fuzz.html").write_text(fuzz.render(FUZZED, Setting("1.2.3")), encoding="utf-8")
    (folder / "drafts.html").write_text(drafts.render(DRAFTS_REPORT, Setting("1.2.3")), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in (*runs, "changes", "audit", "fuzz", "drafts")}


class _Seen:
    """What a page did besides being shown."""

    def __init__(self, page: Any) -> None:
        self.events: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.events.append(message.text))
        page.on("pageerror", lambda error: self.events.append(str(error)))
        page.on("dialog", lambda dialog: (self.events.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "name", ["everything", "fine", "hostile", "moments", "press", "changes", "audit", "fuzz", "drafts"]
)
def test_loads_without_errors_and_without_the_network(page: Any, pages: dict[str, str], name: str) -> None:
    seen = _Seen(page)
    page.goto(pages[name])
    page.click("#unfold")
    page.click("#theme")
    assert seen.events == [] and seen.requests == [pages[name]]
    assert page.locator(".result").count() > 0
    assert page.locator("#shown").inner_text().startswith(f"{page.locator('.result').count()} of ")


def test_a_hostile_policy_does_nothing(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["hostile"])
    assert page.locator("script").count() == 1 and page.locator("img").count() == 0
    assert "<script>alert('1')</script>" in page.locator("#results").inner_text()


@pytest.mark.parametrize("name", ["everything", "hostile", "press", "changes", "audit", "fuzz"])
def test_fits_on_a_telephone(page: Any, pages: dict[str, str], name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(pages[name])
    page.click("#unfold")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_reads_without_script(browser: Any, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["moments"])
    assert not page.locator(".filters").is_visible() and not page.locator(".controls").is_visible()
    assert page.locator(".steps li").first.is_visible() and page.locator("svg").first.is_visible()
    page.locator(".result summary").nth(1).click()
    assert page.get_by_text("by induction on 1 step").last.is_visible()
    context.close()


def _shown(page: Any) -> int:
    return int(page.locator("#shown").inner_text().split()[0])


def test_filters(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["everything"])
    every = _shown(page)
    assert every == page.locator(".result").count() == len(EVERYTHING.results)
    page.uncheck("input[value=expected]")
    assert _shown(page) == page.locator(".result:visible").count() == every - 5
    page.select_option("#by-verdict", "violated")
    assert {one.get_attribute("data-verdict") for one in page.locator(".result:visible").all()} == {"violated"}
    page.fill("#search", "reviews  ITSELF")
    assert _shown(page) == 1 and page.locator(".matrix tbody:visible").count() == 1
    page.fill("#search", "nothing like this")
    assert _shown(page) == 0 and page.locator(".matrix:visible").count() == 0
    page.press("#search", "Escape")
    assert _shown(page) == every and page.locator("input[value=expected]").is_checked()
    page.select_option("#by-file", "specs/long.rsp")
    assert _shown(page) == 1


def test_the_slider_moves_through_the_run(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["moments"])
    viewer = page.locator(".viewer").first
    slider = viewer.locator("input[type=range]")
    assert viewer.locator("output").inner_text() == "after step 2: anthropic trains m1"
    assert viewer.locator(".moment:visible").inner_text().endswith("anthropic has trained m1\n(new)")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "at first"
    assert "anthropic has trained m1" not in viewer.locator(".moment:visible").inner_text()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "after step 1: 3 days and 4 hours pass"
    assert viewer.locator(".dot.now").get_attribute("data-step") == "1"
    assert viewer.locator(".dot.later").count() == 1
    assert page.locator(".steps li[aria-current=step]").get_attribute("data-step") == "1"
    viewer.get_by_role("button", name="one step on").click()
    assert slider.input_value() == "2" and viewer.get_by_role("button", name="one step on").is_disabled()


def test_links_unfold_what_they_lead_to(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["fine"])
    names = [one.get_attribute("id") for one in page.locator(".result").all()]
    assert page.locator(".result > details[open]").count() == 0
    page.goto(f"{pages['fine']}#{names[1]}")
    page.reload()
    assert page.locator(".result > details[open]").count() == 1
    assert page.evaluate("document.activeElement.id") == names[1]
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 900
    page.fill("#search", "the rival moves first")
    assert not page.locator(f"#{names[1]}").is_visible()
    page.evaluate("name => { location.hash = ''; location.hash = name; }", names[0])
    page.wait_for_function("name => document.activeElement.id === name", arg=names[0])
    assert page.locator(f"#{names[0]} > details[open]").is_visible()


def test_the_matrix_leads_to_the_result_and_the_result_to_the_policy(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["press"])
    page.locator(".matrix a:has-text('violated')").first.click()
    result = page.locator(".result:target")
    number = result.get_attribute("data-result")
    assert result.get_attribute("data-verdict") == "violated"
    assert result.locator(".ending").is_visible()
    result.get_by_role("link", name="see them in the policy text").click()
    chosen = page.locator("#parts-in")
    assert chosen.input_value() == number
    marked = page.locator(".code .line.r-guilty")
    assert marked.count() > 0 and all("violated" not in one for one in marked.all_inner_texts())
    assert page.locator(".code .line.r-proof").count() == 0
    chosen.select_option("")
    assert page.locator(".code .line.r-proof").count() > 0


def test_keyboard_alone(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["fine"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the verdicts"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'verdicts'")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("train")
    assert page.locator("#search").input_value() == "train"
    summary = page.locator(".result:visible summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".result:visible > details[open]").count() == 1
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_light_dark_and_paper(page: Any, pages: dict[str, str]) -> None:
    page.goto(pages["fine"])
    back = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(back)
    page.click("#theme")
    dark = page.evaluate(back)
    page.click("#theme")
    assert light == page.evaluate(back) != dark
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(back) == light
    page.reload()
    assert page.evaluate(back) == dark
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(back) == "rgb(255, 255, 255)"
    assert not page.locator(".filters").is_visible() and page.locator(".matrix").first.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".result > details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".result > details[open]").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
@pytest.mark.parametrize("name", ["everything", "moments", "press", "changes", "audit", "fuzz", "drafts"])
def test_axe_finds_nothing_serious(browser: Any, pages: dict[str, str], name: str, scheme: str, width: int) -> None:
    script = axe()
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(pages[name])
    page.click("#unfold")
    page.evaluate(script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert found["passes"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] != "minor"] == []
