"""The problems found while names are resolved; collected, so that one run reports many."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.spans import Span


class Problems:
    """Diagnostics in the order in which they were found, each once."""

    def __init__(self) -> None:
        self.items: list[Diagnostic] = []
        self._seen: set[tuple[str, str, str, int, int]] = set()

    def add(
        self,
        code: str,
        message: str,
        span: Span | None,
        *,
        label: str = "",
        labels: Iterable[Label] = (),
        help: str | None = None,
    ) -> None:
        """Records one problem, unless the same one stands there already. Line breaks in quoted text become spaces."""
        shown = " ".join(message.split())
        place = ("", 0, 0) if span is None else (span.file.path, span.start, span.end)
        key = (code, shown, *place)
        if key not in self._seen:
            self._seen.add(key)
            self.items.append(Diagnostic(code, shown, span, label, tuple(labels), help))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Takes over diagnostics that another stage found."""
        for one in diagnostics:
            self.items.append(one)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return len(self.items)
