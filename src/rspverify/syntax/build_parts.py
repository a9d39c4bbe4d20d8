"""What all builders share: spans of tokens, names, texts, numbers, and the list of what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.expressions import Identifier

if TYPE_CHECKING:
    from lark import Token

COUNT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_OPERAND_WORDS = (
    "any applies defeated every exactly forbidden if no not now once permitted previously required some wait within"
)
OPERAND_WORDS = frozenset(_OPERAND_WORDS.split())
"""Words that begin an operand: a fact or variable of that name could be declared but never used."""


class PartsBuilder:
    """Begins each builder. `offset` is where the parsed piece begins in `file`."""

    def __init__(self, file: SourceFile, offset: int) -> None:
        self.file = file
        self.offset = offset
        self.diagnostics: list[Diagnostic] = []

    def complain(
        self, code: str, message: str, span: Span, help: str | None = None, labels: tuple[Label, ...] = ()
    ) -> None:
        self.diagnostics.append(Diagnostic(code, message, span, labels=labels, help=help))

    def token_span(self, token: Token) -> Span:
        """Where a token stands."""
        assert token.start_pos is not None and token.end_pos is not None
        return Span(self.file, self.offset + token.start_pos, self.offset + token.end_pos)

    def identifier(self, token: Token) -> Identifier:
        """A name that refers to something; may be dotted."""
        return Identifier(self.token_span(token), str(token))

    def label(self, token: Token) -> Identifier:
        """A name that is declared here; must not be dotted."""
        if "." in token:
            self.complain(
                "RSP127",
                f"the declared name `{token}` has a dot",
                self.token_span(token),
                help='declare a plain name; `use "file.rsp" as prefix` puts the prefix before it',
            )
        return self.identifier(token)

    def usable(self, token: Token) -> Identifier:
        """A declared name that will stand in expressions, so that no word of the language may take its place."""
        if token in OPERAND_WORDS:
            self.complain(
                "RSP128",
                f"`{token}` is a word of the language and cannot be declared as a name",
                self.token_span(token),
                help=f"choose another name, for example `{token}_`",
            )
        return self.label(token)

    def text(self, token: Token) -> str:
        """The text of a string, without quotes and escapes."""
        return re.sub(r'\\(["\\])', r"\1", token[1:-1])

    def optional_text(self, token: Token | None) -> str | None:
        return None if token is None else self.text(token)

    def optional_identifier(self, token: Token | None) -> Identifier | None:
        return None if token is None else self.identifier(token)

    def count(self, token: Token) -> int:
        """A number in digits, or in words up to nine."""
        return COUNT_WORDS.index(token) if token in COUNT_WORDS else int(token)

    def names(self, _span: Span, parts: list[Any]) -> tuple[Identifier, ...]:
        return tuple(self.identifier(token) for token in parts)

    def new_names(self, _span: Span, parts: list[Any]) -> tuple[Identifier, ...]:
        return tuple(self.usable(token) for token in parts)
