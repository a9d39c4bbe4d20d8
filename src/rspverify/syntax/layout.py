"""A small pretty-printing algebra: pieces of text with places where a line may break, and their layout in lines.

A group is laid out on one line if it fits and no comment stands in it; else each of its breaks is a new line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

Kind = Literal["text", "break", "hard", "concat", "nest", "group"]
INDENT = 2


@dataclass(frozen=True)
class Doc:
    """A piece of layout. `flat` is its width on one line, `lead` that of what comes before its first break; `first` and
    `last` are the places of the first and last text in it that has one."""

    kind: Kind
    text: str = ""
    parts: tuple[Doc, ...] = ()
    span: Span | None = None
    flat: int = 0
    lead: int = 0
    breaks: bool = False
    hard: bool = False
    first: Span | None = None
    last: Span | None = None


@dataclass(frozen=True)
class Line:
    """One line of output. `place` is where its first placed text stood; `origin` where the unit that begins with this
    line (a declaration, a clause, a step) stood, None inside a unit."""

    indent: int
    text: str
    place: Span | None
    origin: Span | None


def text(words: str, span: Span | None = None) -> Doc:
    """A text that is never broken. Only what may begin a line has a span, so that a comment finds its line."""
    return Doc("text", words, span=span, flat=len(words), lead=len(words), first=span, last=span)


def line(flat: str = " ") -> Doc:
    """A place where the line may break; `flat` stands there if it does not."""
    return Doc("break", flat, flat=len(flat), breaks=True)


def hard(origin: Span | None = None) -> Doc:
    """A line break in any case. `origin` is the place of the unit that follows."""
    return Doc("hard", span=origin, breaks=True, hard=True)


def concat(*parts: Doc | str) -> Doc:
    return _join("concat", parts)


def nest(*parts: Doc | str) -> Doc:
    """The parts, indented where they break."""
    return _join("nest", parts)


def group(*parts: Doc | str) -> Doc:
    """The parts, on one line if possible."""
    return _join("group", parts)


def separated(docs: Sequence[Doc], separator: str, flat: str = " ") -> Doc:
    """The parts with `separator` and a possible break between them."""
    parts: list[Doc | str] = []
    for index, doc in enumerate(docs):
        if index:
            parts += [separator, line(flat)]
        parts.append(doc)
    return concat(*parts)


def _join(kind: Kind, parts: tuple[Doc | str, ...]) -> Doc:
    docs = tuple(text(part) if isinstance(part, str) else part for part in parts)
    lead = 0
    for doc in docs:
        lead += doc.lead if doc.breaks else doc.flat
        if doc.breaks:
            break
    placed = [doc for doc in docs if doc.first is not None]
    return Doc(
        kind,
        parts=docs,
        flat=sum(doc.flat for doc in docs),
        lead=lead,
        breaks=any(doc.breaks for doc in docs),
        hard=any(doc.hard for doc in docs),
        first=placed[0].first if placed else None,
        last=placed[-1].last if placed else None,
    )


def flat_text(doc: Doc) -> str:
    """The text of a piece on one line, however long."""
    words: list[str] = []
    pending = [doc]
    while pending:
        top = pending.pop()
        words.append(" " if top.kind == "hard" else top.text)
        pending.extend(reversed(top.parts))
    return "".join(words)


def lay_out(doc: Doc, width: int, file: SourceFile, comments: Sequence[int]) -> list[Line]:
    """The lines of a piece. `comments` are the offsets of the comments in `file`, in order."""
    lines: list[Line] = []
    written: list[str] = []
    indent, used = 0, 0
    place: Span | None = None
    origin: Span | None = None
    # what is still to be written: (indent, whether on one line, piece)
    pending: list[tuple[int, bool, Doc]] = [(0, False, doc)]
    while pending:
        depth, on_one_line, top = pending.pop()
        match top.kind:
            case "text":
                written.append(top.text)
                used += len(top.text)
                place = place or top.span
            case "break" if on_one_line:
                written.append(top.text)
                used += len(top.text)
            case "break" | "hard":
                lines.append(Line(indent, "".join(written), place, origin))
                written, place, origin = [], None, top.span
                indent = used = depth
            case _:
                if top.kind == "group" and not on_one_line:
                    rest = used + top.flat + _until_break(pending)
                    on_one_line = not top.hard and rest <= width and not _commented(top, file, comments)
                inner = depth + INDENT if top.kind == "nest" else depth
                pending.extend((inner, on_one_line, part) for part in reversed(top.parts))
    lines.append(Line(indent, "".join(written), place, origin))
    return lines


def _until_break(pending: list[tuple[int, bool, Doc]]) -> int:
    """How much is written before the next possible line break."""
    width = 0
    for _, _, doc in reversed(pending):
        if doc.breaks:
            return width + doc.lead
        width += doc.flat
    return width


def _commented(doc: Doc, file: SourceFile, comments: Sequence[int]) -> bool:
    """Whether a comment stands between the first and the last text of a piece."""
    if doc.first is None or doc.last is None or doc.first.file is not file or doc.last.file is not file:
        return False
    return bisect_right(comments, doc.first.start) < bisect_right(comments, doc.last.start)
