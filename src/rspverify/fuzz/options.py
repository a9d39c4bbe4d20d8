"""What a user may set for random runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FuzzOptions:
    """`runs`: how many for each file. `steps`: how long each is at most. `seconds`: a limit of time for each file, on
    which results then depend; None: none. `seed`: other seeds draw other runs, the same one the same. `select`: glob
    patterns on names of properties and scenarios; empty selects all."""

    runs: int = 300
    steps: int = 8
    seconds: float | None = None
    seed: int = 0
    select: tuple[str, ...] = ()
