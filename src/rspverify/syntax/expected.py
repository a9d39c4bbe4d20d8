"""Terminals of the grammar in human words, for `expected …`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark

_NAMED = {
    "NAME": "a name",
    "INT": "a number",
    "COUNT": "a number in words",
    "STRING": "a text in quotes",
    "UNIT": "a unit of time such as `days`",
    "STEPS": "`steps`",
    "DOT_DOT": "`..`",
}

_VALUE_WORDS = "NAME INT NOW MINUS LPAR IF"
_FORMULA_WORDS = (
    "NOT ONCE PREVIOUSLY ALWAYS_SO_FAR SOME EVERY NO AT_LEAST AT_MOST EXACTLY WITHIN MORE_THAN LESS_THAN FORBIDDEN"
    " PERMITTED REQUIRED APPLIES DEFEATED BREACH_OF WAIT"
)
_OPERATOR_WORDS = (
    "AND OR IFF IMPLIES SINCE EQUAL UNEQUAL LESS LESS_OR_EQUAL GREATER GREATER_OR_EQUAL IN PLUS MINUS STAR"
)
_DECLARATION_WORDS = (
    "USE ENTITY ENUM INDIVIDUAL FACT BELIEF PUBLIC FIXED VARYING DURATION DEFINE TERM ACTION EVENT ALSO INITIALLY"
    " AXIOM ASSUME LEMMA POLICY PROPERTY CHECK SCENARIO"
)
_CLAIM_WORDS = "NEVER ALWAYS POSSIBLE AFTER KEEPING OUTSIDERS MORE FEWER NAME"

_VALUE = frozenset(_VALUE_WORDS.split())
_FORMULA = _VALUE.union(_FORMULA_WORDS.split())
_OPERATOR = frozenset(_OPERATOR_WORDS.split())
_DECLARATION = frozenset(_DECLARATION_WORDS.split())
_CLAIM = frozenset(_CLAIM_WORDS.split())
_STEP = frozenset(("LET", "GIVEN", "MEANWHILE", "WAIT", "SO"))

# (what must be there, what it stands for, its words); the first that fits takes its members away
_GROUPS = (
    (frozenset(("NEVER", "KEEPING")), _CLAIM, "a claim"),
    (frozenset(("LET", "SO")), _STEP | {"NAME"}, "a step"),
    (frozenset(("NOT", "ONCE")), _FORMULA, "a formula"),
    (frozenset(("IF", "LPAR")), _VALUE, "a value"),
    (frozenset(("PLUS", "STAR")), _OPERATOR, "an operator"),
    (frozenset(("AND", "IFF")), _OPERATOR, "an operator"),
    (frozenset(("ENTITY", "POLICY")), _DECLARATION | {"$END"}, "a declaration"),
)
_SHOWN = 8


def keyword(terminal: str, parser: Lark) -> str | None:
    """The text of a terminal that is always the same, with single spaces; None for names, numbers and the like."""
    if terminal in _NAMED:
        return None
    pattern = next((each.pattern for each in parser.terminals if each.name == terminal), None)
    if pattern is None:
        return None
    return pattern.value if pattern.type == "str" else terminal.lower().replace("_", " ")


def expected(terminals: Iterable[str], parser: Lark, end: str) -> str:
    """``a name, `(` or `:` ``: what may stand at a place where `terminals` are accepted; `end` says what the end of the
    piece would be."""
    left = set(terminals)
    groups: list[str] = []
    for sign, members, words in _GROUPS:
        if sign <= left:
            left -= members
            groups.append(words)
    if "$END" in left:
        left.remove("$END")
        groups.append(end)
    single = sorted(_NAMED.get(each) or f"`{keyword(each, parser)}`" for each in left)
    listed = [*single[: _SHOWN - len(groups)], *groups]
    if len(single) + len(groups) > _SHOWN:
        listed.append("something else")
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else "nothing more"
