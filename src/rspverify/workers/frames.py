"""Messages as bytes on a pipe: a length, then a pickle.

The texts of policy files are sent once, with the subject of the tasks; results refer to them by number. So results are
small, and those of one file share its text in the parent as they would if they had been made there.

Pickles are read from our own children and from our parent only, never from a file or from somebody else."""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from rspverify.source.files import SourceFile

SUBJECT, TASK, READY = b"s", b"t", b"r"
"""How messages to a worker begin; and what it says when it can take some."""

_LENGTH = struct.Struct(">Q")


def frame(payload: bytes) -> bytes:
    """A message as it is sent."""
    return _LENGTH.pack(len(payload)) + payload


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message of a stream that waits for it; None: nothing more comes."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


class Frames:
    """Makes messages of the bytes that come, however they are cut."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, more: bytes) -> Iterator[bytes]:
        """The messages that are complete with these bytes."""
        self._bytes += more
        while len(self._bytes) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._bytes)
            end = _LENGTH.size + length
            if len(self._bytes) < end:
                return
            yield bytes(self._bytes[_LENGTH.size : end])
            del self._bytes[:end]


class Letters:
    """Pickles for messages about one subject. `files`: the policy files that both sides know by number."""

    def __init__(self, files: Sequence[SourceFile] = ()) -> None:
        self._files = list(files)
        self._numbers = {id(file): number for number, file in enumerate(self._files)}

    def pack(self, message: object) -> bytes:
        stream = io.BytesIO()
        _Pickler(stream, self._numbers).dump(message)
        return stream.getvalue()

    def unpack(self, payload: bytes) -> Any:
        return _Unpickler(io.BytesIO(payload), self._files).load()


def pack_subject(subject: object) -> tuple[bytes, Letters]:
    """A subject as bytes, and the letters for what is said about it, seen from here."""
    stream = io.BytesIO()
    collector = _Collector(stream)
    collector.dump(subject)
    return pickle.dumps((tuple(collector.files), stream.getvalue()), pickle.HIGHEST_PROTOCOL), Letters(collector.files)


def unpack_subject(payload: bytes) -> tuple[Any, Letters]:
    """The other way."""
    files, subject = pickle.loads(payload)
    letters = Letters(files)
    return letters.unpack(subject), letters


class _Pickler(pickle.Pickler):
    def __init__(self, stream: BinaryIO, numbers: dict[int, int]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj)) if isinstance(obj, SourceFile) else None


class _Collector(pickle.Pickler):
    """Numbers the policy files that it meets."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self.files: list[SourceFile] = []
        self._numbers: dict[int, int] = {}

    def persistent_id(self, obj: object) -> int | None:
        if not isinstance(obj, SourceFile):
            return None
        number = self._numbers.setdefault(id(obj), len(self.files))
        if number == len(self.files):
            self.files.append(obj)
        return number


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: BinaryIO, files: list[SourceFile]) -> None:
        super().__init__(stream)
        self._files = files

    def persistent_load(self, pid: Any) -> SourceFile:
        file: SourceFile = self._files[pid]
        return file
