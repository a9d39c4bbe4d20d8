"""All that a run has to say about its input, each thing once."""

from __future__ import annotations

import re

from rspverify.report.document import RunReport
from rspverify.source.code import Severity
from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic

DOCUMENTATION = "https://rspverify.example/docs"
"""Where `docs/` is read; the schema of JSON reports has its name from the same place."""


def diagnostics_of(report: RunReport) -> tuple[tuple[str, Diagnostic], ...]:
    """Each diagnostic of a run with the path of the file that was checked; empty: it is about the run. Checks of one
    file often have the same ones, and files that use the same files too."""
    found: dict[Diagnostic, str] = dict.fromkeys(report.diagnostics, "")
    for file in report.files:
        about = [*file.diagnostics, *(one for result in file.results for one in result.diagnostics)]
        for one in about:
            found.setdefault(one, file.path)
    return tuple((path, one) for one, path in found.items())


def severity_of(code: str) -> Severity:
    """What is not in the list is an error."""
    entry = CODES.get(code)
    return entry.severity if entry else "error"


def page_of(code: str) -> str:
    """Where a code is explained: its heading in docs/codes.md."""
    entry = CODES.get(code)
    title = f"{code}: {entry.title}" if entry else code
    anchor = re.sub(r"[^a-z0-9 _-]", "", title.lower()).replace(" ", "-")
    return f"{DOCUMENTATION}/codes.md#{anchor}"
