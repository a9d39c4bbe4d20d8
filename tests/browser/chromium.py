"""A headless Chromium of the system, driven by Playwright; a reason to skip where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[playwright.Browser]:
    """A browser with nothing in its profile. Skips if there is no Chromium."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no `chromium` on this machine")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(_OPTIONS))
        yield browser
        browser.close()


def axe() -> str:
    """The text of axe-core. Skips if it is not there."""
    path = os.environ.get("RSPVERIFY_AXE", "")
    if not os.path.isfile(path):
        pytest.skip("RSPVERIFY_AXE does not name the file axe.min.js of npm's axe-core")
    return Path(path).read_text(encoding="utf-8")
