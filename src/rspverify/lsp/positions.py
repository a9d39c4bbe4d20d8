"""Places in texts. An editor counts lines from 0, and columns in the code units of an encoding."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@dataclass(frozen=True)
class Positions:
    """How one editor counts. `encoding`: `utf-8`, `utf-16` or `utf-32`, as was agreed with it."""

    encoding: str = "utf-16"

    def units(self, text: str) -> int:
        """How long a text is."""
        codec, size = _BYTES[self.encoding]
        return len(text.encode(codec, "surrogatepass")) // size

    def position(self, file: SourceFile, offset: int) -> types.Position:
        line = file.line_of(offset)
        return types.Position(line - 1, self.units(file.text[file.line_starts[line - 1] : offset]))

    def range(self, span: Span) -> types.Range:
        return types.Range(self.position(span.file, span.start), self.position(span.file, span.end))

    def offset(self, file: SourceFile, position: types.Position) -> int:
        """The offset of a position; one beyond the end of its line, or of the text, is at that end."""
        if position.line >= len(file.line_starts):
            return len(file.text)
        start, units = file.line_starts[position.line], 0
        for i, char in enumerate(file.line_text(position.line + 1)):
            if units >= position.character:
                return start + i
            units += self.units(char)
        return start + len(file.line_text(position.line + 1))

    def whole(self, file: SourceFile) -> types.Range:
        """The range of the whole text."""
        return types.Range(types.Position(0, 0), self.position(file, len(file.text)))
