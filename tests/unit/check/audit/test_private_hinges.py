"""What private facts decide: two questions, of which one may have no answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from telling import told

from rspverify.check.audit import private_hinges
from rspverify.check.audit.asking import Audited, Excluded, Outcome, Unsettled
from rspverify.check.audit.checks import Checks
from rspverify.check.options import CheckOptions

TOO_HARD, FAULT, NONE = Unsettled("too hard"), Unsettled("we failed", fault=True), Excluded(())
POLICY = "policy p binds l: Lab { clause halt: l must not train(l, m) when published(l, m) }"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ((NONE, NONE), None),
        ((NONE, TOO_HARD), "too hard"),
        ((TOO_HARD, NONE), "too hard"),
        ((FAULT,), "we failed"),
        ((TOO_HARD, FAULT), "we failed"),
    ],
)
def test_that_nothing_hangs_on_a_fact_takes_both_answers_and_a_fault_is_told(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[Outcome, ...], reason: str | None
) -> None:
    """The fact alone is asked about first, then with the acts that change it unseen."""
    project = told(POLICY)
    policy, options = project.policies["p"], CheckOptions()
    asked = Audited(project, policy, policy, options, (), Checks((project,), options))
    given: Iterator[Outcome] = iter(answers)

    def answer(*_: object) -> Outcome:
        return next(given, NONE)

    monkeypatch.setattr(private_hinges, "ask_first", answer)
    found = [getattr(one, "reason", "") for one in private_hinges.private_hinges(asked)]
    assert found == ([] if reason is None else [reason])
    assert next(given, None) is None
