"""Where the generator's decisions come from: a seed, so that a project can be drawn again and shown."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dead(Exception):
    """No such thing can be drawn here (no value of that type, no such act); the caller draws something else."""


class Choices:
    """Decisions from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def one(self, options: Sequence[T]) -> T:
        if not options:
            raise Dead
        return options[self._random.randrange(len(options))]

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """At least one, at most `most` of them, in their order."""
        if not options:
            raise Dead
        wanted = self._random.randint(1, min(most, len(options)))
        chosen = set(self._random.sample(range(len(options)), wanted))
        return [option for index, option in enumerate(options) if index in chosen]

    def weighted(self, options: dict[T, int]) -> T:
        names = [name for name, weight in options.items() if weight > 0]
        if not names:
            raise Dead
        return self._random.choices(names, [options[name] for name in names])[0]
