"""The words of the language, as the grammar has them."""

from __future__ import annotations

from functools import cache

from rspverify.syntax.expected import keyword
from rspverify.syntax.grammar import language


@cache
def words() -> tuple[str, ...]:
    """All words that always mean the same, such as `policy`, `must not` and `at least`, in alphabetical order."""
    parser = language()
    found = {keyword(one.name, parser) for one in parser.terminals if one.name not in parser.lexer_conf.ignore}
    return tuple(sorted(one for one in found if one and one[0].isalpha() and one.isascii()))
