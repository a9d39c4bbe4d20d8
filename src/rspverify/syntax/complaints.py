"""From what the parser could not read to a diagnostic that a policy author understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.expected import expected, keyword
from rspverify.syntax.grammar import Start, language
from rspverify.syntax.hints import character_hint, word_hint
from rspverify.syntax.scan import unclosed_bracket

if TYPE_CHECKING:
    from lark import Token
    from lark.exceptions import UnexpectedInput, UnexpectedToken
    from lark.parsers.lalr_interactive_parser import InteractiveParser

_RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "in"))
_PREFIXES = (
    "not once previously every some no if within forbidden permitted required applies defeated exactly".split()  # noqa: SIM905
)
_TEXT_SHOWN = 40
_END = {"module": "the end of the file", "policy_item": "the next clause"}


def complaint(error: UnexpectedInput, file: SourceFile, start: int, end: int, what: Start) -> Diagnostic:
    """What was wrong when `file.text[start:end]` was read as `what`."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedToken):
        return _unexpected_token(error, file, start, end, what)
    place = start + (error.pos_in_stream or 0) if isinstance(error, UnexpectedCharacters) else start
    char = file.text[place]
    return Diagnostic(
        "RSP110",
        f"unexpected character `{char}`" if char.isprintable() else f"unexpected character U+{ord(char):04X}",
        Span(file, place, place + 1),
        help=character_hint(file.text, place),
    )


def _unexpected_token(error: UnexpectedToken, file: SourceFile, start: int, end: int, what: Start) -> Diagnostic:
    token: Token = error.token
    before = _stopped_before(error, file.text[start:end], what)
    accepted: set[str] = before.accepts()  # type: ignore[no-untyped-call]
    parser = language()
    label = f"expected {expected(accepted, parser, _END[what])}"
    if token.type == "$END":
        return _unexpected_end(file, start, end, label)
    assert token.start_pos is not None and token.end_pos is not None
    span = Span(file, start + token.start_pos, start + token.end_pos)
    chained = _chained(error, before, token)
    if chained:
        return Diagnostic(
            "RSP122",
            f"`{token}` cannot follow another {chained}",
            span,
            help=_chain_help(chained),
        )
    words = {word for word in (keyword(each, parser) for each in accepted) if word}
    meant = _meant(file.text, span, words)
    help = f"did you mean `{meant}`?" if meant else None
    help = help or word_hint(file.text, span.start, str(token), words) or _previous_word(file.text, span.start)
    return Diagnostic("RSP120", f"unexpected {_described(token)}", span, label=label, help=help)


def _stopped_before(error: UnexpectedToken, text: str, what: Start) -> InteractiveParser:
    """The parser right before the unexpected token. It may have drawn conclusions before it saw that the token does not
    fit, so it is led there once more."""
    from lark.exceptions import UnexpectedInput

    parser = language().parse_interactive(text, start=what)
    place = len(text) if error.token.type == "$END" else error.token.start_pos
    try:
        for token in parser.iter_parse():
            if token.start_pos is not None and place is not None and token.start_pos >= place:
                break
    except UnexpectedInput:
        pass
    return parser


def _unexpected_end(file: SourceFile, start: int, end: int, label: str) -> Diagnostic:
    """At the end of the file, or at the beginning of the declaration that follows an unfinished one."""
    unclosed = unclosed_bracket(file, start, end)
    labels: tuple[Label, ...] = (unclosed,) if unclosed else ()
    following = re.match(r"\w+|\S", file.text[end:])
    if following:
        span = Span(file, end, end + len(following.group()))
        message = f"unexpected `{following.group()}`: what stands before it is not finished"
        return Diagnostic("RSP120", message, span, label=label, labels=labels)
    place = start + len(file.text[start:end].rstrip())
    return Diagnostic("RSP121", "the file ends too early", Span(file, place, place), label=label, labels=labels)


def _described(token: Token) -> str:
    text = token if len(token) <= _TEXT_SHOWN else f"{token[:_TEXT_SHOWN]}..."
    match token.type:
        case "STRING":
            return f"text `{text}`"
        case "INT":
            return f"number `{text}`"
        case _ if token[0].isalpha() or token[0] == "_":
            return f"word `{' '.join(text.split())}`"
        case _:
            return f"`{text}`"


def _chained(error: UnexpectedToken, stopped: InteractiveParser, token: Token) -> str | None:
    """What the token would be a second one of: operators that do not group."""
    reduced = _stack(error.interactive_parser or stopped)
    if token == "since":
        return "`since`" if reduced[-2:-1] == ["SINCE"] else None
    if token not in _RELATIONS:
        return None
    shifted = _stack(stopped)
    after_set = shifted[-4:-3] == ["IN"] and shifted[-1] == "RBRACE"
    return "comparison" if after_set or reduced[-2:-1] == ["_relation"] else None


def _stack(parser: InteractiveParser) -> list[str]:
    """What was read last: the types of tokens, the rules of trees."""
    stack = parser.parser_state.value_stack[-4:]
    return [str(getattr(entry, "type", getattr(entry, "data", ""))) for entry in stack]


def _chain_help(chained: str) -> str:
    if chained == "comparison":
        return "compare two things at a time: `a < b and b < c`; or use brackets: `(a = b) = c`"
    return "say with brackets which `since` comes first: `(a since b) since c`"


def _meant(text: str, span: Span, words: set[str]) -> str | None:
    """The accepted keyword that is written almost like what stands at `span`."""
    for count in (4, 3, 2, 1):
        written = re.match(r"\w+" + r"\s+\w+" * (count - 1), text[span.start : span.start + 80])
        candidates = [word for word in words if len(word.split()) == count and word[0].isalpha()]
        if written and candidates:
            close = _closest(" ".join(written.group().split()), candidates)
            if close:
                return close
    return None


def _previous_word(text: str, place: int) -> str | None:
    """A name right before a name may be a misspelt keyword that was read as a name."""
    before = re.search(r"(\w+)\s+$", text[max(0, place - 80) : place])
    if before is None or not re.match(r"\w", text[place:]):
        return None
    word = before.group(1)
    close = None if word in _PREFIXES else _closest(word, _PREFIXES)
    return f"did you mean `{close}` instead of `{word}`?" if close else None


def _closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that differs by a slip; letters in a wrong order are the likeliest."""
    ordered = sorted(candidates)
    swapped = [each for each in ordered if sorted(each) == sorted(word)]
    return next(iter(swapped or get_close_matches(word, ordered, 1, cutoff=0.7)), None)
