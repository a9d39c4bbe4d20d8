"""Random runs and random policies: strategies for Hypothesis tests, and the search behind `rspverify fuzz`.

    from hypothesis import given
    import rspverify as rv
    from rspverify import fuzz

    @given(fuzz.runs(rv.load("draft.rsp"), "careful"))
    def test_nobody_waits_for_long(run): ...

Needs the extra `rspverify[fuzz]` (docs/fuzz.md). Hypothesis is imported nowhere else in the package.
"""

from __future__ import annotations

from rspverify.fuzz.strategies import Played, runs, states

__all__ = ["Played", "runs", "states"]
