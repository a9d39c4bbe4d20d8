"""From a path to a resolved project: reads the file and all that it uses. Start reading at `load`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from rspverify.policy.claims import Project
from rspverify.policy.files import Gathered, gather
from rspverify.policy.problems import Problems
from rspverify.policy.resolve import resolve
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile

_ROOT_MARKS = ("rspverify.toml", "pyproject.toml", ".git")

SHOWN = 100
"""How many diagnostics of one project are shown: one wrong name can stand in a thousand places."""

NOISE = frozenset(
    f"RSP{number}" for number in (203, 204, 220, 221, 227, 239, 240, 251, 256, 262, 266, 270, 282, 284, 294)
)
"""What a declaration that could not be read or found may bring about elsewhere; not reported beside its cause."""


def load(path: str | Path, root: Path | None = None) -> Project:
    """Reads, parses and resolves a file with all that it uses.

    `root` is the folder that no `use` may leave; by default `find_root(path)`. Raises `SourceError` with all
    diagnostics if anything is wrong.
    """
    return resolved(str(path), read(path, root))


def load_text(file: SourceFile, root: Path | None = None) -> Project:
    """As `load`, for a text that may differ from what is on disk (an editor's); its `path` tells where `use` begins."""
    return resolved(file.path, read(file.path, root, {os.path.realpath(file.path): file}))


def read(path: str | Path, root: Path | None = None, instead: Mapping[str, SourceFile] | None = None) -> Gathered:
    """A file with all that it uses, parsed. `instead`: texts, by the real paths of their files, that may differ from
    what is on disk. Raises `SourceError` if the first file cannot be read; what else is wrong, `resolved` says."""
    return gather(path, find_root(path) if root is None else root, instead=instead)


def resolved(path: str, gathered: Gathered) -> Project:
    """The project of parsed files. Raises `SourceError`."""
    problems = Problems()
    project = resolve(gathered.files, path, problems)
    found: list[Diagnostic] = list(gathered.diagnostics)
    partial = bool(found) or any(one.code == "RSP238" for one in problems.items)
    found.extend(one for one in problems.items if not partial or one.code not in NOISE)
    if len(found) > SHOWN:
        note = Diagnostic("RSP131", f"there are {len(found) - SHOWN} more errors, which are not shown")
        found[SHOWN:] = [note]
    if found:
        raise SourceError(found)
    return project


def find_root(path: str | Path) -> Path:
    """The nearest folder above a file that holds `rspverify.toml`, `pyproject.toml` or `.git`; else the file's own."""
    folder = Path(os.path.abspath(path)).parent
    for one in (folder, *folder.parents):
        if any((one / mark).exists() for mark in _ROOT_MARKS):
            return one
    return folder
