"""From the paths of a command line to policy files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic

SUFFIX = ".rsp"


@dataclass(frozen=True)
class Found:
    """`files` in the order of the command line, those of one folder sorted, each once. `diagnostics`: paths that lead
    to nothing."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def find(paths: Iterable[str]) -> Found:
    """The files that the paths stand for; without paths, those of the working directory. A folder stands for all files
    below it that end in `.rsp`, hidden folders left out."""
    files: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path in list(paths) or ["."]:
        if os.path.isdir(path):
            below = _below(path, diagnostics)
            if not below:
                diagnostics.append(_empty(path))
            for one in below:
                files.setdefault(os.path.realpath(one), one)
        elif os.path.lexists(path) or _invalid(path):
            files.setdefault(os.path.realpath(path) if not _invalid(path) else path, path)
        else:
            diagnostics.append(_missing(path))
    return Found(tuple(files.values()), tuple(diagnostics))


def _below(folder: str, diagnostics: list[Diagnostic]) -> list[str]:
    found: list[str] = []

    def unreadable(error: OSError) -> None:
        reason = (error.strerror or "the system refuses").lower()
        diagnostics.append(Diagnostic("RSP102", f"the folder `{plain(str(error.filename))}` cannot be read: {reason}"))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.normpath(os.path.join(place, name)) for name in names if name.endswith(SUFFIX)]
    return sorted(found, key=lambda path: path.split(os.sep))


def _invalid(path: str) -> bool:
    """Whether the system takes no such path at all; reading it then says why."""
    return "\0" in path


def _missing(path: str) -> Diagnostic:
    return Diagnostic("RSP101", f"there is no file `{plain(path)}`", help="check the path and the working directory")


def _empty(path: str) -> Diagnostic:
    return Diagnostic(
        "RSP141", f"there is no `.rsp` file in `{plain(path)}`", help="name a folder with policy files, or a file"
    )
