"""Names of files and folders, made of texts that strangers wrote.

A name consists of ASCII letters, digits, `_`, `-` and dots between them; it is no longer than asked, never a device's
name (Windows knows `con` and others), and no two names of one folder differ only in case."""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^A-Za-z0-9_]+")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"))
)


def slug(text: str, longest: int, empty: str) -> str:
    """The text as a name; `empty` if nothing of it can be one."""
    name = _OTHER.sub("-", text).strip("-")[:longest].rstrip("-") or empty
    return f"{name}_" if name.lower() in _DEVICES else name


class Names:
    """The names in one folder: each thing gets one of its own, the same in each run that asks in the same order."""

    def __init__(self) -> None:
        self._given: dict[object, str] = {}
        self._taken: set[str] = set()

    def name(self, thing: object, text: str, longest: int, empty: str) -> str:
        """The name of a thing, made of the text when it is first asked for."""
        found = self._given.get(thing)
        if found is None:
            wanted = found = slug(text, longest, empty)
            count = 1
            while found.lower() in self._taken:
                count += 1
                found = f"{wanted}-{count}"
            self._given[thing] = found
            self._taken.add(found.lower())
        return found
