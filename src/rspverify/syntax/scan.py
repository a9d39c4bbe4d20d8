"""A first quick look at a text, without the grammar: comments, where declarations begin, and what is wrong with
single characters, strings, numbers and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.claims import Comment

NESTING_LIMIT = 200
"""How many brackets may be open at once."""

DIGIT_LIMIT = 18
"""How many digits a number may have."""

INVISIBLE_LIMIT = 5
"""With more control characters than this, a file is not taken for a text."""

FAULT_LIMIT = 20
"""How many faults are reported for one file."""

_PIECE = re.compile(
    r"""(?P<comment>\#[^\n]*)
    | (?P<string>"(?:[^"\\\r\n]|\\[^\r\n])*(?P<end>"?))
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
    | (?P<number>[0-9]+)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])""",
    re.VERBOSE,
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MODIFIERS = frozenset(("public", "fixed", "varying"))
_DECLARATION_WORDS = (
    "use entity enum individual fact belief duration define term action event also initially axiom assume lemma"
    " policy property check scenario"
)
_DECLARATIONS = _MODIFIERS.union(_DECLARATION_WORDS.split())
_ITEMS = frozenset(("source", "otherwise", "repeal", "replace", "clause"))


@dataclass(frozen=True)
class Scan:
    """`declarations` and `items` are offsets at which declarations and items of policies seem to begin; `faults` are in
    the order of the text."""

    comments: tuple[Comment, ...]
    declarations: tuple[int, ...]
    items: tuple[int, ...]
    faults: tuple[Diagnostic, ...]


def scan(file: SourceFile) -> Scan:
    """Looks at the text once, in linear time."""
    text = file.text
    comments: list[Comment] = []
    declarations: list[int] = []
    items: list[int] = []
    invisible = [match.start() for match in _INVISIBLE.finditer(text)]
    if len(invisible) > INVISIBLE_LIMIT:
        return Scan((), (), (), (_no_text(file, invisible),))
    faults = [_invisible(file, place) for place in invisible]
    braces, brackets = 0, 0
    before = ""
    for match in _PIECE.finditer(text):
        start, piece = match.start(), match.group()
        kind = match.lastgroup if match.lastgroup != "end" else "string"
        if kind == "comment":
            own_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
            comments.append(Comment(Span(file, start, match.end()), piece[1:].rstrip(), own_line))
            continue
        if kind == "word" and piece in _DECLARATIONS | _ITEMS and before not in _MODIFIERS:
            indent = text[text.rfind("\n", 0, start) + 1 : start]
            if piece in _DECLARATIONS and not indent.strip() and (braces <= 0 or not indent):
                declarations.append(start)
                braces, brackets = 0, 0
            elif piece in _ITEMS and not indent.strip() and braces == 1 and before != "replace":
                items.append(start)
        elif kind == "open":
            brackets += 1
            braces += piece == "{"
            if brackets == NESTING_LIMIT + 1:
                faults.append(_too_deep(Span(file, start, start + 1)))
        elif kind == "close":
            brackets -= 1
            braces -= piece == "}"
        elif kind == "string":
            faults.extend(_string_faults(file, match))
        elif kind == "number" and len(piece) > DIGIT_LIMIT:
            faults.append(_too_long(Span(file, start, match.end())))
        before = piece
        if len(faults) > 2 * FAULT_LIMIT:
            break
    faults.sort(key=lambda fault: fault.span.start if fault.span else 0)
    return Scan(tuple(comments), tuple(declarations), tuple(items), tuple(faults[:FAULT_LIMIT]))


def unclosed_bracket(file: SourceFile, start: int, end: int) -> Label | None:
    """Points at the innermost bracket that is open at the end of a piece of the text."""
    opened: list[int] = []
    for place in _brackets(file, start, end):
        if file.text[place] in "([{":
            opened.append(place)
        elif opened:
            opened.pop()
    if not opened:
        return None
    place = opened[-1]
    return Label(Span(file, place, place + 1), f"this `{file.text[place]}` is never closed")


def closing_brace(file: SourceFile, opening: int, end: int) -> int | None:
    """Where the brace at `opening` is closed, at most at `end`."""
    depth = 0
    for place in _brackets(file, opening, end):
        depth += {"{": 1, "}": -1}.get(file.text[place], 0)
        if depth == 0:
            return place
    return None


def _brackets(file: SourceFile, start: int, end: int) -> Iterator[int]:
    """Where the brackets are, those in comments and strings left out."""
    for match in _PIECE.finditer(file.text, start, end):
        if match.lastgroup in ("open", "close"):
            yield match.start()


def is_blank(text: str) -> bool:
    """Whether there is nothing but white space and comments."""
    return not re.sub(r"#[^\n]*", "", text).strip()


def _invisible(file: SourceFile, place: int) -> Diagnostic:
    return Diagnostic(
        "RSP113",
        f"there is an invisible control character, U+{ord(file.text[place]):04X}",
        Span(file, place, place + 1),
        help="delete it",
    )


def _no_text(file: SourceFile, places: list[int]) -> Diagnostic:
    return Diagnostic(
        "RSP113",
        f"this does not look like a text: it has {len(places)} control characters",
        Span(file, places[0], places[0] + 1),
        label="the first one",
        help="is it the right file?",
    )


def _too_deep(span: Span) -> Diagnostic:
    return Diagnostic(
        "RSP123",
        f"brackets are nested too deeply: more than {NESTING_LIMIT} are open here",
        span,
        help="name a part of the formula with `define`",
    )


def _too_long(span: Span) -> Diagnostic:
    return Diagnostic(
        "RSP114",
        f"this number is too large: it has {span.end - span.start} digits, and {DIGIT_LIMIT} are allowed",
        span,
        help="use a larger unit, or a smaller number",
    )


def _string_faults(file: SourceFile, match: re.Match[str]) -> list[Diagnostic]:
    if not match.group("end"):
        return [
            Diagnostic(
                "RSP111",
                "this text in quotes does not end on its line",
                Span(file, match.start(), match.end()),
                help='close it with `"`; a quote inside it is written `\\"`',
            )
        ]
    return [
        Diagnostic(
            "RSP112",
            f"`{escape.group()}` is not known inside quotes",
            Span(file, match.start() + escape.start(), match.start() + escape.end()),
            help='only `\\"` and `\\\\` are; a backslash itself is written `\\\\`',
        )
        for escape in re.finditer(r"\\.", match.group())
        if escape.group() not in ('\\"', "\\\\")
    ]
