"""The one list of report formats. A format is a module with a function `render(report, setting)`, imported when it is
asked for; a new one is a line here and a file beside this one."""

from __future__ import annotations

import importlib
from typing import Protocol

from rspverify.report.document import RunReport
from rspverify.report.setting import Setting

FORMATS: dict[str, str] = {
    "text": "rspverify.report.text",
    "json": "rspverify.report.json",
    "jsonl": "rspverify.report.jsonl",
    "sarif": "rspverify.report.sarif.log",
    "junit": "rspverify.report.junit",
    "github": "rspverify.report.github",
    "markdown": "rspverify.report.markdown",
    "html": "rspverify.report.html.report",
}


class Renderer(Protocol):
    """The whole report of a run of `check` as text."""

    def __call__(self, report: RunReport, setting: Setting) -> str: ...


def renderer(name: str) -> Renderer:
    """The renderer of a format. Raises `KeyError` for a name that is not in the list."""
    found: Renderer = importlib.import_module(FORMATS[name]).render
    return found
