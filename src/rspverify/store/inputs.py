"""Which files and folders a run has read, and whether they are still the same."""

from __future__ import annotations

import os

from rspverify.store.hashing import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUFFIX = ".rsp"
_MARKS = ("rspverify.toml", "pyproject.toml", ".git")
_SETTINGS = ("rspverify.toml", "pyproject.toml")


def content_digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=32).digest()


def read(path: str) -> bytes | None:
    """What a file holds; None: it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except (OSError, ValueError):
        return None


def digest_of(path: str, folders: dict[str, str] | None = None) -> bytes:
    """What a file holds, and which file it is, whatever links lead to it; empty: it cannot be read. `folders`: where
    links of folders lead, for many files at once."""
    content = read(path)
    return b"" if content is None else content_digest(content) + content_digest(_bytes(_real(path, folders)))


def _real(path: str, folders: dict[str, str] | None) -> str:
    """As `os.path.realpath`, which looks at each part of each path."""
    folder, name = os.path.split(path)
    if folders is None or os.path.islink(path) or name in ("", ".", ".."):
        return os.path.realpath(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def surroundings(paths: Iterable[str]) -> bytes:
    """Where projects end and what is set, for files at these places: which of the folders above hold which of the
    files that matter, and what the settings say."""
    found = blake2b(digest_size=32)
    folders: dict[str, None] = {}
    for path in ("x", *paths):
        folder = os.path.dirname(os.path.abspath(path))
        while folder not in folders:
            folders[folder] = None
            folder = os.path.dirname(folder)
    for folder in sorted(folders):
        there = [name for name in _MARKS if os.path.exists(os.path.join(folder, name))]
        if there:
            found.update(_bytes(repr((folder, there))))
        for name in _SETTINGS:
            if name in there:
                found.update(digest_of(os.path.join(folder, name)))
    return found.digest()


def listing(paths: Iterable[str]) -> bytes:
    """Which policy files there are below those of the paths that are folders. Raises `OSError`."""
    found = blake2b(digest_size=32)
    for path in paths:
        if os.path.isdir(path):
            found.update(_bytes(repr(sorted(_below(path)))))
        else:
            found.update(_bytes(repr(path)))
    return found.digest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _below(folder: str) -> Iterator[tuple[str, ...]]:
    """As `cli.find` looks for them."""
    for place, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield (place, *sorted(name for name in names if name.endswith(_SUFFIX)))


def _unreadable(error: OSError) -> None:
    raise error
