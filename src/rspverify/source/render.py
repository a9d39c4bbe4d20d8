"""A diagnostic as text, in the style of rustc: message, place, the line with carets, labels, help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_TAB = "    "
_LINE_LIMIT = 160
_COLORS = {"error": "31;1", "warning": "33;1", "note": "36;1", "bold": "1", "frame": "34;1", "secondary": "34;1"}


def render_diagnostic(d: Diagnostic, color: bool = False) -> str:
    """The lines that a person reads, without a final line break. No control character of the input comes through."""
    entry = CODES.get(d.code)
    severity = entry.severity if entry else "error"
    paint = _Paint(color)
    lines = [f"{paint(f'{severity}[{d.code}]', severity)}{paint(f': {_visible(d.message)}', 'bold')}"]
    labels = ([Label(d.span, d.label)] if d.span else []) + list(d.labels)
    width = max((len(str(label.span.line)) for label in labels), default=0)
    frame = " " * width
    if d.span:
        lines += _excerpts(d.span, labels, severity, width, paint)
        if d.help or d.notes:
            lines.append(f"{frame} {paint('|', 'frame')}")
    for word, text in [("help", d.help), *(("note", note) for note in d.notes)]:
        if text:
            lines.append(f"{frame} {paint('=', 'frame')} {paint(word, 'bold')}: {_visible(text)}")
    return "\n".join(lines)


class _Paint:
    """Puts a text into a colour, or leaves it as it is."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.color else text


def _excerpts(primary: Span, labels: list[Label], severity: str, width: int, paint: _Paint) -> Iterator[str]:
    """The places of all labels, file by file, that of the primary span first; in a file line by line."""
    files: list[SourceFile] = []
    for label in labels:
        if label.span.file not in files:
            files.append(label.span.file)
    for file in files:
        here = [label for label in labels if label.span.file == file]
        arrow = "-->" if file is primary.file else ":::"
        place = here[0].span
        yield f"{' ' * width}{paint(arrow, 'frame')} {_visible(file.path)}:{place.line}:{place.column}"
        yield f"{' ' * width} {paint('|', 'frame')}"
        numbers = sorted({label.span.line for label in here})
        for index, number in enumerate(numbers):
            if index and number > numbers[index - 1] + 1:
                yield f"{' ' * width} {paint('|', 'frame')} ..." if width else "..."
            yield from _line(file, number, here, labels[0], severity, width, paint)


def _line(
    file: SourceFile, number: int, labels: list[Label], primary: Label, severity: str, width: int, paint: _Paint
) -> Iterator[str]:
    """One line of the file, and under it one line for each label that begins there."""
    text = file.line_text(number)
    start = file.line_starts[number - 1]
    here = sorted((each for each in labels if each.span.line == number), key=lambda each: each is not primary)
    first, last = _window(text, min(each.span.start for each in here) - start)
    before, after = "..." if first else "", "..." if last < len(text) else ""
    shown = f" {before}{_visible(text[first:last])}{after}" if text.strip() else ""
    yield f"{paint(f'{number:>{width}} |', 'frame')}{shown}"
    for label in here:
        begin = min(max(label.span.start - start, first), last)
        end = min(max(label.span.end - start, begin), last)
        indent = len(before) + _width(_visible(text[first:begin]))
        mark = ("^" if label is primary else "-") * max(1, _width(_visible(text[begin:end])))
        words = f"{mark} {_visible(label.text)}".rstrip()
        style = severity if label is primary else "secondary"
        yield f"{' ' * width} {paint('|', 'frame')} {' ' * indent}{paint(words, style)}"


def _window(text: str, place: int) -> tuple[int, int]:
    """The part of a long line that is shown."""
    if len(text) <= _LINE_LIMIT:
        return 0, len(text)
    first = max(0, place - _LINE_LIMIT // 4)
    return first, min(len(text), first + _LINE_LIMIT)


def _visible(text: str) -> str:
    """The text with tabs as spaces and everything that a terminal might obey made harmless."""
    return "".join(_TAB if char == "\t" else char if _harmless(char) else f"<U+{ord(char):04X}>" for char in text)


def _harmless(char: str) -> bool:
    return char == " " or (unicodedata.category(char)[0] not in "CZ") or unicodedata.category(char) == "Zs"


def _width(text: str) -> int:
    """How many columns of a terminal a visible text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
