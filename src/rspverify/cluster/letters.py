"""What is sent to the machines of a cluster, and what comes back: bytes, which the cluster only passes on.

Policy files go as their texts, in the envelope, once for all tasks about them. Whatever speaks of them, on the way
there or back, refers to them by number, and so comes to speak of the files that there are here."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

from rspverify.check.repair.workshop import Loaded
from rspverify.cluster.texts import Texts, loaded_from, texts_of
from rspverify.cluster.versions import Versions, installed
from rspverify.policy.claims import Project
from rspverify.source.files import SourceFile
from rspverify.workers.messages import Task


class Letters:
    """Messages about some policy files, as bytes."""

    def __init__(self, texts: Texts, files: Sequence[Loaded]) -> None:
        self._texts, self._files = texts.texts, files
        self._numbers = {text: number for number, text in enumerate(texts.texts)}
        self._names: dict[int, tuple[str, int]] = {}
        for number, one in enumerate(files):
            self._names[id(one)] = ("file", number)
            self._names[id(one.project)] = ("project", number)

    def pack(self, message: object) -> bytes:
        stream = io.BytesIO()
        _Pickler(stream, self).dump(message)
        return stream.getvalue()

    def unpack(self, content: bytes) -> Any:
        return _Unpickler(io.BytesIO(content), self).load()

    def name_of(self, thing: object) -> tuple[str, int] | None:
        """By what name the other side has it, too; None: it has to be sent."""
        match thing:
            case SourceFile():
                number = self._numbers.get(thing)
                return None if number is None else ("text", number)
            case Loaded() | Project():
                return self._names.get(id(thing))
            case _:
                return None

    def named(self, name: tuple[str, int]) -> SourceFile | Loaded | Project:
        kind, number = name
        match kind:
            case "text":
                return self._texts[number]
            case "file":
                return self._files[number]
            case "project":
                return self._files[number].project
            case _:
                raise pickle.UnpicklingError(f"nothing is called a {kind}")


class _Pickler(pickle.Pickler):
    def __init__(self, stream: BinaryIO, letters: Letters) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._letters = letters

    def persistent_id(self, obj: object) -> tuple[str, int] | None:
        return self._letters.name_of(obj)


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: BinaryIO, letters: Letters) -> None:
        super().__init__(stream)
        self._letters = letters

    def persistent_load(self, pid: Any) -> object:
        return self._letters.named(pid)


@dataclass(frozen=True)
class OtherVersions:
    """A task was not done: what is installed there is not what is installed here."""

    found: Versions


@dataclass(frozen=True)
class Envelope:
    """What tasks are about. `name`: no other envelope has it; `wanted`: what must be installed where it is opened."""

    name: str
    wanted: Versions
    content: bytes

    @cached_property
    def opened(self) -> tuple[Any, Letters] | OtherVersions:
        """The subject, and the letters for what is said about it. Only for a process that does its tasks."""
        found = installed()
        if found != self.wanted:
            return OtherVersions(found)
        texts, subject = pickle.loads(zlib.decompress(self.content))
        letters = Letters(texts, loaded_from(texts))
        return letters.unpack(subject), letters


@dataclass(frozen=True)
class Opening:
    """A task: to open the envelope, which takes its time."""

    def do(self, subject: Envelope) -> OtherVersions | None:
        return subject.opened if isinstance(subject.opened, OtherVersions) else None


@dataclass(frozen=True)
class Letter:
    """A task, as bytes. What it comes to is bytes, too."""

    content: bytes

    def do(self, subject: Envelope) -> bytes | OtherVersions:
        if isinstance(subject.opened, OtherVersions):
            return subject.opened
        opened, letters = subject.opened
        task: Task = letters.unpack(self.content)
        return letters.pack(task.do(opened))


def enveloped(name: str, wanted: Versions, subject: object, files: Sequence[Loaded]) -> tuple[Envelope, Letters]:
    """A subject as it is sent, with the files that it is made of, and the letters for what is said about it here."""
    texts = texts_of(files)
    letters = Letters(texts, files)
    content = pickle.dumps((texts, letters.pack(subject)), pickle.HIGHEST_PROTOCOL)
    return Envelope(name, wanted, zlib.compress(content)), letters
