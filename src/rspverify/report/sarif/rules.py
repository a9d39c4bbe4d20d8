"""One rule for each code, with its page."""

from __future__ import annotations

from rspverify.report.diagnostics import page_of
from rspverify.report.sarif.places import Json
from rspverify.source.codes import CODES


def rule(code: str) -> Json:
    entry = CODES.get(code)
    if entry is None:
        return {"id": code, "helpUri": page_of(code)}
    page = entry.page.strip()
    return {
        "id": code,
        "shortDescription": {"text": _sentence(entry.title)},
        "fullDescription": {"text": " ".join(page.split("```")[0].split())},
        "help": {"text": page, "markdown": page},
        "helpUri": page_of(code),
        "defaultConfiguration": {"level": entry.severity},
    }


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."
