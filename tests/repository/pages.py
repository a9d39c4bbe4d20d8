"""docs/codes.md, made from the list of codes."""

from __future__ import annotations

from rspverify.source.codes import CODES
from tests.repository.places import ROOT

CODES_PAGE = ROOT / "docs" / "codes.md"

_SECTIONS = {
    "RSP1": "Cannot read",
    "RSP2": "Cannot resolve",
    "RSP3": "Lint",
    "RSP4": "Findings about policies",
    "RSP5": "Findings about policies",
    "RSP8": "A limit was reached",
    "RSP9": "Our own fault",
}
_HEAD = """# Diagnostic codes

`rspverify explain CODE` prints the same pages. This file is made by `python -m tests.record`; the texts stand in
`src/rspverify/source/codes_*.py`.
"""


def codes_page() -> str:
    """The whole page."""
    parts = [_HEAD]
    before = ""
    for entry in CODES.values():
        section = _SECTIONS[entry.code[:4]]
        if section != before:
            parts.append(f"## {section}\n")
            before = section
        parts.append(f"### {entry.code}: {entry.title}\n\n*{entry.severity}*\n\n{entry.page.strip()}\n")
    return "\n".join(parts)
