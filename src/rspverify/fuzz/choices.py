"""Where the decisions of everything random come from: a seed, or Hypothesis."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies

T = TypeVar("T")

_FAR = 704_219_536_481_972_305_118
"""Where the range of all draws begins. Hypothesis tries constants that it finds in the code of its users, so that the
same seed would draw otherwise from one installation to the next; there are none of this size."""


class Dead(Exception):
    """No such thing can be drawn here (no value of that type, no such act); the caller draws something else."""


class Choices(Protocol):
    """Decisions, one after another."""

    def chance(self, percent: int) -> bool: ...

    def number(self, low: int, high: int) -> int:
        """Both ends included."""
        ...

    def one(self, options: Sequence[T]) -> T:
        """Raises `Dead` if there are none."""
        ...

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """At least one, at most `most` of them, in their order. Raises `Dead` if there are none."""
        ...

    def weighted(self, options: Mapping[T, int]) -> T:
        """Raises `Dead` if nothing has a weight."""
        ...


class Seeded:
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
        if not options:
            raise Dead
        wanted = self._random.randint(1, min(most, len(options)))
        chosen = set(self._random.sample(range(len(options)), wanted))
        return [option for index, option in enumerate(options) if index in chosen]

    def weighted(self, options: Mapping[T, int]) -> T:
        names = [name for name, weight in options.items() if weight > 0]
        if not names:
            raise Dead
        return self._random.choices(names, [options[name] for name in names])[0]


class Drawn:
    """Decisions that Hypothesis takes, which it can repeat, vary and make simpler: the first option is the simplest,
    and nothing that has a chance happens."""

    def __init__(self, draw: Callable[[strategies.SearchStrategy[int]], int]) -> None:
        self._draw = draw

    def _below(self, end: int) -> int:
        return self._draw(strategies.integers(_FAR, _FAR + end - 1)) - _FAR if end > 1 else 0

    def chance(self, percent: int) -> bool:
        return self._below(100) >= 100 - percent

    def number(self, low: int, high: int) -> int:
        return low + self._below(high - low + 1)

    def one(self, options: Sequence[T]) -> T:
        if not options:
            raise Dead
        return options[self._below(len(options))]

    def some(self, options: Sequence[T], most: int) -> list[T]:
        if not options:
            raise Dead
        wanted = 1 + self._below(min(most, len(options)))
        left = list(range(len(options)))
        chosen = {left.pop(self._below(len(left))) for _ in range(wanted)}
        return [option for index, option in enumerate(options) if index in chosen]

    def weighted(self, options: Mapping[T, int]) -> T:
        names = [name for name, weight in options.items() if weight > 0]
        if not names:
            raise Dead
        at = self._below(sum(options[name] for name in names))
        for name in names:
            at -= options[name]
            if at < 0:
                return name
        raise AssertionError("a number below the sum of all weights is below one of their partial sums")
