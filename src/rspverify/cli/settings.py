"""Settings in `rspverify.toml`, or in `[tool.rspverify]` of `pyproject.toml`: options that need no words each time.

The keys are long options without their dashes. Those at the top are for `check`; a table with the name of a verb holds
those of that verb. What stands on the command line wins."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import click

from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

OWN, SHARED = "rspverify.toml", "pyproject.toml"
FOR_ALL = "check"
"""The verb that the settings at the top are for."""

_NEVER = {
    "help": "it is for the command line",
    "executor": "it is for the command line: a policy file may come from a stranger, and a cluster is trusted",
    "shard": "it is for the command line: each machine has another one",
}

_WRITTEN = ("output", "save-traces", "out")
"""Options that say where something is written."""


@dataclass(frozen=True)
class Settings:
    """What a file sets. `file` is its text, `values` the table."""

    file: SourceFile
    values: Mapping[str, Any]


def find_settings(folder: str) -> Settings | None:
    """The settings for somebody who works in this folder: those of the nearest file in it or above it; a folder that
    holds `.git` is the last one where they are looked for. Raises `SourceError`."""
    folder = os.path.abspath(folder)
    while True:
        for name in (OWN, SHARED):
            found = _read(os.path.join(folder, name))
            if found is not None:
                return found
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = above


def defaults(settings: Settings, verb: str, verbs: tuple[str, ...], command: click.Command) -> dict[str, Any]:
    """The values for the parameters of a verb, by their names in Python; `verbs`: all that there are. Raises
    `SourceError` for a key that no option has, and for a value that it cannot have."""
    own = dict(settings.values) if verb == FOR_ALL else {}
    own = {key: value for key, value in own.items() if not (key in verbs and isinstance(value, dict))}
    table = settings.values.get(verb, {})
    own |= table if isinstance(table, dict) else {}
    parameters = {_key(parameter): parameter for parameter in command.params}
    found: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for key, value in own.items():
        parameter = parameters.get(key)
        if parameter is None or key in _NEVER:
            problems.append(_unknown(settings, key, verb, [name for name in parameters if name not in _NEVER]))
            continue
        try:
            found[str(parameter.name)] = _value(parameter, value, settings, command)
        except ValueError as problem:
            problems.append(_wrong(settings, key, f"sets `{plain(key)}` to {_shown(value)}: {problem}"))
    if problems:
        raise SourceError(problems)
    return found


def _key(parameter: click.Parameter) -> str:
    """How a parameter is called in settings."""
    if isinstance(parameter, click.Option):
        return next((name[2:] for name in parameter.opts if name.startswith("--")), "")
    return str(parameter.name)


def _value(parameter: click.Parameter, value: object, settings: Settings, command: click.Command) -> object:
    """The value as click takes it. Raises `ValueError`, which says what it should be."""
    several = parameter.multiple or parameter.nargs == -1
    if several and isinstance(value, str):
        value = [value]
    if isinstance(parameter, click.Option) and parameter.is_flag:
        wanted, fits = "`true` or `false`", isinstance(value, bool)
    elif several:
        wanted = "a list of texts"
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
    elif isinstance(parameter.type, click.types.IntRange):
        wanted, fits = "a whole number", isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(parameter.type, click.types.FloatRange):
        wanted, fits = "a number", isinstance(value, (int, float)) and not isinstance(value, bool)
    else:
        wanted, fits = "a text", isinstance(value, str)
    if not fits:
        raise ValueError(f"it has to be {wanted}")
    try:
        parameter.process_value(click.Context(command), value)
    except click.BadParameter as error:
        raise ValueError(re.sub(r"'([^']*)'", r"`\1`", error.message.rstrip("."))) from None
    if _key(parameter) in _WRITTEN:
        for one in value if isinstance(value, list) else [value]:
            _stays(str(one), settings)
    if isinstance(parameter, click.Argument) and isinstance(value, list):
        return [_from_here(one, settings) for one in value]
    return value


def _stays(target: str, settings: Settings) -> None:
    """The settings may come from a stranger, like the policies beside them, and must not have a file replaced that lies
    elsewhere. Raises `ValueError`."""
    path = target.partition("=")[2] or target
    folder = os.path.dirname(os.path.realpath(settings.file.path))
    if os.path.commonpath([folder, os.path.realpath(path)]) != folder:
        raise ValueError("a file can only have something written in its own folder; elsewhere, the command line can")


def _from_here(path: str, settings: Settings) -> str:
    """A path that is meant from where the settings stand, from the working directory."""
    return os.path.relpath(os.path.join(os.path.dirname(os.path.abspath(settings.file.path)), path))


def _read(path: str) -> Settings | None:
    """The settings in a file; None: it is not there, or it is a `pyproject.toml` that has none."""
    shown = os.path.relpath(path)
    try:
        if stat.S_ISFIFO(os.stat(path).st_mode) or stat.S_ISCHR(os.stat(path).st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        with open(path, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        raise SourceError([Diagnostic("RSP102", f"`{plain(shown)}` cannot be read: {reason}")]) from None
    except UnicodeDecodeError:
        raise SourceError([Diagnostic("RSP102", f"`{plain(shown)}` cannot be read: it is not UTF-8")]) from None
    own = os.path.basename(path) == OWN
    if not own and "rspverify" not in text:
        return None
    import tomllib

    file = SourceFile(shown, text)
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"`{plain(shown)}` is not TOML: {plain(str(error)[:1].lower() + str(error)[1:])}"
        raise SourceError([Diagnostic("RSP153", message, help="compare with docs/command-line.md")]) from None
    if not own:
        tools = values.get("tool")
        values = tools.get("rspverify") if isinstance(tools, dict) else None
    return Settings(file, values) if isinstance(values, dict) else None


def _unknown(settings: Settings, key: str, verb: str, known: list[str]) -> Diagnostic:
    if key in _NEVER:
        return _wrong(settings, key, f"sets `{plain(key)}`, which no file can set", _NEVER[key])
    close = get_close_matches(key.replace("_", "-"), known, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"`rspverify {verb} --help` lists all"
    return _wrong(settings, key, f"sets `{plain(key)}`, which is no option of `{verb}`", hint)


def _wrong(settings: Settings, key: str, message: str, hint: str | None = None) -> Diagnostic:
    place = re.search(rf"^[ \t]*(\"?{re.escape(key)}\"?)[ \t]*=", settings.file.text, re.MULTILINE)
    span = None if place is None else Span(settings.file, place.start(1), place.end(1))
    return Diagnostic("RSP153", f"`{plain(settings.file.path)}` {message}", span, help=hint)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{plain(str(value))}`" if isinstance(value, (int, float, str)) else "a list or a table"
