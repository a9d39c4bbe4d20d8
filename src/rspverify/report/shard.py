"""A part of a run: one of several machines checks it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shard:
    """The part with this `number`, counted from 1, `of` so many. `settings`: the options that verdicts and the exit
    code depend on, by name; parts of one run have the same ones."""

    number: int
    of: int
    settings: tuple[tuple[str, str], ...] = ()
