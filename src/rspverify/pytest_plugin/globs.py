"""Which files the globs of `rspverify_files` mean.

`fnmatch` lets `*` cross folders, and `PurePath.match` does not know `**` before Python 3.13; so globs are read here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_PIECE = re.compile(r"(?P<folders>(?:^|(?<=/))\*\*/)|(?P<all>\*\*)|(?P<some>\*)|(?P<one>\?)|(?P<other>.)", re.DOTALL)
_MEANING = {"folders": "(?:[^/]+/)*", "all": ".*", "some": "[^/]*", "one": "[^/]"}


def matches(path: Path, root: Path, globs: Iterable[str]) -> bool:
    """Whether one of the globs means a file. With a slash they are relative to `root`, and `**/` stands for any number
    of folders; without one they are about the name alone."""
    try:
        below = path.relative_to(root).as_posix()
    except ValueError:  # a file from elsewhere has a name, but no place in the project
        below = ""
    return any(_expression(one).fullmatch(below if "/" in one else path.name) for one in globs)


def _expression(glob: str) -> re.Pattern[str]:
    pieces = _PIECE.finditer(glob.removeprefix("./"))
    return re.compile("".join(_MEANING.get(piece.lastgroup or "", re.escape(piece[0])) for piece in pieces), re.DOTALL)
