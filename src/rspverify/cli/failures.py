"""What is said when the command line is wrong, or when rspverify itself fails."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from rspverify.source.diagnostics import Diagnostic


def usage(error: click.UsageError) -> Diagnostic:
    """What click complains about, in our style."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = re.sub(r"'([^']*)'", r"`\1`", message)
    path = error.ctx.command_path if error.ctx else "rspverify"
    return Diagnostic("RSP140", message[:1].lower() + message[1:], help=f"`{path} --help` shows how it is used")


def crash(error: BaseException, arguments: Sequence[str] | None = None, during: str = "") -> Diagnostic:
    """Our own fault: what happened, where, and `during` what; with the traceback if the user asked for one."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "rspverify" in Path(frame.filename).parts] or list(frames)
    place = f" at {'/'.join(Path(ours[-1].filename).parts[-2:])}:{ours[-1].lineno}" if ours else ""
    wanted = _traceback_wanted(sys.argv[1:] if arguments is None else arguments)
    lines = "".join(traceback.format_exception(error)).rstrip("\n").split("\n") if wanted else []
    return Diagnostic(
        "RSP901",
        f"rspverify itself failed: {type(error).__name__}{place}{during}",
        help="this is our mistake, not yours; please report it, with the file if you can share it, and with what "
        "`RSPVERIFY_TRACEBACK=1` adds",
        notes=tuple(lines),
    )


def _traceback_wanted(arguments: Sequence[str]) -> bool:
    """Whether there is `-v` or `RSPVERIFY_TRACEBACK=1`."""
    return os.environ.get("RSPVERIFY_TRACEBACK", "") not in ("", "0") or any(
        word == "--verbose" or re.fullmatch(r"-[a-z]*v[a-z]*", word) for word in arguments
    )
