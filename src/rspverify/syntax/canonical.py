"""The canonical text of a file."""

from __future__ import annotations

from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.parser import parse
from rspverify.syntax.printer import print_module


def canonical(file: SourceFile) -> str:
    """The canonical text of a file. Raises `SourceError` if it has syntax errors."""
    result = parse(file)
    if result.diagnostics:
        raise SourceError(result.diagnostics)
    text = print_module(result.module)
    again = parse(SourceFile(file.path, text))
    if again.diagnostics or again.module.declarations != result.module.declarations:
        raise AssertionError(f"the canonical form of {file.path} does not say the same")
    return text
