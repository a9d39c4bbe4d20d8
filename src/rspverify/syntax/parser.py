"""From text to nodes. Start reading at `parse`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.piece import read_piece
from rspverify.syntax.recovery import recover
from rspverify.syntax.scan import FAULT_LIMIT, scan


@dataclass(frozen=True)
class ParseResult:
    """What a text says. With diagnostics, `module` holds what could be read all the same."""

    module: Module
    diagnostics: tuple[Diagnostic, ...]


def parse(file: SourceFile) -> ParseResult:
    """Reads a file. Takes any text whatever and never raises; an empty file is an empty module."""
    seen = scan(file)
    if not seen.faults:
        whole = read_piece(file, 0, len(file.text), "module")
        if isinstance(whole.node, Module):
            return ParseResult(replace(whole.node, comments=seen.comments), _capped(whole.diagnostics))
    module, diagnostics = recover(file, seen)
    return ParseResult(replace(module, comments=seen.comments), _capped(diagnostics))


def _capped(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The first few, in the order of the text, and a note if there are more."""
    ordered = sorted(diagnostics, key=lambda each: each.span.start if each.span else 0)
    if len(ordered) <= FAULT_LIMIT:
        return tuple(ordered)
    note = Diagnostic("RSP131", "there are more syntax errors, which are not shown")
    return (*ordered[:FAULT_LIMIT], note)
