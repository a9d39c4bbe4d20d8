"""A place in a source file."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.source.files import SourceFile


@dataclass(frozen=True)
class Span:
    """The half-open range of offsets `start..end` in `file`."""

    file: SourceFile
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.file.line_of(self.start)

    @property
    def column(self) -> int:
        return self.file.column_of(self.start)

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """The range from the start of this span to the end of the other."""
        return Span(self.file, self.start, max(self.end, other.end))

    def __repr__(self) -> str:
        return f"{self.file.path}:{self.line}:{self.column}"


NOWHERE = Span(SourceFile("<none>", ""), 0, 0)
