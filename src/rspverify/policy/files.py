"""A file and all files that it uses, directly or through others: each once, with its prefix and what it sees."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rspverify.policy.names import Home, ReadFile
from rspverify.policy.problems import Problems
from rspverify.source.diagnostics import Diagnostic, Label, SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.declarations import Use
from rspverify.syntax.parser import parse
from rspverify.syntax.read import read_source

MAX_FILES = 200


@dataclass(frozen=True)
class Gathered:
    """`files`: used files before those that use them, the first file last. `diagnostics`: what could not be read."""

    files: tuple[ReadFile, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass
class _Opened:
    """A file on the way: `use` is what brought it in first (None for the first file)."""

    file: SourceFile
    module: Module
    prefix: str
    use: Use | None
    visible: frozenset[str] = frozenset()


def gather(path: str | Path, root: Path, *, instead: Mapping[str, SourceFile] | None = None) -> Gathered:
    """Reads and parses a file and what it uses. `instead`: files, by their real paths, whose content is not taken from
    disk. Raises `SourceError` only if the first file cannot be read."""
    given = dict(instead or {})
    gathering = _Gathering(root, given)
    real = os.path.realpath(path)
    gathering.open(real, given[real] if real in given else read_source(path), "", None)
    return gathering.result()


class _Gathering:
    """Follows `use` depth first. Files are known by their real paths, so that links do not make two of one."""

    def __init__(self, root: Path, instead: Mapping[str, SourceFile]) -> None:
        self._root = os.path.realpath(root)
        self._instead = instead
        self._problems = Problems()
        self._opened: dict[str, _Opened] = {}
        self._finished: list[_Opened] = []
        self._line: list[str] = []
        self._too_many = False

    def result(self) -> Gathered:
        files = tuple(
            ReadFile(Home(one.file, one.file.path, one.prefix, one.visible), one.module) for one in self._finished
        )
        return Gathered(files, tuple(self._problems.items))

    def open(self, real: str, file: SourceFile, prefix: str, use: Use | None) -> None:
        """Parses a file, then opens what it uses."""
        parsed = parse(file)
        self._problems.extend(parsed.diagnostics)
        opened = self._opened[real] = _Opened(file, parsed.module, prefix, use)
        self._line.append(real)
        seen = {file.path}
        for declaration in parsed.module.declarations:
            if isinstance(declaration, Use):
                used = self._follow(os.path.dirname(file.path), os.path.dirname(real), declaration)
                seen |= used.visible if used is not None else frozenset()
        self._line.pop()
        opened.visible = frozenset(seen)
        self._finished.append(opened)

    def _follow(self, shown_folder: str, folder: str, use: Use) -> _Opened | None:
        """The file that a `use` brings in; None, with the problem recorded, if that cannot be."""
        place = use.span
        if os.path.isabs(use.path) or "\0" in use.path or "\\" in use.path:
            self._problems.add(
                "RSP234", f"`{use.path}` is not a relative path", place, help="write it relative to this file, with `/`"
            )
            return None
        real = os.path.realpath(os.path.join(folder, use.path))
        if not self._inside(real):
            self._problems.add(
                "RSP234",
                f"`{use.path}` is outside of the project",
                place,
                help="the project is the nearest folder above with rspverify.toml, pyproject.toml or .git",
            )
            return None
        if real in self._line:
            self._cycle(real, use)
            return None
        prefix = "" if use.prefix is None else f"{use.prefix.text}."
        if real in self._opened:
            return self._again(self._opened[real], prefix, use)
        if len(self._opened) >= MAX_FILES:
            if not self._too_many:
                self._problems.add("RSP237", f"more than {MAX_FILES} files are used", place)
            self._too_many = True
            return None
        if real in self._instead:
            self.open(real, self._instead[real], prefix, use)
            return self._opened[real]
        if not os.path.isfile(real):
            self._problems.add(
                "RSP233", f"there is no file `{use.path}`", place, help="paths are relative to this file"
            )
            return None
        try:
            file = read_source(os.path.normpath(os.path.join(shown_folder, use.path)))
        except SourceError as error:
            self._problems.add("RSP233", f"`{use.path}` cannot be read", place, help=error.diagnostics[0].message)
            return None
        self.open(real, file, prefix, use)
        return self._opened[real]

    def _inside(self, real: str) -> bool:
        try:
            return os.path.commonpath([self._root, real]) == self._root
        except ValueError:  # on different drives
            return False

    def _again(self, opened: _Opened, prefix: str, use: Use) -> _Opened | None:
        if opened.prefix == prefix:
            return opened

        def spoken(one: str) -> str:
            return f"as `{one[:-1]}`" if one else "without a prefix"

        first = () if opened.use is None else (Label(opened.use.span, "used here first"),)
        self._problems.add(
            "RSP236",
            f"`{use.path}` is used {spoken(prefix)} here and {spoken(opened.prefix)} elsewhere",
            use.span,
            labels=first,
            help="use each file in one way everywhere",
        )
        return None

    def _cycle(self, real: str, use: Use) -> None:
        line = self._line[self._line.index(real) :]
        way = " uses ".join(f"`{self._opened[one].file.path}`" for one in [*line, real])
        uses = [self._opened[one].use for one in line[1:]]
        labels = [Label(one.span, "on the way") for one in uses if one is not None]
        self._problems.add("RSP235", f"this file is used by itself: {way}", use.span, labels=labels)
