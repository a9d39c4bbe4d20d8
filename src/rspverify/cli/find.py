"""From the paths of a command line to policy files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass

from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic

SUFFIX = ".rsp"


@dataclass(frozen=True)
class Found:
    """`files` in the order of the command line, those of one folder sorted, each once. `diagnostics`: paths that lead
    to nothing, or to what must not be read."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def find(paths: Iterable[str]) -> Found:
    """The files that the paths stand for; without paths, those of the working directory. A folder stands for all files
    below it that end in `.rsp`, hidden folders left out. What is no file (a pipe would make everybody wait), or a link
    that leads out of the project and of the folder, is not read, and said: nobody has named it."""
    files: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path in list(paths) or ["."]:
        if os.path.isdir(path):
            below = _below(path, diagnostics)
            if not below:
                diagnostics.append(_empty(path))
            for one in below:
                reason = _refused(one, path)
                if reason is None:
                    files.setdefault(os.path.realpath(one), one)
                else:
                    diagnostics.append(Diagnostic("RSP102", f"`{plain(one)}` cannot be read: {reason}"))
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


def _refused(path: str, folder: str) -> str | None:
    """Why what was found below a folder is not read, if it is not. Reading says what else is wrong with it."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return "it is no file"
        if not os.path.islink(path):
            return None
    except OSError:
        return None
    from rspverify.policy.load import find_root  # rarely needed

    real, places = os.path.realpath(path), (folder, str(find_root(path)))
    inside = any(os.path.commonpath([real, os.path.realpath(place)]) == os.path.realpath(place) for place in places)
    return None if inside else "it is a link that leads out of the project"


def _invalid(path: str) -> bool:
    """Whether the system takes no such path at all; reading it then says why."""
    return "\0" in path


def _missing(path: str) -> Diagnostic:
    return Diagnostic("RSP101", f"there is no file `{plain(path)}`", help="check the path and the working directory")


def _empty(path: str) -> Diagnostic:
    return Diagnostic(
        "RSP141", f"there is no `.rsp` file in `{plain(path)}`", help="name a folder with policy files, or a file"
    )
