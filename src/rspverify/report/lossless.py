"""Results of a part of a run in the JSON report, without loss, so that `merge` can render the whole in every format.

Frozen data as JSON: a list is a tuple, and an object says by its first key what it stands for: `of` a dataclass (with
its fields under `with`), an `enum`, a `map`, a `set`, a `file` by its number, or a place `at` file, start and end. All
is compressed, since it says much more than once. What is read back may have been written by anybody: only the classes
that reports are made of are known, nothing of it is called, and each field has to be of the type that it is declared
with. Certificates of proofs are left out."""

from __future__ import annotations

import base64
import json
import types
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rspverify.report.document import FileReport, RunReport
from rspverify.report.shard import Shard
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

Json = dict[str, object]


class NotWhole(Exception):
    """What was read is not what a part of a run writes; the message says why."""


@dataclass(frozen=True)
class Part:
    """A part of a run as it was read; `settings` are those of its `shard`."""

    version: str
    shard: Shard
    files: tuple[FileReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    interrupted: bool
    seconds: float


def shard_to_json(report: RunReport, shard: Shard) -> Json:
    """What a JSON report of a part has besides; `part_from_json` reads it."""
    writer = _Writer()
    whole = writer.json((report.files, report.diagnostics, report.interrupted, report.seconds))
    files = [[file.path, file.text] for file in writer.files]
    text = json.dumps({"files": files, "results": whole}, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode("ascii"), 9)).decode("ascii")
    return {"number": shard.number, "of": shard.of, "settings": dict(shard.settings), "whole": packed}


def part_from_json(document: object) -> Part:
    """The part of which a JSON report is. Raises `NotWhole`."""
    match document:
        case {
            "command": "check",
            "tool": {"version": str(version)},
            "shard": {"number": int(number), "of": int(of), "settings": dict(settings), "whole": str(packed)},
        } if 1 <= number <= of:
            shard = Shard(number, of, tuple((str(name), str(value)) for name, value in settings.items()))
            try:
                return Part(version, shard, *_whole(packed))
            except RecursionError:
                raise NotWhole("it is nested too deeply") from None
    raise NotWhole("it is no JSON report of a run with `--shard`")


def _whole(packed: str) -> tuple[tuple[FileReport, ...], tuple[Diagnostic, ...], bool, float]:
    """Files, diagnostics, whether the run was interrupted, and seconds."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(base64.b64decode(packed, validate=True), _MOST_BYTES)
        content = json.loads(text)
    except (ValueError, zlib.error):
        raise NotWhole("its results were changed, or cut off") from None
    if not unpacking.eof:
        raise NotWhole("its results were cut off, or are too large")
    match content:
        case {"files": list(texts), "results": found}:
            reader = _Reader([_file(path, text) for path, text in _pairs(texts)])
            files, diagnostics, interrupted, seconds = reader.checked(found, _WHOLE)
            return files, diagnostics, interrupted, seconds
    raise NotWhole("its results were changed")


def _file(path: object, text: object) -> SourceFile:
    if isinstance(path, str) and isinstance(text, str):
        return SourceFile(path, text)
    raise NotWhole("it holds a file that is none")


_MOST_BYTES = 1 << 30


_WHOLE = tuple[tuple[FileReport, ...], tuple[Diagnostic, ...], bool, float]


# ---------------------------------------------------------------- writing


class _Writer:
    """`files`: the policy files that were met, in the order of their numbers."""

    def __init__(self) -> None:
        self.files: list[SourceFile] = []
        self._numbers: dict[int, int] = {}

    def json(self, value: object) -> object:
        match value:
            case Enum():
                return {"enum": [type(value).__name__, value.value]}
            case None | bool() | int() | float() | str():
                return value
            case tuple():
                return [self.json(one) for one in value]
            case frozenset():
                return {"set": [self.json(one) for one in sorted(value)]}
            case dict():
                return {"map": [[self.json(key), self.json(one)] for key, one in value.items()]}
            case SourceFile():
                return {"file": self._number(value)}
            case Span():
                return {"at": [self._number(value.file), value.start, value.end]}
            case _ if is_dataclass(value):
                return {"of": type(value).__name__, "with": self._fields(value)}
            case _:
                raise TypeError(f"a report holds {type(value).__name__}")

    def _fields(self, value: Any) -> Json:
        names = [field.name for field in fields(value) if field.init]
        return {name: None if name == "certificate" else self.json(getattr(value, name)) for name in names}

    def _number(self, file: SourceFile) -> int:
        number = self._numbers.setdefault(id(file), len(self.files))
        if number == len(self.files):
            self.files.append(file)
        return number


# ---------------------------------------------------------------- reading


class _Reader:
    def __init__(self, files: list[SourceFile]) -> None:
        self._files = files
        self._classes = {found.__name__: found for found in _reachable()}

    def checked(self, found: object, hint: Any) -> Any:
        value = self.value(found)
        if not _fits(value, hint):
            raise NotWhole("what it holds is not what reports are made of")
        return value

    def value(self, found: object) -> Any:
        match found:
            case None | bool() | int() | float() | str():
                return found
            case list():
                return tuple(map(self.value, found))
            case {"set": list(members)}:
                return frozenset(map(self.value, members))
            case {"map": list(pairs)}:
                return {self.value(key): self.value(one) for key, one in _pairs(pairs)}
            case {"file": int(number)}:
                return self._file(number)
            case {"at": [int(number), int(start), int(end)]}:
                return Span(self._file(number), start, end)
            case {"enum": [str(name), value]}:
                return self._enum(name, value)
            case {"of": str(name), "with": dict(found_fields)}:
                return self._made(name, found_fields)
        raise NotWhole("it holds what no report writes")

    def _file(self, number: int) -> SourceFile:
        if not 0 <= number < len(self._files):
            raise NotWhole(f"it speaks of a file {number}, which it does not have")
        return self._files[number]

    def _enum(self, name: str, value: object) -> Enum:
        found = self._classes.get(name)
        if found is not None and issubclass(found, Enum):
            for one in found:
                if one.value == value:
                    return one
        raise NotWhole(f"it holds a `{name}` that does not exist")

    def _made(self, name: str, found: Mapping[str, object]) -> Any:
        known = self._classes.get(name)
        if known is None or issubclass(known, Enum):
            raise NotWhole(f"it holds a `{name}`, which no report has")
        made: Any = known
        hints = _hints(known)
        if found.keys() != {field.name for field in fields(made) if field.init}:
            raise NotWhole(f"it holds a `{name}` with other parts than there are")
        return made(**{key: self.checked(one, hints[key]) for key, one in found.items()})


def _pairs(found: list[Any]) -> Iterator[tuple[Any, Any]]:
    for pair in found:
        if not isinstance(pair, list) or len(pair) != 2:
            raise NotWhole("it holds something that is no pair")
        yield pair[0], pair[1]


class _NoCertificate:
    """Stands for the type of what is not sent."""


def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of, localns={"Certificate": _NoCertificate})


def _reachable() -> Iterator[type]:
    """The dataclasses and enumerations that the report of a file is made of."""
    seen: set[type] = set()
    waiting: list[Any] = [FileReport]
    while waiting:
        hint = waiting.pop()
        if get_origin(hint) is not None:
            waiting.extend(one for one in get_args(hint) if get_origin(hint) is not Literal)
        elif isinstance(hint, type) and hint not in seen and hint not in (SourceFile, Span):
            if is_dataclass(hint):
                waiting.extend(_hints(hint).values())
            elif not issubclass(hint, Enum):
                continue
            seen.add(hint)
            yield hint


def _fits(value: object, hint: Any) -> bool:
    """Whether a value is of a type, as far as reports have types. The fields of dataclasses were looked at before."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return value in arguments
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if len(arguments) == 2 and arguments[1] is ...:
            return all(_fits(one, arguments[0]) for one in value)
        return len(value) == len(arguments) and all(map(_fits, value, arguments))
    if origin is dict:
        key, one = arguments
        return isinstance(value, dict) and all(_fits(k, key) and _fits(v, one) for k, v in value.items())
    if hint is None:
        return value is None
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(hint, type) and isinstance(value, hint)
