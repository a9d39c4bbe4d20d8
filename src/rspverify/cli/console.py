"""Standard output and standard error: colours, widths, encodings, and readers that have gone away."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TextIO

from rspverify.report.style import Style, plain
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.render import render_diagnostic

When = Literal["auto", "always", "never"]
DEFAULT_WIDTH = 100
NARROWEST, WIDEST = 40, 120


class ReaderGone(Exception):
    """Whoever read our output has closed it."""


@dataclass(frozen=True)
class Console:
    """One of the two streams, with the style that suits it."""

    stream: TextIO
    style: Style

    def write(self, text: str) -> None:
        """Writes at once. Raises `ReaderGone`; and `SourceError` (RSP143) where nothing can be written, as to a disk
        that is full: then no more is tried."""
        try:
            self.stream.write(text)
            self.stream.flush()
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            if self.stream is not sys.stderr:
                silence()
            raise SourceError((unwritten(error),)) from None
        except UnicodeEncodeError:
            encoding = self.stream.encoding or "ascii"
            self.stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self.stream.flush()

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Writes diagnostics, each followed by an empty line."""
        for one in diagnostics:
            self.write(render_diagnostic(one, color=self.style.color) + "\n\n")

    def fail(self, diagnostics: Iterable[Diagnostic], code: int, more: str = "") -> int:
        """Reports why a run ends with `code`, which is given back. Nothing that happens here can change it."""
        try:
            self.diagnostics(diagnostics)
            if more:
                self.write(more.rstrip("\n") + "\n")
        except (OSError, ReaderGone, SourceError, ValueError):
            silence()
        return code


def unwritten(error: OSError) -> Diagnostic:
    """That nothing more can be printed."""
    return Diagnostic(
        "RSP143", f"the output cannot be written: {error.strerror}", help="what was not printed is lost; run it again"
    )


def standard_output(color: When = "auto", format_: str = "text") -> Console:
    """Standard output, for a report in one of the formats. All but text are UTF-8, as files are, whatever the language
    settings say: they say so themselves, or whoever reads them takes it for granted."""
    if format_ != "text" and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return Console(sys.stdout, style_of(sys.stdout, color))


def standard_error(color: When = "auto") -> Console:
    return Console(sys.stderr, style_of(sys.stderr, color))


def style_of(stream: TextIO, color: When) -> Style:
    """Colours if asked for, or on a terminal unless `NO_COLOR` is set; the width of the terminal."""
    terminal = is_terminal(stream)
    plain_terminal = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    colored = color == "always" or (color == "auto" and terminal and not plain_terminal)
    width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if terminal else DEFAULT_WIDTH
    return Style(colored, _takes_unicode(stream), max(NARROWEST, min(width, WIDEST)))


def is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def silence() -> None:
    """Sends what is still buffered nowhere, so that the end of the process does not complain about a closed pipe."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass


def shown(path: str) -> str:
    """A path as it may be printed."""
    return plain(path)


def _takes_unicode(stream: TextIO) -> bool:
    try:
        "✓✗—…".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
