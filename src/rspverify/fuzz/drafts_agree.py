"""A second opinion on each draft: random runs against the verdicts of the prover. They must never disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.fuzzing.retold import Kept
from rspverify.check.results import CheckResult, Verdict
from rspverify.fuzz.options import FuzzOptions
from rspverify.fuzz.search import fuzz
from rspverify.policy.claims import Project
from rspverify.source.diagnostics import Diagnostic

_RUNS = 25
_REFUTED = (Verdict.HOLDS, Verdict.VACUOUS, Verdict.IMPOSSIBLE)


def disagreements(project: Project, judged: Sequence[CheckResult], seed: int) -> Iterator[Diagnostic]:
    """Our own faults: a run, replayed, that shows what is proved not to be. `judged`: the results of the project's
    checks, in their order."""
    kept = Kept("found.rsp", "", ())
    found = fuzz(project, FuzzOptions(runs=_RUNS, seed=seed), kept)
    yield from found.diagnostics
    for check, result in zip(found.checks, judged, strict=True):
        if check.shown is not None and result.verdict in _REFUTED:
            message = f"a result was not confirmed: {check.property} is said to be: {result.verdict.value}"
            told = "a random run shows the opposite; this is a mistake in rspverify, not in your policies"
            yield Diagnostic("RSP902", message, check.span, help=told)
