"""What is wrong with a text that is open in an editor, as the editor wants to hear it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rspverify.lsp.places import START, Json, range_of
from rspverify.policy.claims import Project
from rspverify.policy.lints import blocked_action, decidability, duty_without_deadline, one_reading
from rspverify.policy.load import read, resolved
from rspverify.report.diagnostics import page_of, severity_of
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.parser import parse
from rspverify.syntax.read import SIZE_LIMIT

_SEVERITIES = {"error": 1, "warning": 2, "note": 3}
_LINTS = (duty_without_deadline.lint, one_reading.lint, decidability.lint, blocked_action.lint)
"""Those about a file by itself. That nothing speaks of a word or a policy is for `rspverify lint` to say, which looks
at all files: an editor has only some of them open."""


def path_of(uri: str) -> str | None:
    """The path of a file; None for what is none, such as a text that was never saved."""
    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    path = os.fsdecode(unquote(parts.path, errors="surrogateescape"))
    return path if path and "\0" not in path else None


def findings(uri: str, texts: Mapping[str, str]) -> list[Json]:
    """What is wrong with one of the open texts. `texts`: all of them, by their addresses; they count, and not what is
    on disk. Raises nothing about any text."""
    path = path_of(uri)
    alone = SourceFile(uri if path is None else path, texts[uri])
    if len(alone.text) > SIZE_LIMIT:
        return [_told(Diagnostic("RSP104", f"this is too large: more than {SIZE_LIMIT // 10**6} MB"), alone)]
    if path is None:
        return [_told(one, alone) for one in parse(alone).diagnostics]
    opened = {path_of(other): text for other, text in texts.items()}
    instead = {os.path.realpath(name): SourceFile(name, text) for name, text in opened.items() if name is not None}
    file = instead[os.path.realpath(path)]
    return [_told(one, file) for one in _diagnostics(path, file, instead)]


def _diagnostics(path: str, file: SourceFile, instead: Mapping[str, SourceFile]) -> Sequence[Diagnostic]:
    try:
        project: Project = resolved(file.path, read(path, None, instead))
    except SourceError as error:
        return error.diagnostics
    found = [one for lint in _LINTS for one in lint([project])]
    return [one for one in found if one.span is not None and one.span.file.path == file.path]


def _told(one: Diagnostic, file: SourceFile) -> Json:
    here = one.span is not None and one.span.file.path == file.path
    lines = [plain(one.message)]
    if one.span is not None and not here:
        lines[0] = f"in {plain(os.path.basename(one.span.file.path))}, line {one.span.line}: {lines[0]}"
    lines += [plain(one.label)] if one.label else []
    lines += [f"help: {plain(one.help)}"] if one.help else []
    beside = [(label.span, label.text) for label in one.labels]
    if one.span is not None and not here:
        beside.insert(0, (one.span, one.message))
    return {
        "range": range_of(one.span) if one.span is not None and here else START,
        "severity": _SEVERITIES[severity_of(one.code)],
        "code": one.code,
        "codeDescription": {"href": page_of(one.code)},
        "source": "rspverify",
        "message": "\n".join(lines),
        "relatedInformation": [_beside(span, text) for span, text in beside],
    }


def _beside(span: Span, text: str) -> Json:
    uri = Path(os.path.abspath(span.file.path)).as_uri()
    return {"location": {"uri": uri, "range": range_of(span)}, "message": plain(text)}
