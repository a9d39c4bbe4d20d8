"""What a text comes to as it stands in the editor, with all that it uses."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from rspverify.policy.files import Gathered
from rspverify.policy.lints import blocked_action, decidability, duty_without_deadline, one_reading
from rspverify.policy.load import read, resolved
from rspverify.policy.names import Home, Names, ReadFile
from rspverify.policy.problems import Problems
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.parser import parse
from rspverify.syntax.read import SIZE_LIMIT, read_source

_LINTS = (duty_without_deadline.lint, one_reading.lint, decidability.lint, blocked_action.lint)
"""Those about a file by itself. That nothing speaks of a word or a policy is for `rspverify lint` to say, which looks
at all files: an editor has only some of them open."""


@dataclass(frozen=True)
class Seen:
    """A file and what it uses. `names`: all that is declared, as far as it could be read. `diagnostics`: what is wrong
    with any of the files, or what `lint` says of this one."""

    file: SourceFile
    gathered: Gathered
    names: Names
    diagnostics: tuple[Diagnostic, ...]

    @property
    def home(self) -> Home:
        return self.gathered.files[-1].home

    @property
    def module(self) -> Module:
        return self.gathered.files[-1].module

    def texts(self) -> tuple[SourceFile, ...]:
        """All texts that this one is made of, each under the real path of its file, whether it is open or not."""
        files = (one.home.file for one in self.gathered.files)
        return tuple(SourceFile(os.path.realpath(one.path), one.text) for one in files)

    def saved(self) -> bool:
        """Whether all of these are on disk as they stand in the editor."""
        try:
            return all(read_source(one.path).text == one.text for one in self.texts())
        except SourceError:
            return False


def path_of(uri: str) -> str | None:
    """The path of a file; None for what is none, such as a text that was never saved."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    path = os.fsdecode(unquote(parts.path, errors="surrogateescape"))
    return path if path and "\0" not in path else None


def look(uri: str, texts: Mapping[str, str]) -> Seen:
    """What one of the open texts comes to. `texts`: all of them, by their addresses; they count, and not what is on
    disk. Raises nothing about any text."""
    path = path_of(uri)
    file = SourceFile(uri if path is None else path, texts[uri])
    if len(file.text) > SIZE_LIMIT:
        large = Diagnostic("RSP104", f"this is too large: more than {SIZE_LIMIT // 10**6} MB")
        return _alone(SourceFile(file.path, ""), (large,))
    if path is None:
        return _alone(file)
    opened = {path_of(other): text for other, text in texts.items()}
    instead = {os.path.realpath(name): SourceFile(name, text) for name, text in opened.items() if name is not None}
    instead[os.path.realpath(path)] = file
    gathered = read(path, None, instead)
    names = Names(gathered.files, Problems())
    try:
        project = resolved(path, gathered)
    except SourceError as error:
        return Seen(file, gathered, names, error.diagnostics)
    found = (one for lint in _LINTS for one in lint([project]))
    return Seen(file, gathered, names, tuple(one for one in found if one.span and one.span.file.path == path))


def _alone(file: SourceFile, diagnostics: tuple[Diagnostic, ...] | None = None) -> Seen:
    """A text that can use no other one."""
    parsed = parse(file)
    gathered = Gathered((ReadFile(Home(file, file.path, "", frozenset((file.path,))), parsed.module),), ())
    told = parsed.diagnostics if diagnostics is None else diagnostics
    return Seen(file, gathered, Names(gathered.files, Problems()), tuple(told))
