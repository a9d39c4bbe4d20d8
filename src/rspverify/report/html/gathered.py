"""What a part of a page lists: each thing with a number and a place of its own, so that it can be chosen and linked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rspverify.report.html.anchors import anchor
from rspverify.report.html.filters import Choice, Chosen
from rspverify.report.html.folded import Item
from rspverify.report.html.markup import Markup
from rspverify.source.spans import Span


class Gathered:
    """Fills itself while a part is made. `first`: the number of the first thing, where other parts have some already;
    `chosen`: what the filters choose by."""

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._names: Counter[tuple[str, str]] = Counter()
        self.chosen: list[Chosen] = []

    @property
    def next(self) -> int:
        """The number that is not taken yet."""
        return self._first + len(self.chosen)

    def name(self, kind: str, key: str) -> str:
        """A place in the page, another one each time."""
        self._names[kind, key] += 1
        times = self._names[kind, key]
        return anchor(kind, key if times == 1 else f"{key}::{times}")

    def item(
        self, name: str, label: str, stands: str, kind: str, group: str, place: Span | None, file: str, open_: bool
    ) -> Item:
        """One more thing (see `Item`), of a file."""
        found = Item(name, self.next, label, stands, kind, group, place, open_)
        self.chosen.append((stands, kind, file))
        return found


@dataclass(frozen=True)
class Listing:
    """What became of it. `shown`: the part of the page, without its heading."""

    shown: Markup
    choice: Choice
