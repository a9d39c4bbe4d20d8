"""What is said when the command line is wrong, or when rspverify itself fails."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

import click

from rspverify.source.diagnostics import Diagnostic
from rspverify.workers.messages import failure_of


def usage(error: click.UsageError) -> Diagnostic:
    """What click complains about, in our style."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = re.sub(r"'([^']*)'", r"`\1`", message)
    path = error.ctx.command_path if error.ctx else "rspverify"
    return Diagnostic("RSP140", message[:1].lower() + message[1:], help=f"`{path} --help` shows how it is used")


def crash(error: BaseException, arguments: Sequence[str] | None = None, during: str = "") -> Diagnostic:
    """Our own fault: what happened, where, and `during` what; with the traceback if the user asked for one."""
    failure = failure_of(error)
    place = f" at {failure.place}" if failure.place else ""
    return fault(f"rspverify itself failed: {failure.kind}{place}{during}", failure.lines, arguments)


def fault(message: str, lines: Sequence[str], arguments: Sequence[str] | None = None) -> Diagnostic:
    """Our own fault, in words; `lines` are shown only if the user asked for tracebacks."""
    wanted = _traceback_wanted(sys.argv[1:] if arguments is None else arguments)
    return Diagnostic(
        "RSP901",
        message,
        help="this is our mistake, not yours; please report it, with the file if you can share it, and with what "
        "`RSPVERIFY_TRACEBACK=1` adds",
        notes=tuple(lines) if wanted else (),
    )


def _traceback_wanted(arguments: Sequence[str]) -> bool:
    """Whether there is `-v` or `RSPVERIFY_TRACEBACK=1`."""
    return os.environ.get("RSPVERIFY_TRACEBACK", "") not in ("", "0") or any(
        word == "--verbose" or re.fullmatch(r"-[a-z]*v[a-z]*", word) for word in arguments
    )
