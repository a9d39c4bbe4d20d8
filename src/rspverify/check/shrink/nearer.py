"""Numbers that lie nearer to zero."""

from __future__ import annotations

from collections.abc import Iterator

_DAY = 24


def nearer(number: int) -> Iterator[int]:
    """Some of the numbers nearer to zero: 0, 1 (-1), then halfway and ever less far, whole days among them, and the
    one beside it last. Whoever goes on from each that will do ends where the one beside it will not."""
    size, sign = abs(number), 1 if number > 0 else -1
    gaps = [size, size - 1]
    gap = size // 2
    while gap > 1:
        gaps.append(gap)
        gap //= 4
    gaps += [size % _DAY, 1]
    tried = sorted({gap for gap in gaps if 0 < gap <= size}, reverse=True)
    yield from (sign * (size - gap) for gap in tried)
    if number < 0:
        yield size
