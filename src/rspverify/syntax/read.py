"""Reads a source file from disk."""

from __future__ import annotations

import os
from pathlib import Path

from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

SIZE_LIMIT = 4_000_000
"""How many bytes a file may have."""


def read_source(path: str | Path) -> SourceFile:
    """The file at `path`, its line breaks as they are. Raises `SourceError` if it cannot be read or is no text."""
    shown = _shown(str(path))
    try:
        with open(path, "rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise _failure("RSP101", f"there is no file `{shown}`", "check the path and the working directory") from None
    except IsADirectoryError:
        raise _failure("RSP102", f"`{shown}` is a folder, not a file", "name a file that ends in `.rsp`") from None
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "the path is not valid"
        raise _failure("RSP102", f"`{shown}` cannot be read: {reason}", "check the path and its permissions") from None
    if len(content) > SIZE_LIMIT:
        limit = f"more than {SIZE_LIMIT // 1_000_000} MB"
        raise _failure("RSP104", f"`{shown}` is too large: {limit}", "split it, and join the parts with `use`")
    try:
        return SourceFile(shown, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # `utf-8-sig` counts from after the mark, where there is one
        readable = SourceFile(shown, content[: error.start].decode("utf-8", errors="replace"))
        end = len(readable.text)
        raise SourceError(
            [
                Diagnostic(
                    "RSP103",
                    f"`{shown}` is not UTF-8: byte 0x{content[error.start]:02X} does not fit",
                    Span(readable, end, end),
                    help="save the file as UTF-8",
                )
            ]
        ) from None


def _failure(code: str, message: str, help: str) -> SourceError:
    return SourceError([Diagnostic(code, message, help=help)])


def _shown(path: str) -> str:
    """The path relative to the working directory where that is shorter, without control characters."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):
        relative = path
    shortest = min(path, relative, key=len)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in shortest)
