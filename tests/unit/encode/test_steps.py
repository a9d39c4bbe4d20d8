"""Kinds of steps."""

from __future__ import annotations

from encoded import encoded

from rspverify.encode.describe import describe
from rspverify.encode.steps import MOMENT, WAIT
from rspverify.encode.symbols import NOW_TERM
from rspverify.logic import build


def test_each_action_and_two_kinds_of_waits_are_steps() -> None:
    assert list(encoded().steps) == ["train", "publish", "review", "incident", WAIT, MOMENT]


def test_only_a_wait_takes_time() -> None:
    steps = encoded().steps
    assert describe(steps[WAIT].now_after) == "now + wait hours"
    assert {steps[name].now_after for name in steps if name != WAIT} == {NOW_TERM}
    assert steps[WAIT].waits and steps[MOMENT].waits and not steps["train"].waits


def test_an_act_matches_its_pattern() -> None:
    encoding = encoded()
    lab = build.apply(encoding.symbols.individuals["anthropic"])
    train = encoding.step("train")
    assert train.matches("train", (lab, None)) is build.equal(train.arguments[0], lab)
    assert train.matches("train", (None, None)) is build.TRUE
    assert train.matches("publish", (None, None)) is build.FALSE
    assert encoding.step(WAIT).matches("train", (None, None)) is build.FALSE


def test_a_term_over_the_state_after_is_put_over_the_state_before() -> None:
    encoding = encoded()
    lab, model = encoding.step("train").arguments
    trained = build.apply(encoding.symbols.facts["trained"], (lab, model))
    assert encoding.step("train").post(trained) is build.TRUE
    assert encoding.step("publish").post(trained) is trained
