"""A draft and its trace say the same; a draft that is no run is told apart or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shrinking import ALARM, Asked, train

from rspverify.check.shrink.draft import draft_of, stepped
from rspverify.trace.values import Act, Wait

CALM = ("calm", ())


def test_a_trace_comes_back_from_its_draft() -> None:
    asked = Asked("never train(l, m)")
    draft = asked.draft(Act("start", ("ada",)), Wait(5), ALARM, train(), changed={1: {CALM: True}, 2: {CALM: False}})
    trace = stepped(asked.setting, draft)
    assert trace is not None
    assert draft_of(asked.setting, trace) == draft
    assert [state.time for state in trace.states] == [0, 0, 5, 5, 5]
    assert [state.facts[CALM] for state in trace.states] == [False, False, True, False, False]
    assert trace.states[4].facts["trained", ("ada", "model_1")] is True


def test_a_change_that_is_none_any_more_is_no_part_of_the_draft() -> None:
    asked = Asked("never train(l, m)")
    trace = stepped(asked.setting, asked.draft(ALARM, changed={0: {CALM: False}}))
    assert trace is not None
    assert draft_of(asked.setting, trace).changed == ({},)


@pytest.mark.parametrize(
    "changed", [{("calm", ("ada",)): True}, {("level", ("model_9",)): "low"}, {("level", ("model_1",)): "none"}]
)
def test_places_and_values_that_do_not_exist(changed: dict) -> None:  # type: ignore[type-arg]
    asked = Asked("never train(l, m)")
    assert stepped(asked.setting, asked.draft(ALARM, changed={0: changed})) is None


def test_a_place_without_a_value() -> None:
    asked = Asked("never train(l, m)")
    draft = asked.draft(ALARM)
    short = {place: found for place, found in draft.first.items() if place != CALM}
    assert stepped(asked.setting, replace(draft, first=short)) is None


def test_effects_that_clash_have_no_trace() -> None:
    asked = Asked("never train(l, m)", "also alarm then count becomes 1 when calm, count becomes 2 when busy")
    both = asked.draft(ALARM, facts={CALM: True, ("busy", ()): True})
    assert stepped(asked.setting, both) is None
    assert stepped(asked.setting, asked.draft(ALARM, facts={CALM: True})) is not None
