"""What is said to become of a verdict without one rule is not contradicted by any short run of the project without it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import OPTIONS, judged

from rspverify.check.compare import compared
from rspverify.check.necessary import turns
from rspverify.check.sanity import sane
from rspverify.policy.claims import Project

MOST = 6
"""So many rules of a project are looked at: clauses come first."""


def lies(project: Project) -> Iterator[str]:
    sanity = sane(project, OPTIONS)
    check = project.checks[0]
    result = compared(project, check, OPTIONS, sanity, time.monotonic())
    if sanity.errors or sanity.doubts:
        return
    for number, turn in enumerate(turns(project, check, result, OPTIONS, tuple(sorted(sanity.proved)))):
        if number == MOST:
            return
        if turn.fault:
            yield f"our own fault: {turn.reason}"
        if turn.outcome in ("turns", "stays"):
            left, conditions = turn.removal.left
            without = replace(check, conditions=conditions)
            again = compared(left, without, OPTIONS, sanity, time.monotonic())
            said = result.verdict if turn.outcome == "stays" else turn.verdict
            if again.verdict is not said:
                yield f"without {turn.removal}: {again.verdict.value}"
            for found in judged(left, without, again, 2, 150):
                yield f"without {turn.removal}: {found}"


@given(seeds)
@examples(25)
def test_without_a_rule_it_is_as_is_said(seed: int) -> None:
    drawn = draw(seed)
    assert not list(lies(drawn.project)), drawn.text
