"""Loads `grammar/rspverify.lark`, once and not before it is needed."""

from __future__ import annotations

import os
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


def cache_path() -> Path | None:
    """Where the parser's tables are kept between runs: in the user's cache folder, if it can be written."""
    configured = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(configured) if configured else Path.home() / ".cache") / "rspverify"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        private = folder.stat().st_uid == os.getuid() if hasattr(os, "getuid") else True
    except (OSError, RuntimeError):
        return None
    # The tables are pickled, so they are read from nobody else's folder.
    return folder / "grammar.lark" if private and os.access(folder, os.W_OK) else None


@cache
def language() -> Lark:
    """The parser of the language, with one start symbol for each `Start`. Building it takes half a second, reading it
    from the cache a few hundredths; lark itself sees to it that tables of another grammar or version are not used."""
    from lark import Lark

    tables = cache_path()

    return Lark(
        grammar_path().read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=["module", "policy_item"],
        propagate_positions=True,
        postlex=_NamesEverywhere(),
        cache=str(tables) if tables is not None else False,
    )
