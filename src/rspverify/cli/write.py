"""Writes files: beside their place first, then moved there, so that nobody ever sees half a file."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile

from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


def write(path: str, text: str) -> None:
    """Replaces the content of a file, keeping its permissions. What is no regular file (a pipe, `/dev/null`) is written
    to directly. Raises `SourceError`; then the old content is still there."""
    try:
        _write(path, text.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError) as error:
        raise SourceError([unwritable(path, error)]) from None


def unwritable(path: str, error: OSError | ValueError) -> Diagnostic:
    """Why a file cannot be written."""
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        reason = f"there is no folder `{plain(folder)}`"
    else:
        reason = (error.strerror or "the system refuses").lower() if isinstance(error, OSError) else "no valid path"
    return Diagnostic("RSP143", f"`{plain(path)}` cannot be written: {reason}")


def _write(path: str, content: bytes) -> None:
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as stream:
            stream.write(content)
        return
    mode = stat.S_IMODE(os.stat(target).st_mode) if os.path.exists(target) else 0o666 & ~_umask()
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise PermissionError(13, "permission denied", target)
    handle, beside = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".rspverify-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
