"""A plugin for pytest while mutmut runs it: what kills most, and soonest, goes first; and it is the mutants that are
tested, not some rspverify that is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

FIRST = (
    "tests/unit/semantics",
    "tests/unit/encode",
    "tests/mutation/killers.py",
    "tests/agreement/test_regressions.py",
    "tests/test_corpus.py",
)
"""In this order; the rest comes afterwards."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: (_rank(item.nodeid), item.nodeid))


def _rank(name: str) -> int:
    return next((at for at, one in enumerate(FIRST) if name.startswith(one)), len(FIRST))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Raises `UsageError` where another rspverify would be tested."""
    import rspverify.encode

    there = Path(rspverify.encode.__file__).resolve()
    if not there.is_relative_to(Path.cwd().resolve()):
        raise pytest.UsageError(f"{there} would be tested, which is none of the mutants")
