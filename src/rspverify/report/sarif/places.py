"""Places and messages as SARIF wants them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from rspverify.report.style import plain
from rspverify.source.spans import Span

Json = dict[str, object]
ROOT = "%SRCROOT%"


def message(text: str) -> Json:
    """A message in which nothing is taken for a link or for a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    harmless = plain(text).replace("](", "] (")
    return {"text": re.sub(r"\{(\d+)\}", r"{{\1}}", harmless)}


def location(span: Span, text: str = "") -> Json:
    """The place of a span; `text`: what is to be said there."""
    found: Json = {"physicalLocation": {"artifactLocation": artifact(span.file.path), "region": region(span)}}
    return found | ({"message": message(text)} if text else {})


def file_location(path: str) -> Json:
    """A file as a whole; the first line, since some readers ask for one."""
    return {"physicalLocation": {"artifactLocation": artifact(path), "region": {"startLine": 1}}}


def artifact(path: str) -> Json:
    """A file below the working directory relative to it, any other by its full name."""
    absolute = os.path.abspath(path)
    root = os.path.join(os.getcwd(), "")
    if absolute.startswith(root):
        below = absolute.removeprefix(root).replace(os.sep, "/")
        return {"uri": quote(os.fsencode(below)), "uriBaseId": ROOT}
    return {"uri": Path(absolute).as_uri()}


def region(span: Span) -> Json:
    """Columns count from 1 in units of UTF-16; the end is the column after the last character."""
    return {
        "startLine": span.line,
        "startColumn": _column(span, span.start),
        "endLine": span.file.line_of(span.end),
        "endColumn": _column(span, span.end),
    }


def _column(span: Span, offset: int) -> int:
    file = span.file
    before = file.text[file.line_starts[file.line_of(offset) - 1] : offset]
    return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
