"""All that a result depends on besides policy files and options: our own code, the solver, Python.

Our code is told by what its files hold, so that two installations of one version share what they know. What they hold
is not read at each start: as long as names, sizes and times of change are those of before, so is the content."""

from __future__ import annotations

import os
import sys

from rspverify.store.hashing import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rspverify.store.database import Database

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_GRAMMAR = os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "grammar", "rspverify.lark")
_PACKAGES = ("z3_solver-", "lark-", "click-")


def fingerprint(database: Database) -> bytes | None:
    """The same bytes as long as results stay the same; None: it cannot be told which solver there is."""
    solver = _installed()
    if solver is None:
        return None
    seen = _digest(repr(_files()).encode())
    name = seen.hex()
    known = database.noted("code")
    # "seen content" of the last time.
    if known is None or known[: len(name)] != name:
        known = f"{name} {code_digest().hex()}"
        database.note("code", known)
    python = (sys.version_info[:3], sys.implementation.name, sys.platform, sys.maxsize)
    return _digest(repr((known[len(name) :], solver, python)).encode())


def _files() -> list[tuple[str, int, int]]:
    """Name, size and time of change of each file of ours, in the order of names."""
    found = [(entry.path, entry.stat()) for entry in _walk(_PACKAGE)]
    if os.path.exists(_GRAMMAR):
        found.append((_GRAMMAR, os.stat(_GRAMMAR)))
    return sorted((path, stat.st_size, stat.st_mtime_ns) for path, stat in found)


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _walk(entry.path)
            elif not entry.name.endswith(".pyc"):
                yield entry


def code_digest() -> bytes:
    """What all our files hold, whatever folder they are in."""
    found = blake2b(digest_size=32)
    paths = sorted((os.path.relpath(path, _PACKAGE).replace(os.sep, "/"), path) for path, _, _ in _files())
    for name, path in paths:
        with open(path, "rb") as stream:
            content = stream.read()
        shown = "grammar" if path == _GRAMMAR else name.replace("_grammar/rspverify.lark", "grammar")
        found.update(f"{shown}\0{len(content)}\0".encode() + content)
    return found.digest()


def _installed() -> list[str] | None:
    """The packages that results depend on, as their installers named them, with the size of the solver's library."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        if "z3" not in names or not os.path.isfile(os.path.join(folder, "z3", "__init__.py")):
            continue
        told = sorted(
            name for name in names if name.startswith(_PACKAGES) and name.endswith((".dist-info", ".egg-info"))
        )
        if not any(name.startswith("z3_solver-") for name in told):
            return None
        libraries = os.path.join(folder, "z3", "lib")
        if os.path.isdir(libraries):
            with os.scandir(libraries) as entries:
                told += sorted(f"{entry.name} {entry.stat().st_size}" for entry in entries)
        return told
    return None


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=32).digest()
