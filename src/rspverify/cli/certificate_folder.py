"""A folder of certificates on the disk: written beside its place, moved there when it is whole, and read back.

A folder that is there already is replaced only if it is empty, or if all that is in it was written by `certify`."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator

from rspverify.cli.write import unwritable
from rspverify.report.certificates.manifest import MANIFEST, Listed, NoManifest, read_manifest
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

_LARGEST = 64 * 2**20


class FolderDraft:
    """The folder before it is in its place: a hidden sibling. Each method raises `SourceError` where the disk refuses;
    `discard` leaves nothing behind."""

    def __init__(self, folder: str) -> None:
        """Makes the sibling, if the folder may be written or replaced. Raises `SourceError`."""
        self._shown = folder
        if not folder or "\0" in folder:
            raise SourceError([unwritable(folder, ValueError())])
        self._final = os.path.realpath(folder)
        self._check_replaceable()
        try:
            self._draft = self._sibling("draft")
            os.mkdir(self._draft)
        except (OSError, ValueError) as error:
            raise SourceError([unwritable(folder, error)]) from None

    def write(self, path: str, text: str) -> bytes:
        """Writes one file, and gives what stands in it afterwards."""
        place = os.path.join(self._draft, *path.split("/"))
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "xb") as stream:
                stream.write(text.encode("utf-8", "replace"))
                stream.flush()
                os.fsync(stream.fileno())
            with open(place, "rb") as stream:
                return stream.read()
        except (OSError, ValueError) as error:
            raise SourceError([unwritable(self._shown, error)]) from None

    def publish(self) -> None:
        """Moves the folder to its place. If that fails, what was there before is there again."""
        try:
            self._check_replaceable()
            old = self._sibling("old")
            try:
                if os.path.lexists(self._final):
                    os.rename(self._final, old)
                os.rename(self._draft, self._final)
            except BaseException:
                if os.path.lexists(old) and not os.path.lexists(self._final):
                    os.rename(old, self._final)
                raise
        except OSError as error:
            raise SourceError([unwritable(self._shown, error)]) from None
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Removes the sibling, if it was not published."""
        shutil.rmtree(self._draft, ignore_errors=True)

    def _sibling(self, kind: str) -> str:
        """A name beside the folder that nothing has."""
        parent, name = os.path.split(self._final)
        number = 1
        while os.path.lexists(path := os.path.join(parent, f".{name[:80]}.rspverify-{kind}-{number}")):
            number += 1
        return path

    def _check_replaceable(self) -> None:
        """Raises `SourceError` unless there is nothing in the place that would be lost."""
        try:
            if not os.path.lexists(self._final):
                return
            if not os.path.isdir(self._final):
                raise SourceError([_occupied(self._shown, "it is a file")])
            here = os.path.realpath(os.getcwd())
            if os.path.commonpath([here, self._final]) == self._final:
                raise SourceError([_occupied(self._shown, "the working directory is in it")])
            if os.listdir(self._final):
                self._check_ours()
        except (OSError, ValueError) as error:
            raise SourceError([unwritable(self._shown, error)]) from None

    def _check_ours(self) -> None:
        try:
            listed = read_folder(self._final)
        except NoManifest as reason:
            raise SourceError([_occupied(self._shown, f"`certify` did not write it: {reason}")]) from None
        foreign = sorted(set(files_of(self._final)) - {*listed.files, MANIFEST})
        if foreign:
            named = ", ".join(f"`{plain(path)}`" for path in foreign[:3]) + (", …" if len(foreign) > 3 else "")
            raise SourceError([_occupied(self._shown, f"it also holds {named}")])


def read_folder(folder: str) -> Listed:
    """What the folder's manifest says. Raises `NoManifest`."""
    return read_manifest(manifest_bytes(folder).decode("utf-8", "replace"))


def manifest_bytes(folder: str) -> bytes:
    """The manifest as it stands there. Raises `NoManifest` if there is none that can be read."""
    try:
        content = contents(os.path.join(folder, MANIFEST))
    except FileNotFoundError:
        raise NoManifest(f"there is no `{MANIFEST}` in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NoManifest(f"its `{MANIFEST}` cannot be read: {(reason or 'the system refuses').lower()}") from None
    return content


def contents(path: str) -> bytes:
    """The content of a regular file. Raises OSError, and ValueError for what is none, or is too large."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("it is not a regular file")
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("it is too large")
    return content


def files_of(folder: str) -> Iterator[str]:
    """All that is below the folder and is no folder itself, with `/`; links are not followed. Raises OSError."""

    def failed(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=failed):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*names, *links]):
            yield os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")


@contextlib.contextmanager
def draft_of(folder: str) -> Iterator[FolderDraft]:
    """A draft of the folder; what is not published by the end is gone."""
    draft = FolderDraft(folder)
    try:
        yield draft
    finally:
        draft.discard()


def _occupied(folder: str, reason: str) -> Diagnostic:
    return Diagnostic(
        "RSP147",
        f"`{plain(folder)}` is not replaced: {reason}",
        help="name a new folder, or one that `certify` wrote, with nothing else in it",
    )
