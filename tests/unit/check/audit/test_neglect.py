"""A duty matters if it alone can be neglected, however many steps that takes."""

from __future__ import annotations

import pytest
from auditing import clauses, findings
from telling import told

from rspverify.check.audit.asking import Audited
from rspverify.check.audit.checks import Checks
from rspverify.check.audit.neglect import neglected
from rspverify.check.audit.redundant import without
from rspverify.check.options import CheckOptions
from rspverify.policy.claims import Project

REVIEW = "clause yearly: l must review(l) every 1 year while founder(l)"
WATCH = "clause often: l must watch(l, any) every 3 months"


def audited(project: Project) -> Audited:
    policy, options = project.policies["p"], CheckOptions()
    found = Audited(project, policy, policy, options, (), Checks((project,), options))
    return found.with_policies(without(policy, "yearly"))


def alone(clauses: str) -> bool:
    """Whether the yearly duty is seen to be neglected alone."""
    asked = audited(told(f"policy p binds l: Lab {{ {clauses} }}"))
    return neglected(asked, without(asked.policy, "yearly"), asked.policy.clauses["yearly"])


def test_a_year_is_neglected_while_every_quarter_is_kept() -> None:
    """More steps than the engines look ahead: four waits, four acts, and the wait that is too long."""
    assert alone(f"{REVIEW} {WATCH}")
    assert findings(f"policy p binds l: Lab {{ {REVIEW} {WATCH} }}", "RSP406") == []


def test_a_duty_that_is_owed_only_after_many_steps_is_neglected() -> None:
    """Three acts, each of another kind, and waits between them, before the duty begins."""
    steps = (
        "clause first: l must review(l) at least 2 days before publish(l, any) "
        "clause second: l must publish(l, any) at least 2 days before watch(l, any) "
        "clause third: l must watch(l, any) at least 2 days before train(l, any)"
    )
    yearly = "clause yearly: l must review(l) within 5 days after train(l, m)"
    assert alone(f"{yearly} {steps}")


def test_what_is_owed_again_and_again_in_a_time_that_no_text_sets_leaves_room_to_wait() -> None:
    """With an hour for it, there would be thousands of steps in a year."""
    assert alone(f"{REVIEW} clause often: l must watch(l, any) every reasonable")


def test_what_ends_the_duty_is_not_done_while_it_is_neglected() -> None:
    """Training would keep `often` as well, and there would be nothing to review any more."""
    yearly = "clause yearly: l must review(l) every 1 year while some m: Model | published(l, m) and owner(m) != l"
    often = "clause often: l must train(l, m) or publish(l, m) every 3 months while published(l, m)"
    assert alone(f"{yearly} {often}")


@pytest.mark.parametrize(
    "other",
    [
        "clause often: l must review(l) every 6 months",
        "clause often: l must watch(l, any) every 3 months clause both: l must not watch(l, r)",
    ],
    ids=["a shorter period", "nothing may be done"],
)
def test_what_cannot_be_neglected_alone_is_not_said_to_be(other: str) -> None:
    assert not alone(f"{REVIEW} {other}")


def test_a_year_beside_half_a_year_is_still_redundant() -> None:
    text = f"policy p binds l: Lab {{ {REVIEW} clause often: l must review(l) every 6 months }}"
    assert clauses(text, "RSP406") == [("yearly",)]
