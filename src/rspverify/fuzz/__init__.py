"""Random runs and random policies: strategies for Hypothesis tests, and the search behind `rspverify fuzz`.

    from hypothesis import given
    import rspverify as rv
    from rspverify import fuzz

    @given(fuzz.runs(rv.load("draft.rsp"), "careful"))
    def test_nobody_waits_for_long(run): ...

Needs the extra `rspverify[fuzz]` (docs/fuzz.md). Hypothesis is imported nowhere else in the package.
"""

from __future__ import annotations

from rspverify.fuzz.drafted import Drafted
from rspverify.fuzz.strategies import Played, policies, runs, states
from rspverify.trace.values import Act, State, Trace, Wait

__all__ = ["Act", "Drafted", "Played", "State", "Trace", "Wait", "policies", "runs", "states"]
