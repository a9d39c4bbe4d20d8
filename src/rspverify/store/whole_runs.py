"""A run of `check` of which nothing at all has changed: the words of the command line, the folder, what the environment
says, our own code, and every byte of what was read. Then what it printed is printed again, and it ends as it ended.

This is tried before anything else is imported. All that is kept here comes from results that were confirmed, of a run
that was not interrupted and found no file wrong (`cli.remembering`)."""

from __future__ import annotations

import os
import sys

from rspverify.store.database import Database
from rspverify.store.fingerprint import fingerprint
from rspverify.store.inputs import content_digest, digest_of, listing, surroundings
from rspverify.store.place import NoPlace, cache_file, cache_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

KIND = "run"
LAST = "last run"
NO_CACHE = "--no-cache"
_WAIT = 0.1
"""Seconds to wait for other processes: printing is no reason to wait for them."""

_VARIABLES = ("NO_COLOR", "TERM", "COLUMNS", "LINES", "LANG", "LANGUAGE", "PYTHONIOENCODING", "PYTHONUTF8")
_BEGINNINGS = ("RSPVERIFY_", "LC_")


def shown_again(words: Sequence[str]) -> int | None:
    """Prints what this command printed when nothing was different, and gives its exit code; None: it has to run."""
    if NO_CACHE in words or sys.stdout is None:
        return None
    try:
        folder = cache_folder(os.environ)
        if folder is None or not os.path.isdir(folder):
            return None
        path = cache_file(folder)
        if not os.path.exists(path):
            return None
        database = Database(path, wait=_WAIT)
    except (NoPlace, OSError):
        return None
    try:
        known = _known(database, words)
        if known is None:
            return None
        code, count, text = known
        last = f"{count} {count}"
        if database.noted(LAST) != last:
            database.note(LAST, last)
    except OSError:  # a file goes away while it is looked at
        return None
    finally:
        database.close()
    return _print(text, code)


def _known(database: Database, words: Sequence[str]) -> tuple[int, int, str] | None:
    code = fingerprint(database)
    if code is None:
        return None
    key = run_key(words, code, sys.stdout)
    found = database.get(KIND, [key]).get(key)
    return None if found is None else _unchanged(found)


def run_key(words: Sequence[str], code: bytes, stdout: TextIO) -> bytes:
    """Which run it is, apart from what files hold."""
    said = (code, tuple(words), os.getcwd(), _environment(os.environ), _stream(stdout))
    return content_digest(repr(said).encode("utf-8", "surrogatepass"))


def kept(
    code: int, count: int, text: str, paths: Sequence[str], files: Mapping[str, bytes], seen: tuple[bytes, bytes]
) -> bytes | None:
    """A run as an entry. `count`: how many results it had; `files`: what it has read, with digests; `seen`: listing and
    surroundings. None: a path cannot be written down."""
    names = (*paths, *files)
    if any("\n" in name or not name.isprintable() for name in names):
        return None
    head = [f"{code} {count} {len(paths)}", seen[0].hex(), seen[1].hex(), *paths]
    head += [f"{digest.hex()} {path}" for path, digest in files.items()]
    return "\n".join([*head, "", text]).encode("utf-8", "surrogatepass")


def _unchanged(entry: bytes) -> tuple[int, int, str] | None:
    """Exit code, how many results, and output, if all that was read is still the same."""
    head, _, text = entry.decode("utf-8", "surrogatepass").partition("\n\n")
    numbers, listed, around, *lines = head.split("\n")
    code, count, number = map(int, numbers.split(" "))
    paths = lines[:number]
    files = [line.partition(" ") for line in lines[number:]]
    if listing(paths).hex() != listed or surroundings([path for _, _, path in files]).hex() != around:
        return None
    folders: dict[str, str] = {}
    if any(digest_of(path, folders).hex() != digest for digest, _, path in files):
        return None
    return code, count, text


def _environment(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(
        (name, value) for name, value in environment.items() if name in _VARIABLES or name.startswith(_BEGINNINGS)
    )


def _stream(stream: TextIO) -> tuple[object, ...]:
    """What the form of the output depends on."""
    try:
        terminal = stream.isatty()
        width = os.get_terminal_size(stream.fileno()).columns if terminal else 0
    except (OSError, ValueError):
        terminal, width = False, 0
    return terminal, width, stream.encoding, stream.errors


def _print(text: str, code: int) -> int | None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        return None  # nobody reads any more, or a disk is full: what is to be done then, the run itself knows
    return code
