"""What is in the cache, in numbers; and forgetting it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from rspverify.store import outcomes, projects, results, whole_runs
from rspverify.store.database import LIMIT, Database, delete, size_of


@dataclass(frozen=True)
class CacheStats:
    """`path`: the database, or empty where there is none. `problem`: why there is none, or why it cannot be read.
    `bytes` of at most `limit`. Entries: policy `files`, `results`, `answers` of the engines, whole `runs`. `known` of
    the `asked` results of the last run were there; None: there was no run."""

    path: str
    problem: str
    bytes: int
    limit: int
    files: int = 0
    results: int = 0
    answers: int = 0
    runs: int = 0
    known: int | None = None
    asked: int | None = None


def stats(path: str | None, problem: str = "") -> CacheStats:
    """Looks into a database; nothing is made where there is none."""
    if path is None or not os.path.lexists(path):
        return CacheStats(path or "", problem, 0, LIMIT)
    database = Database(path)
    counts, last = database.counts(), (database.noted(whole_runs.LAST) or "").split(" ")
    database.close()
    known, asked = (int(last[0]), int(last[1])) if len(last) == 2 and all(map(str.isdigit, last)) else (None, None)
    return CacheStats(
        path,
        database.problem,
        size_of(path),
        LIMIT,
        counts.get(projects.KIND, 0),
        counts.get(results.KIND, 0),
        counts.get(outcomes.KIND, 0),
        counts.get(whole_runs.KIND, 0),
        known,
        asked,
    )


def forget(path: str) -> None:
    """Deletes all. Raises `OSError`."""
    delete(path)
