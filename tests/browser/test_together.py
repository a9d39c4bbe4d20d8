"""In a real browser: the page of `check` with changes and findings in it, and the page that is served and follows its
files."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rspverify.report.also import Also
from rspverify.report.html.report import render
from rspverify.report.setting import Setting
from tests.browser.chromium import axe, chromium
from tests.unit.report.html.test_other_verbs import DIFF
from tests.unit.report.runs import EVERYTHING
from tests.unit.report.test_audit import AUDIT

POLICY = """entity Lab
action train(l: Lab) by l
policy lax binds l: Lab { }
property can: possible train(l)
check can under lax
property calm: never train(l)
check calm under lax expect violated
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("page") / "r.html"
    place.write_text(render(replace(EVERYTHING, also=Also((AUDIT,), (DIFF,))), Setting("1.2.3")), encoding="utf-8")
    return place.as_uri()


def listen(page: Any) -> list[str]:
    events: list[str] = []
    page.on("console", lambda message: events.append(message.text))
    page.on("pageerror", lambda error: events.append(str(error)))
    return events


def test_filters_and_links_work_for_all_parts(page: Any, address: str) -> None:
    events = listen(page)
    page.goto(address)
    every = len(EVERYTHING.results) + 8
    assert page.locator("#shown").inner_text() == f"{every} of {every} results shown"
    page.select_option("#by-verdict", "RSP401")
    assert page.locator(".result:visible").count() == 1 and page.locator("#findings .result:visible").count() == 1
    assert page.locator(".matrix:visible").count() == 0
    page.select_option("#by-verdict", "")
    page.uncheck("input[value=laxer]")
    assert page.locator("#changes .result:visible").count() == 3
    assert page.locator("#results .result:visible").count() == len(EVERYTHING.results)
    page.fill("#search", "two clauses  COLLIDE")
    shown = page.locator(".result:visible")
    assert {one.get_attribute("data-stands") for one in shown.all()} == {"found", "accepted"}
    name = page.locator("#changes .result").nth(1).get_attribute("id")
    page.evaluate("name => { location.hash = name; }", name)
    page.wait_for_function("name => document.activeElement.id === name", arg=name)
    assert page.locator(f"#{name} > details[open]").is_visible() and page.input_value("#search") == ""
    page.locator("nav a[href='#findings']").click()
    assert page.evaluate("document.activeElement.id") == "findings"
    slider = page.locator("#findings input[type=range]").first
    page.locator("#findings .result summary").first.click()
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "at first"
    assert events == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_nothing_serious(browser: Any, address: str, scheme: str, width: int) -> None:
    script = axe()
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.click("#unfold")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] != "minor"] == []


def test_a_served_page_follows_its_files(page: Any, tmp_path: Path) -> None:
    place = tmp_path / "p.rsp"
    place.write_text(POLICY, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rspverify", "serve", "--port", "0", "--watch", str(place)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        events = listen(page)
        page.goto(process.stdout.readline().strip())
        page.locator("h1", has_text="✓ All as expected").wait_for()
        page.locator("#live", has_text="watching 1 file").wait_for()
        page.locator(".result summary").nth(1).click()
        page.fill("#search", "lax")
        place.write_text(POLICY.replace("expect violated", "expect holds"), encoding="utf-8")
        page.locator("h1", has_text="Not all as expected").wait_for()
        assert page.input_value("#search") == "lax"
        assert page.locator(".result > details[open]").count() >= 1
        place.write_text(POLICY + "entity", encoding="utf-8")
        page.locator(".diagnostic.error[data-code^=RSP1]").wait_for()
        assert events == []
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=30)
    assert code == 2
    page.locator("#live", has_text="no longer serves").wait_for()
