"""What would have had to be otherwise in a story."""

from __future__ import annotations

import pytest
from asked import project

from rspverify.check.answer import answer
from rspverify.check.counterfactuals import Counterfactuals, counterfactuals
from rspverify.check.options import CheckOptions

MORE = """
enum Level { low < middle < high }
fact level(m: Model): Level "{m} is rated {value}"
fact staff(l: Lab): 0..3 "{l} has {value} people"
varying fact storm "there is a storm"
fact tested(m: Model)
"""


def found(claim: str, options: str, text: str = "", most: int = 1500) -> Counterfactuals:
    asked = project(f"{MORE}{text}\nproperty asked: {claim}\ncheck asked {options}\n")
    conditions, one = asked.checks[0].conditions, asked.properties["asked"]
    shown = answer(asked, one, conditions, CheckOptions()).judged[0].evidence
    assert shown is not None
    return counterfactuals(asked, conditions, one, shown.trace, most)


def said(told: Counterfactuals) -> list[tuple[tuple[str, ...], str]]:
    return [(one.changes, one.then) for one in told.found]


def test_the_condition_of_the_claim_or_a_clause_that_then_applies() -> None:
    text = "policy some binds l: Lab { clause ban: l must not train(l, m) when tested(m) }"
    told = found("never train(l, m) when dangerous(m)", "under some", text)
    assert said(told) == [
        (("had it not been so that model_1 is dangerous",), "the property would not have been broken"),
        (("had it been so that tested(model_1)",), "some.ban would have forbidden step 1 (lab_1 trains model_1)"),
    ]
    assert told.complete


def test_two_changes_where_one_does_not_suffice() -> None:
    text = "policy some binds l: Lab { clause ban: l must not train(l, m) when tested(m) and level(m) = high }"
    told = found("never train(l, m)", "under some", text)
    assert said(told) == [
        (
            ("had it been so that model_1 is rated high", "had it been so that tested(model_1)"),
            "some.ban would have forbidden step 1 (lab_1 trains model_1)",
        )
    ]


def test_an_axiom_that_ties_two_facts_asks_for_both() -> None:
    text = """
axiom tied: every m: Model | tested(m) iff level(m) = high
policy some binds l: Lab { clause ban: l must not train(l, m) when tested(m) }
"""
    told = found("never train(l, m)", "under some", text)
    assert [len(one.changes) for one in told.found] == [2]


def test_a_duty_that_would_have_been_breached() -> None:
    text = """
policy some binds l: Lab {
  clause report: l must publish(l, m) within 1 day after train(l, m) when tested(m)
}
"""
    told = found("after train(l, m), publish(l, m) within 10 days", "under some", text)
    breached = "step 2 (10 days and 1 hour pass) would have breached some.report"
    assert (("had it been so that tested(model_1)",), breached) in said(told)


def test_what_varied_in_the_story_may_have_varied_otherwise() -> None:
    text = "policy calm binds l: Lab { clause ban: l must not train(l, m) unless storm }"
    told = found("never train(l, m) when storm and previously not storm", "under calm", text)
    assert tuple(changes for changes, then in said(told) if "from step" in changes[0] and "forbidden" in then) == (
        ("had it not been so, from step 1 on, that there is a storm",),
    )


def test_numbers() -> None:
    told = found("never train(l, m) when staff(l) > 1", "under free")
    assert any(changes == ("had it been so that lab_1 has 1 people",) for changes, _ in said(told))


def test_witnesses_and_states() -> None:
    told = found("possible train(l, m) when tested(m)", "under free")
    assert said(told) == [(("had it not been so that tested(model_1)",), "it would not have been as asked for")]
    told = found("never tested(m)", "under free")
    assert said(told) == [(("had it not been so that tested(model_1)",), "the property would not have been broken")]


def test_claims_that_compare_policies() -> None:
    text = "policy some binds l: Lab { clause ban: l must not train(l, m) when tested(m) }"
    told = found("some and free agree", "", text)
    assert [changes for changes, _ in said(told)] == [("had it not been so that tested(model_1)",)]


def test_nothing_that_could_be_otherwise() -> None:
    told = found("never train(l, m)", "under free")
    assert (told.found, told.complete) == ((), True)


def test_the_search_says_that_it_stopped() -> None:
    text = "policy some binds l: Lab { clause ban: l must not train(l, m) when tested(m) }"
    assert not found("never train(l, m) when dangerous(m)", "under some", text, most=1).complete


@pytest.mark.parametrize("claim", ["never train(l, m) when dangerous(m) or big(l)"])
def test_sets_with_more_than_is_needed_are_left_out(claim: str) -> None:
    told = found(claim, "under free")
    assert all(len(one.changes) == 1 for one in told.found)
