"""What is told of a name: what it is, and how it is declared."""

from __future__ import annotations

from lsprotocol import types

from rspverify.lsp.pointed import Pointed
from rspverify.lsp.positions import Positions
from rspverify.report.style import number, plain

_MOST_LINES = 16
LANGUAGE = "rspverify"


def told(found: Pointed, positions: Positions) -> types.Hover:
    """The declaration as it was written, at most so many lines of it."""
    declared = found.syntax.span
    lines = declared.text.splitlines()
    shown, left = lines[:_MOST_LINES], len(lines) - _MOST_LINES
    parts = [code("\n".join(shown))]
    if left > 0:
        parts.append(f"… and {number(left, 'more line')}")
    if declared.file != found.at.file:
        parts.append(f"{found.kind} of {inline(declared.file.path)}, line {declared.line}")
    return hover("\n\n".join(parts), positions.range(found.at))


def hover(text: str, place: types.Range | None) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)


def code(text: str, language: str = LANGUAGE) -> str:
    """A text as a block of code, which it does not get out of."""
    shown = "\n".join(plain(line) for line in text.expandtabs(4).split("\n"))
    fence = "```"
    while fence in shown:
        fence += "`"
    return f"{fence}{language}\n{shown}\n{fence}"


def inline(text: str) -> str:
    """A text as code within a line."""
    shown = plain(text)
    fence = "`"
    while fence in shown:
        fence += "`"
    return f"{fence} {shown} {fence}" if "`" in shown else f"`{shown}`"
