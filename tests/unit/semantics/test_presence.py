"""The judge of what keeps a claim from being vacuous."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, begin, conditions

from rspverify.semantics.presence import refused_presence
from rspverify.trace.values import Trace

TEXT = (
    WORLD
    + """
assume calm: not ready(b)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
  clause d: l must publish(l, x) within 1 day after train(l, x)
}
property never_ready: never train(l, x) when ready(l)
property after_it: after train(l, x) when ready(l), publish(l, x) within 1 day
property broken: after breach of p.d(l, x), publish(l, x) within 1 day
property only: train(l, x) only when ready(l)
property first: train(l, x) only after prepare(l)
property calm_always: always not ready(l)
"""
)


def shown(
    story: Story, name: str, *, so: bool = False, assuming: tuple[str, ...] = (), trace: Trace | None = None
) -> str:
    """Why the story does not show what the property speaks of; nothing if it does."""
    asked = story.project.properties[name]
    refused = refused_presence(
        story.project, conditions("p", assuming=assuming), asked, trace or story.run.trace, so=so
    )
    return "" if refused is None else refused.reason


def told(*steps: str | int, given: tuple[str, ...] = ()) -> Story:
    return begin(TEXT, *given).do(*steps)


@pytest.mark.parametrize("name", ["never_ready", "after_it", "only", "first", "calm_always"])
def test_the_act_is_there(name: str) -> None:
    assert shown(told("train(a, m)"), name) == ""
    if name != "calm_always":
        assert "is not what" in shown(told("prepare(a)"), name)
    assert "is not what" in shown(told("train(a, m)", 3), name)


def test_the_verdict_on_the_last_act_is_set_aside_and_no_other() -> None:
    assert shown(told("train(a, m)", given=("dangerous(m)",)), "never_ready") == ""
    twice = told("train(a, m)", "train(a, m)", given=("dangerous(m)",))
    assert "forbidden" in shown(twice, "never_ready")


def test_with_its_condition_in_any_run() -> None:
    assert "is not what" in shown(told("train(a, m)"), "never_ready", so=True)
    twice = told("train(a, m)", "prepare(a)", "train(a, m)", given=("dangerous(m)",))
    assert shown(twice, "never_ready", so=True) == ""
    assert shown(told("prepare(a)", "train(a, m)"), "after_it", so=True) == ""


def test_a_breach_is_there_if_the_last_wait_is_one() -> None:
    assert shown(told("train(a, m)", 25), "broken") == ""
    assert "is not what" in shown(told("train(a, m)", 24), "broken")


def test_assumptions_count_in_every_state() -> None:
    assert shown(told("train(a, m)"), "only", assuming=("calm",)) == ""
    assert "calm" in shown(told("prepare(b)", "train(a, m)"), "only", assuming=("calm",))
    assert "calm" in shown(told("prepare(b)", "train(b, m)"), "never_ready", so=True, assuming=("calm",))


def test_what_is_no_run_shows_nothing() -> None:
    assert shown(told(), "only") == "it has no step"
    story = told("train(a, m)")
    states = story.run.trace.states
    assert shown(story, "only", trace=Trace(story.run.universe, {}, {}, states[:1], story.run.trace.steps))
    spoilt = Trace(story.run.universe, {}, {}, (states[0], states[0]), story.run.trace.steps)
    assert "should become" in shown(story, "only", trace=spoilt)
