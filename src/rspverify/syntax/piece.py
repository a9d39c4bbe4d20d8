"""Reads one piece of a text with the grammar."""

from __future__ import annotations

from rspverify.source.files import SourceFile
from rspverify.syntax.build import Built, build
from rspverify.syntax.complaints import complaint
from rspverify.syntax.grammar import Start, language


def read_piece(file: SourceFile, start: int, end: int, what: Start, closed_by: str = "") -> Built:
    """Reads `file.text[start:end]`, as if `closed_by` followed; `node` is None where that is not possible, and then
    there is a diagnostic."""
    from lark.exceptions import UnexpectedInput

    try:
        tree = language().parse(file.text[start:end] + closed_by, start=what)
    except UnexpectedInput as error:
        return Built(None, (complaint(error, file, start, end, what),))
    return build(tree, file, start)
