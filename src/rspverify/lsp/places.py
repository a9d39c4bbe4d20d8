"""Places as editors count them: lines from 0, columns in units of UTF-16 from 0."""

from __future__ import annotations

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

Json = dict[str, object]
START: Json = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
"""Where something is shown that has no place of its own."""


def range_of(span: Span) -> Json:
    return {"start": _position(span.file, span.start), "end": _position(span.file, span.end)}


def whole(file: SourceFile) -> Json:
    """All of a text."""
    return {"start": _position(file, 0), "end": _position(file, len(file.text))}


def _position(file: SourceFile, offset: int) -> Json:
    line = file.line_of(offset)
    before = file.text[file.line_starts[line - 1] : offset]
    return {"line": line - 1, "character": len(before.encode("utf-16-le", "surrogatepass")) // 2}
