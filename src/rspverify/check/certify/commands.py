"""What an obligation may consist of: declarations, assertions, and one query at the end.

A script of a stranger is looked at before a solver sees it: SMT-LIB can also write files, print what looks like an
answer, or take assertions back."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r";[^\n]*|[ \n]+|(?P<bar>\|(?:(?![|\\])[ -~])*\|)|(?P<paren>[()])|(?P<word>(?:(?![()|;\"])[!-~])+)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_DECLARATIONS = frozenset(("declare-sort", "declare-datatypes", "declare-fun"))


class NoObligation(ValueError):
    """The text is not a script of the kind that `logic.smtlib.script` writes; the message says why."""


def without_comments(text: str) -> str:
    """The commands of an obligation, without what explains them. Raises `NoObligation`."""
    commands = list(_commands(text))
    heads = [head for head, _ in commands]
    if not heads or heads[-1] != "check-sat":
        raise NoObligation("it does not end in `(check-sat)`")
    if heads[0] != "set-logic" or commands[0][1].split() != ["(", "set-logic", "ALL", ")"]:
        raise NoObligation("it does not begin with `(set-logic ALL)`")
    declared = True
    for head in heads[1:-1]:
        if head not in _DECLARATIONS and head != "assert":
            raise NoObligation(f"it holds the command `{head}`")
        if head != "assert" and not declared:
            raise NoObligation("it declares something after it asserts something")
        declared = head != "assert"
    return "".join(f"{command}\n" for _, command in commands)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with its first word; tokens are set apart by one space."""
    found = _CONTROL.search(text)
    if found is not None:
        raise NoObligation(f"it holds the control character U+{ord(found.group()):04X}")
    depth, at = 0, 0
    tokens: list[str] = []
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NoObligation(f"it cannot be read at character {at + 1}")
        at = match.end()
        token = match["bar"] or match["paren"] or match["word"]
        if token is None:
            continue
        depth += (token == "(") - (token == ")")
        tokens.append(token)
        if depth < 0 or (depth == 0 and token != ")"):
            raise NoObligation("it holds something outside of a command")
        if depth == 0:
            yield (tokens[1] if len(tokens) > 2 else ""), " ".join(tokens)
            tokens = []
    if depth:
        raise NoObligation("its last command does not end")
