"""Policy files that were read, parsed and resolved before. They are taken from here as long as none of the files that
they use, and not the project that these belong to, has changed by a byte."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from rspverify.policy.claims import Project
from rspverify.policy.load import find_root, read, resolved
from rspverify.source.files import SourceFile
from rspverify.store.database import Database
from rspverify.store.inputs import content_digest, digest_of
from rspverify.store.inputs import read as read_bytes
from rspverify.store.packing import Refused, packed, unpacked

KIND = "file"


@dataclass(frozen=True)
class Opened:
    """A project, the files that it was made of, each with a digest, and a digest of all that it hangs on. The digests
    are empty where a file has changed while it was read."""

    project: Project
    files: tuple[SourceFile, ...]
    stamps: tuple[tuple[str, bytes], ...] = ()
    digest: bytes = b""


class Projects:
    """Opens policy files. `fingerprint`: what else results depend on (see `fingerprint`)."""

    def __init__(self, database: Database, fingerprint: bytes) -> None:
        self._database = database
        self._fingerprint = fingerprint
        self._read: dict[str, tuple[bytes, SourceFile] | None] = {}

    def open(self, path: str) -> Opened:
        """As `policy.load.load`. Raises `SourceError`."""
        key = content_digest(
            repr((self._fingerprint, os.getcwd(), path, str(find_root(path)))).encode("utf-8", "surrogatepass")
        )
        found = self._database.get(KIND, [key]).get(key)
        known = None if found is None else self._known(found)
        if known is not None:
            return known
        gathered = read(path)
        project = resolved(path, gathered)
        files = tuple(one.home.file for one in gathered.files)
        seen = [self._seen(file.path) for file in files]
        if all(one is not None and one[1].text == file.text for one, file in zip(seen, files, strict=True)):
            stamps = tuple((file.path, one[0]) for one, file in zip(seen, files, strict=True) if one is not None)
            self._keep(key, stamps, project, files)
            return Opened(project, files, stamps, self._digest(stamps))
        return Opened(project, files)

    def _known(self, content: bytes) -> Opened | None:
        """What was kept, if all its files are as they were."""
        try:
            stamps, body = unpacked(content)
            files = []
            for path, digest in stamps:
                seen = self._seen(path)
                if seen is None or seen[0] != digest:
                    return None
                files.append(seen[1])
            project = unpacked(body, files)
        except (Refused, TypeError, ValueError):
            return None
        if not isinstance(project, Project):
            return None
        return Opened(project, tuple(files), stamps, self._digest(stamps))

    def _keep(
        self, key: bytes, stamps: tuple[tuple[str, bytes], ...], project: Project, files: Sequence[SourceFile]
    ) -> None:
        try:
            self._database.put(KIND, [(key, packed((stamps, packed(project, files))))])
        except Refused:
            return  # nothing is kept of a project that is nested too deeply

    def _digest(self, stamps: Sequence[tuple[str, bytes]]) -> bytes:
        where = os.getcwd()
        return content_digest(repr((self._fingerprint, where, tuple(stamps))).encode("utf-8", "surrogatepass"))

    def _seen(self, path: str) -> tuple[bytes, SourceFile] | None:
        """What a file holds, read once in a run, so that all projects are made of the same texts."""
        if path not in self._read:
            content, digest = read_bytes(path), digest_of(path)
            try:
                text = None if content is None else content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = None
            same = content is not None and digest.startswith(content_digest(content))
            self._read[path] = (digest, SourceFile(path, text)) if text is not None and same else None
        return self._read[path]
