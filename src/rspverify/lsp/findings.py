"""What is wrong with a text that is open in an editor, as the editor wants to hear it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from rspverify.lsp.positions import Positions
from rspverify.report.diagnostics import page_of, severity_of
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

SOURCE = "rspverify"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def findings(
    diagnostics: Iterable[Diagnostic], file: SourceFile, positions: Positions, folder: str = os.curdir
) -> list[types.Diagnostic]:
    """Diagnostics as they are shown in one file. What is wrong with another one that it uses is said at its beginning,
    with a link to the place: that other file may not be open. `folder`: the one from which their paths lead."""
    return [_told(one, file, positions, folder) for one in diagnostics]


def location(span: Span, positions: Positions, folder: str = os.curdir) -> types.Location:
    """A place for the editor. `folder`: the one from which the path of its file leads."""
    path = span.file.path
    # A text that is no file has its address for a path; a path that has no folder before a colon could be one, too.
    address = path if ":" in path.partition("/")[0] else Path(os.path.abspath(os.path.join(folder, path))).as_uri()
    return types.Location(address, positions.range(span))


def described(code: str) -> types.CodeDescription:
    """Where a code is explained."""
    return types.CodeDescription(page_of(code))


def _told(one: Diagnostic, file: SourceFile, positions: Positions, folder: str) -> types.Diagnostic:
    here = one.span is not None and _real(one.span.file, folder) == _real(file, folder)
    lines = [plain(one.message)]
    beside = [(label.span, label.text) for label in one.labels]
    if one.span is not None and not here:
        lines[0] = f"in {plain(os.path.basename(one.span.file.path))}, line {one.span.line}: {lines[0]}"
        beside.insert(0, (one.span, one.message))
    lines += [plain(one.label)] if one.label else []
    lines += [f"help: {plain(one.help)}"] if one.help else []
    lines += [f"note: {plain(note)}" for note in one.notes]
    start = types.Position(0, 0)
    return types.Diagnostic(
        positions.range(one.span) if one.span is not None and here else types.Range(start, start),
        "\n".join(lines),
        severity=_SEVERITIES[severity_of(one.code)],
        code=one.code,
        code_description=described(one.code),
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(location(span, positions, folder), plain(text)) for span, text in beside
        ],
    )


def _real(file: SourceFile, folder: str) -> str:
    return os.path.realpath(os.path.join(folder, file.path))
