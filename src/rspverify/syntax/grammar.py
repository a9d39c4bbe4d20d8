"""Loads `grammar/rspverify.lark`, once and not before it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lark import Lark, Token

Start = Literal["module", "policy_item"]
"""What a text may be: declarations, or one item of a policy."""


class _NamesEverywhere:
    """Lets the contextual lexer see a name in every state, so that a keyword is never cut out of a longer word."""

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


def grammar_path() -> Path:
    """Where the grammar is: inside the installed package, or beside `src` in a source tree."""
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "_grammar" / "rspverify.lark"
    return packaged if packaged.exists() else here.parents[3] / "grammar" / "rspverify.lark"


@cache
def language() -> Lark:
    """The parser of the language, with one start symbol for each `Start`."""
    from lark import Lark

    return Lark(
        grammar_path().read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=["module", "policy_item"],
        propagate_positions=True,
        postlex=_NamesEverywhere(),
    )
