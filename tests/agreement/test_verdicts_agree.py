"""The main law: no short run of a small universe speaks against what the checker says.

* Where the reference semantics finds a run that violates a claim, the claim does not hold, nor vacuously, and the trace
  that the checker shows is not longer; the same for `possible` and `impossible`.
* Each trace is replayed; where every run of its length was looked at, a violation is among them.
* What happens in some run is not called vacuous. Effects that clash in some run are an error.
* No check ends in a fault: a run that is none, or a proof whose certificate does not check.
"""

from __future__ import annotations

from collections import Counter

from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import contradictions, results


@given(seeds)
@examples(300)
def test_no_run_speaks_against_a_verdict(seed: int) -> None:
    drawn = draw(seed)
    found = next(contradictions(drawn.project), None)
    assert found is None, f"{found}\n{drawn.text}"


def test_the_projects_are_worth_judging() -> None:
    """A good share of the claims is true, a good share false, few cannot be judged, and most texts resolve."""
    drawn = [draw(seed) for seed in range(60)]
    verdicts = Counter(result.verdict.value for one in drawn for result in results(one.project))
    attempts = sum(one.attempts for one in drawn)
    assert attempts <= 2 * len(drawn)
    assert verdicts["violated"] + verdicts["possible"] >= len(drawn) // 5
    assert verdicts["holds"] + verdicts["vacuous"] + verdicts["impossible"] >= len(drawn) // 8
