"""How text looks: colours, symbols, widths. User text goes through `plain` before it is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rspverify.source.spans import Span

Paint = Literal["bold", "dim", "red", "green", "yellow", "blue", "cyan"]
Symbol = Literal["yes", "no", "open", "fault", "dash", "dots", "unlike", "bar"]

_CODES: dict[Paint, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
_SYMBOLS: dict[Symbol, tuple[str, str]] = {
    "yes": ("✓", "+"),
    "no": ("✗", "x"),
    "open": ("?", "?"),
    "fault": ("!", "!"),
    "dash": ("—", "-"),
    "dots": ("…", "..."),
    "unlike": ("≠", "*"),
    "bar": ("│", "|"),
}
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True)
class Style:
    """`width`: columns of the terminal. `unicode`: whether the output can show more than ASCII."""

    color: bool = False
    unicode: bool = True
    width: int = 100

    def paint(self, text: str, *paints: Paint) -> str:
        """The text in these colours, or as it is."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(_CODES[paint] for paint in paints)}m{text}\x1b[0m"

    def symbol(self, name: Symbol) -> str:
        return _SYMBOLS[name][0 if self.unicode else 1]

    def wrap(self, text: str, indent: int = 0, hanging: int | None = None) -> list[str]:
        """The text in lines no wider than the terminal: the first indented by `indent`, the others by `hanging`.
        A word that is wider than a line is broken."""
        hanging = indent if hanging is None else hanging
        lines: list[str] = []
        line, used = " " * indent, indent
        empty = True
        for word in _pieces(text, max(20, self.width - max(indent, hanging))):
            size = width_of(word)
            if not empty and used + 1 + size > self.width:
                lines.append(line)
                line, used, empty = " " * hanging, hanging, True
            line, used = (line + word, used + size) if empty else (f"{line} {word}", used + 1 + size)
            empty = False
        return [*lines, line] if not empty or not lines else lines


def plain(text: str) -> str:
    """The text with its invisible characters spelled out, so that it cannot steer a terminal or mislead a reader."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def width_of(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def cut(text: str, columns: int, dots: str = "…") -> str:
    """The beginning of a text that fits into so many columns."""
    if width_of(text) <= columns:
        return text
    kept, used = [], width_of(dots)
    for char in text:
        used += width_of(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + dots


def moment(hours: int) -> str:
    """A time since the start, in days and hours: `day 3, hour 4`."""
    days, rest = divmod(hours, 24)
    return f"day {days}, hour {rest}" if rest else f"day {days}"


def number(amount: int, one: str, many: str | None = None) -> str:
    """`1 step`, `2 steps`."""
    return f"{amount} {one if amount == 1 else many or one + 's'}"


def place(span: Span) -> str:
    """`specs/news.rsp:12:3`."""
    return f"{plain(span.file.path)}:{span.line}:{span.column}"


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    if char == "\u00a0" or unicodedata.category(char) not in _UNSAFE:
        return char
    return f"<U+{ord(char):04X}>"


def _pieces(text: str, limit: int) -> Iterator[str]:
    """The words of a text, each at most `limit` columns wide."""
    for word in text.split():
        while width_of(word) > limit:
            head = cut(word, limit, "")
            if not head:
                break
            yield head
            word = word[len(head) :]
        if word:
            yield word
