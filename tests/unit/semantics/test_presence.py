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


# ---------------------------------------------------------------- claims that compare

COMPARED = (
    WORLD
    + """
assume calm: not ready(b)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
}
policy q binds l: Lab where big(l) {
  clause c: l must not train(l, x) when ready(l)
}
property forbids: p forbids whatever q forbids
property forbids_on: p forbids whatever q forbids on train(l, m) or review
property kept: keeping p keeps q
property together: q and p can be kept together
property livable: q can always be complied with
property consistent: q is consistent
property complete: q is complete on train(l, x) when dangerous(x)
property alone: train(l, x) does not depend on dangerous
property told: outsiders can tell whether train(l, x) is permitted
property more: more ready never adds duties
"""
)


def shows(
    *steps: str | int,
    name: str,
    so: bool = False,
    under: tuple[str, ...] = (),
    given: tuple[str, ...] = ("big(a)",),
    assuming: tuple[str, ...] = (),
) -> str:
    story = begin(COMPARED, *given).do(*steps)
    asked = story.project.properties[name]
    found = refused_presence(story.project, conditions(*under, assuming=assuming), asked, story.run.trace, so=so)
    return "" if found is None else found.reason


@pytest.mark.parametrize("so", [False, True])
@pytest.mark.parametrize("name", ["forbids", "kept", "together", "livable", "consistent"])
def test_an_act_of_an_agent_whom_the_policies_bind(name: str, so: bool) -> None:
    assert shows("review(a)", name=name, so=so) == ""
    if name != "together":
        assert "is not what" in shows("review(b)", name=name, so=so)
    assert "is not what" in shows(1, name=name, so=so)
    assert "is not what" in shows("incident(m)", name=name, so=so)
    assert shows(name=name, so=so) == "it has no step"


def test_of_two_to_be_kept_together_one_is_enough() -> None:
    assert shows("review(b)", name="together") == ""


def test_acts_after_on() -> None:
    assert shows("train(a, m)", name="forbids_on") == ""
    assert shows("review(a)", name="forbids_on") == ""
    assert "is not what" in shows("train(a, n)", name="forbids_on")


@pytest.mark.parametrize("name", ["alone", "told", "more"])
def test_without_policies_in_the_claim_those_of_the_check_count(name: str) -> None:
    assert shows("review(b)", name=name, under=("p",)) == ""
    assert shows("review(b)", name=name, under=("q", "p")) == ""
    assert "is not what" in shows("review(b)", name=name, under=("q",))
    assert "is not what" in shows("review(a)", name=name)


def test_complete_asks_for_its_condition_apart() -> None:
    assert shows("train(a, m)", name="complete") == ""
    assert "is not what" in shows("train(a, m)", name="complete", so=True)
    assert shows("train(a, m)", name="complete", so=True, given=("big(a)", "dangerous(m)")) == ""
    assert "is not what" in shows("review(a)", name="complete")


def test_a_run_complies_up_to_there_with_one_of_the_alternatives() -> None:
    danger = ("big(a)", "dangerous(m)")
    twice = ("train(a, m)", "train(a, m)")
    assert shows(*twice, name="forbids", given=danger) == ""
    assert "p.c" in shows("prepare(a)", *twice, name="forbids", given=danger)
    assert shows("prepare(a)", *twice, name="forbids", given=danger, so=True) == ""
    assert "p.c" in shows(*twice, name="kept", given=danger)
    assert shows("train(b, m)", "train(a, m)", name="kept", given=danger) == ""
    assert "p.c" in shows("train(b, m)", "train(a, m)", name="kept", given=danger, under=("p",))
    assert "calm" in shows("prepare(b)", "review(a)", name="kept", so=True, assuming=("calm",))
