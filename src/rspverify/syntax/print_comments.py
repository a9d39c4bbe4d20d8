"""Puts comments and blank lines back between the lines of a printed file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.claims import Comment, Module, ScenarioDeclaration
from rspverify.syntax.layout import INDENT, Line
from rspverify.syntax.norms import PolicyDeclaration


@dataclass
class _Slot:
    """A line with the comments that stand above it and at its end."""

    line: Line
    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)


def woven(module: Module, lines: Sequence[Line], comments: Sequence[Comment]) -> str:
    """The text of the file. A comment on a line of its own stays above what it stood above, a comment at the end of a
    line stays at the end of what it followed."""
    file = module.span.file
    slots = [_Slot(line) for line in lines]
    placed = sorted(
        (line.place.start, index)
        for index, line in enumerate(lines)
        if line.place is not None and line.place.file is file
    )
    end: list[Comment] = []
    for comment in comments:
        # the line that follows in the text as it was written, and the one before it
        following = bisect_right(placed, (comment.span.start, len(lines)))
        if not comment.own_line and following:
            slots[placed[following - 1][1]].beside.append(comment)
        elif following < len(placed):
            slots[placed[following][1]].above.append(comment)
        else:
            end.append(comment)
    return _written(module, slots, end)


def _written(module: Module, slots: list[_Slot], end: list[Comment]) -> str:
    file = module.span.file
    apart = _apart(module)
    out: list[str] = []
    was_apart = False
    # whether a blank line would be out of place: at the beginning of the file or of a block
    opened = True
    for slot in slots:
        line, indent = slot.line, " " * slot.line.indent
        begins = line.origin is not None or not out
        is_apart = begins and line.indent == 0 and _is_among(line.origin or line.place, apart)
        wanted = (was_apart and begins and line.indent == 0) or is_apart
        # of several comments at the end of one line, the last stays there
        for comment in [*slot.above, *slot.beside[:-1]]:
            if not opened and (wanted or _blank_above(file, comment.span)):
                out.append("")
            wanted = opened = False
            out.append(f"{indent}{' ' * INDENT if line.text == '}' else ''}#{comment.text}")
        if not opened and begins and (wanted or _blank_above(file, line.origin or line.place)):
            out.append("")
        out.append(f"{indent}{line.text}{f'  #{slot.beside[-1].text}' if slot.beside else ''}")
        opened = line.text.endswith("{")
        was_apart = is_apart if begins and line.indent == 0 else was_apart
    for comment in end:
        if out and _blank_above(file, comment.span):
            out.append("")
        out.append(f"#{comment.text}")
    return "".join(f"{each.rstrip()}\n" for each in out)


def _apart(module: Module) -> set[int]:
    """The declarations that have a blank line before and after them, by where they begin."""
    return {
        each.span.start for each in module.declarations if isinstance(each, PolicyDeclaration | ScenarioDeclaration)
    }


def _is_among(span: Span | None, starts: set[int]) -> bool:
    return span is not None and span.start in starts


def _blank_above(file: SourceFile, span: Span | None) -> bool:
    """Whether the line before that of `span` was blank."""
    if span is None or span.file is not file:
        return False
    number = file.line_of(span.start)
    return number > 1 and not file.line_text(number - 1).strip()
