"""What is wrong with a text, with its place and a hint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rspverify.source.spans import Span


@dataclass(frozen=True)
class Label:
    """A secondary place that helps to understand a diagnostic."""

    span: Span
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One message about a text.

    `code` is a key of `rspverify.source.codes.CODES`; `message` stands alone: lower case, no final period, user
    text in backticks, no line breaks. `label` is written beside the carets. `span` is None for whole-run messages.
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    labels: tuple[Label, ...] = ()
    help: str | None = None
    notes: tuple[str, ...] = field(default=())


class SourceError(Exception):
    """The input is wrong. `diagnostics` holds all that was found, at least one."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.code}: {d.message}" for d in self.diagnostics))
