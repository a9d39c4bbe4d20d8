"""A smaller text that still shows the same: lines, then parts of lines, are left out as long as it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Shows = Callable[[str], bool]
"""Whether a text still shows what it should; texts that do not resolve do not."""

_PARTS = (
    re.compile(
        r" (?:when|unless|provided|requires|where|while) .*?(?= (?:when|unless|provided|then|for every|\|)|,|$)"
    ),
    re.compile(r" (?:even if .*? is broken|assuming \w+|binding [\w ]+?(?= expect| up to|$)|up to \d+ steps)"),
    re.compile(r" for every \w+: \w+"),
    re.compile(r" overrides [\w, ]+(?=:)"),
    re.compile(r", [^,(){}]+(?:\([^()]*\))?[^,(){}]*$"),
)
_GROUP = re.compile(r"\(([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*)\)")
_JOINED = re.compile(r"^(.*?)(\(.*\)) (?:and|or|implies|iff|since) (\(.*\))$")


def minimized(text: str, shows: Shows) -> str:
    """The text, made smaller; it shows the same."""
    assert shows(text)
    while True:
        for smaller in _smaller(text):
            if shows(smaller):
                text = smaller
                break
        else:
            return text


def _smaller(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for start in range(len(lines)):
        if lines[start].startswith("policy "):
            end = lines.index("}", start)
            yield _joined([*lines[:start], *lines[end + 1 :]])
    for index in range(len(lines)):
        yield _joined([*lines[:index], *lines[index + 1 :]])
    for index in range(len(lines) - 1):
        if lines[index].startswith("property "):
            yield _joined([*lines[:index], *lines[index + 2 :]])
    for index, line in enumerate(lines):
        for shorter in _shorter(line):
            yield _joined([*lines[:index], shorter, *lines[index + 1 :]])


def _shorter(line: str) -> Iterator[str]:
    for part in _PARTS:
        for found in part.finditer(line):
            yield line[: found.start()] + line[found.end() :]
    for found in _GROUP.finditer(line):
        before, inside, after = line[: found.start()], found[1], line[found.end() :]
        if before and before[-1] not in " (":
            continue
        for constant in ("now = now", "now != now"):
            if inside != constant and len(inside) > len(constant):
                yield f"{before}({constant}){after}"
        for nested in _GROUP.finditer(inside):
            if inside[: nested.start()][-1:] in ("", " "):
                yield f"{before}({nested[1]}){after}"
        for word in ("not ", "once ", "previously ", "always so far "):
            if inside.startswith(word):
                yield f"{before}{inside.removeprefix(word)}{after}"
    joined = _JOINED.match(line)
    if joined:
        yield joined[1] + joined[2]
        yield joined[1] + joined[3]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
