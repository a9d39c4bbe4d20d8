"""Some of the combinations of readings of a check, in few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from rspverify.check.readings import Readings


def in_words(some: Sequence[Readings], every: Sequence[Readings]) -> str:
    """`hazardous as by_capability`: only the words that tell the combinations from the other ones of `every`. If they
    are not all combinations of some readings of each word, they are listed one by one."""
    read, all_read = _by_word(some), _by_word(every)
    if prod(len(readings) for readings in read.values()) != len(set(some)):
        return "; or ".join(", ".join(f"{word} as {reading}" for word, reading in one) for one in some)
    parts = [
        f"{word} as {' or '.join(readings)}"
        for word, readings in read.items()
        if len(readings) < len(all_read.get(word, ()))
    ]
    return ", ".join(parts)


def _by_word(combinations: Iterable[Readings]) -> dict[str, tuple[str, ...]]:
    """The readings that each word has in them."""
    found: dict[str, dict[str, None]] = {}
    for one in combinations:
        for word, reading in one:
            found.setdefault(word, {})[reading] = None
    return {word: tuple(readings) for word, readings in found.items()}
