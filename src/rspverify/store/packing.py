"""Frozen data as bytes, and back.

Bytes from a cache may have been written by anybody who can write to its folder. They are pickles, for speed, but such
that nothing can come of them but plain values, terms, enumerations and frozen dataclasses of ours: no other class is
looked up, and no other function called. The texts of policy files are not in them; they are taken from the files."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Sequence
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from typing import Any, BinaryIO

from rspverify.source.files import SourceFile

_BUILTINS = ("frozenset", "set")
_FUNCTIONS = (("rspverify.logic.terms", "make"),)
_OURS = "rspverify."
_NOWHERE = "<none>"
"""The path of the place that stands for none."""

_TOLD_WRONG = (
    pickle.UnpicklingError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    EOFError,
    ImportError,
)
_TOO_MUCH = (RecursionError, MemoryError, OverflowError, UnicodeError)


class Refused(Exception):
    """The bytes are not what we have written; or the data is not of a kind that is written."""


def packed(data: object, files: Sequence[SourceFile] = ()) -> bytes:
    """The data as bytes; `files` are referred to by their numbers. Raises `Refused`."""
    stream = io.BytesIO()
    try:
        _Pickler(stream, files).dump(data)
    except (pickle.PicklingError, *_TOLD_WRONG, *_TOO_MUCH) as error:
        raise Refused(str(error)) from None
    return stream.getvalue()


def unpacked(content: bytes, files: Sequence[SourceFile] = ()) -> Any:
    """The data again, with these files in the place of those. Raises `Refused`."""
    try:
        return _Unpickler(io.BytesIO(content), files).load()
    except (*_TOLD_WRONG, *_TOO_MUCH) as error:
        raise Refused(str(error)) from None


class _Pickler(pickle.Pickler):
    def __init__(self, stream: BinaryIO, files: Sequence[SourceFile]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._numbers = {(file.path, file.text): number for number, file in enumerate(files)}

    def persistent_id(self, obj: object) -> int | None:
        if not isinstance(obj, SourceFile):
            return None
        if obj.path == _NOWHERE:
            return -1
        number = self._numbers.get((obj.path, obj.text))
        if number is None:
            raise pickle.PicklingError(f"it speaks of `{obj.path}`, which is none of its files")
        return number


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: BinaryIO, files: Sequence[SourceFile]) -> None:
        super().__init__(stream)
        self._files = files

    def persistent_load(self, pid: Any) -> SourceFile:
        if pid == -1:
            return SourceFile(_NOWHERE, "")
        if not isinstance(pid, int) or pid < 0:
            raise pickle.UnpicklingError("there is no such file")
        return self._files[pid]

    def find_class(self, module: str, name: str) -> Any:
        if module == "builtins" and name in _BUILTINS:
            return super().find_class(module, name)
        if module.startswith(_OURS) and name.isidentifier():
            # A module that is only asked for by somebody's bytes is not imported.
            found = getattr(_module(module), name, None)
            if (module, name) in _FUNCTIONS or (_frozen(found) and found.__module__ == module):
                return found
        raise pickle.UnpicklingError(f"`{module}.{name}` is not data")


def _module(name: str) -> object:
    if name not in sys.modules and name.startswith(_DATA):
        return import_module(name)
    return sys.modules.get(name)


_DATA = tuple(
    f"rspverify.{name}"
    for name in (
        "policy.",
        "source.",
        "trace.",
        "logic.",
        "check.results",
        "proof.outcome",
        "proof.certificate",
        "proof.inductive_validity",
    )
)
"""Where data is declared. To import these has no effect."""


def _frozen(found: object) -> bool:
    if not isinstance(found, type):
        return False
    if issubclass(found, Enum):
        return True
    parameters = getattr(found, "__dataclass_params__", None)
    return is_dataclass(found) and parameters is not None and bool(parameters.frozen)
