"""What differs by the readings of open words, said with no word that does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rspverify.check.diff.results import Readings

T = TypeVar("T")

Table = Sequence[tuple[Readings, str]]


def side_by_side(tables: Sequence[Table]) -> list[tuple[Readings, tuple[str, ...]]]:
    """Several tables as one, over all the words of any of them."""
    rows: list[tuple[Readings, tuple[str, ...]]] = [((), ())]
    for table in tables:
        longer = []
        for readings, found in rows:
            for more, also in table:
                joined = dict(readings) | dict(more)
                if all(joined[word] == reading for word, reading in readings):
                    longer.append((tuple(joined.items()), (*found, also)))
        rows = longer
    return rows


def chosen(rows: Sequence[tuple[Readings, T]], wanted: Callable[[T], bool]) -> tuple[Readings, ...]:
    """The combinations with a wanted entry, without the words on which that does not hang. Empty where all have one, or
    none has."""
    truths = {readings: wanted(found) for readings, found in rows}
    if len(set(truths.values())) < 2:
        return ()
    words = [word for word, _ in rows[0][0]]
    for word in words:
        if _does_not_matter(truths, word):
            truths = {_without(readings, word): truth for readings, truth in truths.items()}
    return tuple(readings for readings, truth in truths.items() if truth)


def _does_not_matter(truths: dict[Readings, bool], word: str) -> bool:
    seen: dict[Readings, bool] = {}
    return all(seen.setdefault(_without(readings, word), truth) == truth for readings, truth in truths.items())


def _without(readings: Readings, word: str) -> Readings:
    return tuple(one for one in readings if one[0] != word)


def occurring(tables: Iterable[Table]) -> tuple[tuple[Readings, ...], tuple[Readings, ...]]:
    """In which combinations any of the tables has `some`, and of which none knows; each empty where that is all or
    none."""
    rows = side_by_side(tuple(tables))
    return chosen(rows, lambda found: "some" in found), chosen(
        rows, lambda found: "some" not in found and "unknown" in found
    )
