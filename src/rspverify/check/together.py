"""One answer from those about several kinds of runs: a claim holds where it holds of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.check.judge import Judged
from rspverify.check.results import Verdict

_WORST = (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO, Verdict.HOLDS)
"""Of universal claims, before vacuity is looked at; the first that one of the parts has is that of the whole."""


def together(parts: Sequence[Judged]) -> Judged:
    """The answer under one combination of readings from the answers about each kind of runs."""
    if len(parts) == 1:
        return parts[0]
    worst = min(parts, key=lambda one: _WORST.index(one.verdict))
    if worst.verdict not in (Verdict.HOLDS, Verdict.HOLDS_UP_TO):
        return worst
    if worst.verdict is Verdict.HOLDS_UP_TO:
        # The smallest bound is that of the whole.
        bounded = [one for one in parts if one.verdict is Verdict.HOLDS_UP_TO]
        worst = min(bounded, key=lambda one: -1 if one.proof is None or one.proof.bound is None else one.proof.bound)
    besides = tuple(one.proof for one in parts if one is not worst and one.proof is not None)
    return replace(worst, besides=besides)
