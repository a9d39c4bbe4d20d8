"""Each claim's goal, and what must be there lest it be vacuous."""

from __future__ import annotations

import pytest
from asked import project

from rspverify.check.claims.question import Question, Unsupported
from rspverify.check.claims.select import question
from rspverify.check.readings import combinations, limit, relevant_words, restricted
from rspverify.encode.describe import describe
from rspverify.encode.system import Encoding, encode
from rspverify.logic import build
from rspverify.policy.claims import Conditions, TraceClaim


def asked(claim: str, policy: str = "strict", more: str = "") -> tuple[Encoding, Question]:
    found = project(f"{more}\nproperty asked: {claim}")
    encoding = encode(found, Conditions((policy,), (), (), (), (), None))
    prop = found.properties["asked"]
    assert isinstance(prop.claim, TraceClaim)
    return encoding, question(encoding, prop, prop.claim)


@pytest.mark.parametrize(
    ("claim", "transitions", "complying"),
    [
        ("never train(l, m)", ["train"], [True]),
        ("never train(l, m) when dangerous(m)", ["train"], [True, False]),
        ("never train(l, m) or publish(l, m)", ["train", "publish"], [True]),
        ("train(l, m) only when dangerous(m)", ["train"], [True]),
        ("train(l, m) only after publish(l, any) when dangerous(m)", ["train"], [True]),
        ("possible train(l, m)", ["train"], []),
        ("after train(l, m), publish(l, m) within 1 day", ["wait some"], [True]),
        ("after train(l, m) when dangerous(m), publish(l, m) within 1 day", ["wait some"], [True, False]),
    ],
)
def test_claims_about_steps(claim: str, transitions: list[str], complying: list[bool]) -> None:
    _, found = asked(claim)
    assert [step.transition for step in found.goal.steps if step.transition != "wait none"] == transitions
    assert found.goal.state is build.FALSE
    assert [presence.complying for presence in found.presences] == complying
    assert found.witness == claim.startswith("possible")


@pytest.mark.parametrize("claim", ["always not trained(l, m)", "never trained(l, m)", "possible trained(l, m)"])
def test_claims_about_states(claim: str) -> None:
    _, found = asked(claim)
    assert found.goal.steps == () and describe(found.goal.state) == "trained(l of the claim, m of the claim)"
    assert [constant.name for constant in found.goal.constants] == ["l of the claim", "m of the claim"]
    if not found.witness:
        (alive,) = found.presences
        assert [step.transition for step in alive.goal.steps] == ["train", "publish", "incident"] and not alive.settles


def test_the_goal_is_a_step_that_complies_and_the_presence_sets_that_aside() -> None:
    encoding, found = asked("never train(l, m)")
    norm = encoding.complies(encoding.step("train"))
    assert norm.symbols <= found.goal.steps[0].condition.symbols
    assert not norm.symbols <= found.presences[0].goal.steps[0].condition.symbols


def test_numbers_of_a_claim_are_in_range() -> None:
    more = "action spend(l: Lab, n: int 1..3) by l"
    _, found = asked("never spend(l, n)", "free", more)
    assert "1 <= n of the claim" in describe(found.goal.steps[0].condition)


def test_an_act_that_changes_in_time_cannot_be_waited_for() -> None:
    with pytest.raises(Unsupported, match="changes in time"):
        asked("after train(l, m), publish(best, m) within 1 day", "free", "fact best: Lab")


def test_waiting_is_told_with_its_deadline() -> None:
    _, found = asked("after train(l, m), publish(l, m) within 1 day")
    ((pending, deadline),) = found.waiting
    assert deadline is build.integer(24) and len(pending.order) == 2


# ---------------------------------------------------------------- readings


def test_words_that_matter() -> None:
    encoding, found = asked("never train(l, m) when risky(m)", "free")
    system = encoding.system()
    assert relevant_words(encoding, [(system, found.goal)]) == ["risky"]
    encoding, found = asked("never train(l, m)", "free")
    assert relevant_words(encoding, [(encoding.system(), found.goal)]) == []


def test_combinations_and_limits() -> None:
    more = "term near(l: Lab) { reading yes: big(l) reading no: not big(l) }"
    encoding, _ = asked("never train(l, m) when risky(m) and near(l)", "free", more)
    every = combinations(encoding.symbols, ["risky", "near"])
    assert len(every) == 4 and every[0] == (("risky", "narrow"), ("near", "yes"))
    assert combinations(encoding.symbols, []) == [()]
    assert limit(encoding.symbols, [()]) is build.TRUE
    system = encoding.system()
    assert restricted(system, encoding.symbols, [()]).background is system.background
    assert "narrow" in describe(restricted(system, encoding.symbols, every[:1]).background)
