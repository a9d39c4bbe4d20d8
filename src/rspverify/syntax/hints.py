"""What people write out of habit from other languages, and how it is written here."""

from __future__ import annotations

_CHARACTERS = {
    "&&": "write `and`",
    "&": "write `and`",
    "||": "write `or`",
    "!": "write `not`, or `!=` for unequal",
    "¬": "write `not`",
    "∧": "write `and`",
    "∨": "write `or`",  # noqa: RUF001
    "→": "write `implies`",
    "⇒": "write `implies`",
    "∀": "write `every`",
    "∃": "write `some`",
    "≠": "write `!=`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "–": "write `-`",  # noqa: RUF001
    "—": "write `-`",
    "−": "write `-`",  # noqa: RUF001
    "“": 'use straight quotes: `"`',
    "”": 'use straight quotes: `"`',
    "‘": 'use straight quotes: `"`',  # noqa: RUF001
    "’": 'use straight quotes: `"`',  # noqa: RUF001
    "'": 'texts stand in double quotes: `"`',
    "`": 'texts stand in double quotes: `"`',
    "//": "a comment begins with `#`",
    "/": "there is no division; a comment begins with `#`",
    ";": "declarations and clauses need no separator; remove it",
    ".": "a dot stands only inside a name, as in `rsp_v2.halt`; numbers are whole",
    "[": "use round brackets `(` `)`; sets are written `{a, b}`",
    "]": "use round brackets `(` `)`; sets are written `{a, b}`",
    "@": "names consist of letters, digits and `_`",
    "\\": "a backslash stands only inside quotes",
    "\N{NO-BREAK SPACE}": "this is a no-break space; replace it by a plain one",
}

_PAIRS = {
    "==": "equality is written `=`",
    "=>": "write `implies`",
    "->": "write `implies`",
    "<>": "unequal is written `!=`",
    "++": "write `becomes f(..) + 1` in an effect",
    "**": "there are no powers",
}

_WORDS = {
    "shall": "must",
    "should": "must",
    "forall": "every",
    "all": "every",
    "exists": "some",
    "any": "some",
    "where": "when",
    "if": "when",
    "without": "unless",
    "except": "unless",
    "expects": "expect",
    "includes": "use",
    "import": "use",
    "type": "entity",
    "function": "fact",
    "predicate": "fact",
    "rule": "clause",
    "assert": "property",
    "theorem": "property",
    "is": "=",
    "previous": "previously",
    "always": "always so far",
    "implied": "implies",
}


def character_hint(text: str, place: int) -> str | None:
    """Help for a character that begins no word of the language."""
    pair = text[place : place + 2]
    hint = _CHARACTERS.get(pair) or _CHARACTERS.get(text[place])
    if hint is None and text[place].isalpha():
        return "names consist of the letters a to z, digits and `_`; other letters may stand in quotes and comments"
    return hint


def word_hint(text: str, place: int, word: str, accepted: set[str]) -> str | None:
    """Help for a word or sign that cannot stand at `place`, where the words `accepted` can."""
    pair = text[place - 1 : place + 1] if place else ""
    if pair in _PAIRS:
        return _PAIRS[pair]
    if word == "after" and {"at once", "within"} <= accepted:
        return "say by when: `at once after …` or `within 30 days after …`"
    if word == "before" and "must" in accepted:
        return "an order is written `l must ACT before ACT2`"
    if text[:place].split()[-2:] == ["may", "not"]:
        return "what is forbidden is written `must not`"
    if word in ("until", "till"):
        return "write `unless …`" if "unless" in accepted else "write `ACT only when …` or `ACT only after …`"
    meant = _WORDS.get(word.lower())
    return f"did you mean `{meant}`?" if meant in accepted else None
