"""Looks at policy files from time to time, and says what a change touches. Nothing but the file system is asked, so it
works everywhere, also on network folders and in containers."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.cli.find import Found, find

_USE = re.compile(r'\buse\s+"([^"\n]*)"')
"""Also finds what stands in a comment: then a file is looked at for nothing. A file that cannot be parsed is found
through."""

Stamp = tuple[int, int, int, int]
_GONE: Stamp = (0, 0, 0, 0)


@dataclass(frozen=True)
class Seen:
    """How things stood. `texts`: what all files hold that are looked at, by their real paths; empty: not there.
    `made_of`: for each file of `found`, the real paths of all that it is made of."""

    found: Found
    texts: Mapping[str, str]
    made_of: Mapping[str, frozenset[str]]

    def digest(self, path: str) -> tuple[tuple[str, str], ...]:
        """The same as long as nothing has changed that this file is made of."""
        return tuple((part, self.texts[part]) for part in sorted(self.made_of[path]))


@dataclass(frozen=True)
class Touched:
    """What is different. `files`: those to be checked (again), in their order; `gone`: those that are no longer there;
    `changed`: the files in which something has changed."""

    files: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    anything: bool


def touched(before: Seen, after: Seen) -> Touched:
    """What has come, changed and gone between two looks."""
    files = tuple(
        path for path in after.found.files if path not in before.made_of or before.digest(path) != after.digest(path)
    )
    gone = tuple(path for path in before.found.files if path not in after.made_of)
    changed = [real for real, text in after.texts.items() if before.texts.get(real, "") != text]
    shown = tuple(os.path.relpath(real) for real in sorted(changed))
    return Touched(files, gone, shown, bool(files or gone) or before.found != after.found)


class Looking:
    """Looks at the files that paths stand for, and at all that these use."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = tuple(paths)
        self._known: dict[str, tuple[Stamp, str, tuple[str, ...]]] = {}

    def look(self) -> Seen:
        """How things stand now. Files are read only if their size or a time of theirs is another one."""
        found = find(self._paths)
        texts: dict[str, str] = {}
        made_of: dict[str, frozenset[str]] = {}
        for path in found.files:
            if "\0" in path:
                made_of[path] = frozenset()
                continue
            parts: dict[str, None] = {}
            self._follow(os.path.realpath(path), _project(path), parts)
            made_of[path] = frozenset(parts)
            texts |= {real: self._known[real][1] for real in parts}
        return Seen(found, texts, made_of)

    def _follow(self, first: str, project: str, parts: dict[str, None]) -> None:
        left = [first]
        while left:
            real = left.pop()
            if real not in parts:
                parts[real] = None
                left += [used for used in self._text(real)[2] if _inside(used, project)]

    def _text(self, real: str) -> tuple[Stamp, str, tuple[str, ...]]:
        """A file: when it was changed, what it holds, what it uses."""
        stamp = _stamp(real)
        known = self._known.get(real)
        if known is None or known[0] != stamp:
            known = self._known[real] = (stamp, *_read(real, stamp))
        return known


def _stamp(real: str) -> Stamp:
    try:
        found = os.stat(real)
    except (OSError, ValueError):
        return _GONE
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _read(real: str, stamp: Stamp) -> tuple[str, tuple[str, ...]]:
    if stamp == _GONE or not os.path.isfile(real):
        return "", ()
    try:
        with open(real, "rb") as stream:
            content = stream.read()
    except (OSError, ValueError):
        return "unreadable", ()
    text = content.decode("utf-8", "replace")
    folder = os.path.dirname(real)
    uses = (os.path.realpath(os.path.join(folder, one)) for one in _USE.findall(text) if "\0" not in one)
    return hashlib.sha256(content).hexdigest(), tuple(dict.fromkeys(uses))


def _project(path: str) -> str:
    """The folder that no `use` may leave."""
    from rspverify.policy.load import find_root

    return os.path.realpath(find_root(path))


def _inside(real: str, project: str) -> bool:
    try:
        return os.path.commonpath([project, real]) == project
    except ValueError:  # on different drives
        return False
