"""The judge of what a permission depends on: two runs that are alike, and answer differently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import WORLD, Story, act, begin, conditions

from rspverify.policy.claims import Conditions, Tolerated
from rspverify.semantics.admission import Confirmed, Refused, Replay
from rspverify.semantics.pairs import judge_pair
from rspverify.semantics.replay import replay
from rspverify.trace.values import State, Wait

TEXT = (
    WORLD.replace("fact published", "public fact published").replace("action publish", "public action publish")
    + """
fixed fact quick(l: Lab)
duration grace
duration promptly { reading day: 1 day  reading month: 1 month }
assume calm: not mood(a)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
  clause d: l must not review(l) when within 2 hours after train(l, any)
  clause e: l must not publish(l, x) when ready(l) or big(l)
  clause f: l must not prepare(l) when once publish(l, any)
  clause g: l must not fix(l, m)
}
property apart: train(l, x) does not depend on dangerous, find_danger
property apart_too: train(l, x) does not depend on dangerous, find_danger, fix
property any_model: train(l, any) does not depend on dangerous
property untrained: review(l) does not depend on train, trained
property timeless: review(l) does not depend on now
property only: train(l, x) depends only on safe, publish
property only_timed: review(l) depends only on ready, prepare, now
property only_trained: review(l) depends only on train
property told: outsiders can tell whether publish(l, x) is permitted
property told_more: outsiders can tell whether prepare(l) is permitted
property of_best: fix(l, best(l)) depends only on safe
"""
)


def told(*steps: str | int, given: tuple[str, ...] = (), **values: str) -> Story:
    return begin(TEXT, *given, readings={"promptly": "day"}, durations={"grace": 5}, **values).do(*steps)


def judged(one: Story, other: Story, name: str, asked: Conditions | None = None) -> Replay:
    found = one.project.properties[name]
    return replay(one.project, asked or conditions("p"), found, one.run.trace, other.run.trace)


def confirmed(one: Story, other: Story, name: str, asked: Conditions | None = None) -> Confirmed:
    found = judged(one, other, name, asked)
    assert isinstance(found, Confirmed), found
    return found


def refused(one: Story, other: Story, name: str, asked: Conditions | None = None) -> str:
    found = judged(one, other, name, asked)
    assert isinstance(found, Refused), found
    return found.reason


SAFE, DANGEROUS = told("prepare(a)"), told("prepare(a)", given=("dangerous(m)",))

# ---------------------------------------------------------------- confirmed, and in which order


def test_the_first_permits_what_the_second_forbids() -> None:
    found = confirmed(SAFE, DANGEROUS, "apart")
    assert found.index == 1 and found.act == act("train(a, m)") and list(found.environment.values()) == ["a", "m"]
    assert "the first run permits nothing in question" in refused(DANGEROUS, SAFE, "apart")
    assert "the first run permits nothing in question" in refused(SAFE, SAFE, "apart")


def test_any_is_each() -> None:
    found = confirmed(SAFE, told("prepare(a)", given=("dangerous(n)",)), "any_model")
    assert found.act == act("train(a, n)") and list(found.environment.values()) == ["a"]


def test_without_policies_all_is_permitted() -> None:
    assert "permits nothing in question" in refused(SAFE, DANGEROUS, "apart", conditions())


def test_arguments_are_read_in_each_run() -> None:
    assert confirmed(told(best="n"), told(best="m"), "of_best").act == act("fix(a, n)")
    assert "permits nothing in question" in refused(told(best="m"), told(best="n"), "of_best")


# ---------------------------------------------------------------- both are complying runs of one world


def test_both_comply_and_keep_the_assumptions() -> None:
    later = [told("prepare(a)", "train(a, m)", given=given) for given in ((), ("dangerous(m)",))]
    assert refused(*later, "apart") == "in the second run: `train(a, m)` is forbidden by p.c"
    assert refused(later[1], later[0], "apart") == "`train(a, m)` is forbidden by p.c"
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", "c"),))
    assert confirmed(*later, "apart", tolerant).index == 2
    moody = [told(given=given).meanwhile(mood=True).meanwhile(mood=False) for given in ((), ("dangerous(m)",))]
    assert confirmed(*moody, "apart").index == 2
    hoped = conditions("p", assuming=("calm",))
    assert refused(*moody, "apart", hoped) == "the assumption `calm` does not hold"


def test_both_are_runs() -> None:
    trace = DANGEROUS.run.trace
    strange = replace(trace, steps=(Wait(0),))
    asked = SAFE.project.properties["apart"]
    found = replay(SAFE.project, conditions("p"), asked, SAFE.run.trace, strange)
    assert isinstance(found, Refused) and found.reason.startswith(
        "in the second run: the step `wait 0 hours` cannot be"
    )
    assert isinstance(replay(SAFE.project, conditions("p"), asked, strange, trace), Refused)


def test_there_are_two() -> None:
    found = replay(SAFE.project, conditions("p"), SAFE.project.properties["apart"], SAFE.run.trace)
    assert found == Refused("`apart` compares two runs, and there is one", None)


def test_they_have_the_same_members_readings_and_durations() -> None:
    def other(**changed: object) -> Story:
        arguments: dict = {"readings": {"promptly": "day"}, "durations": {"grace": 5}, **changed}
        return begin(TEXT, "dangerous(m)", **arguments).do("prepare(a)")

    assert "the same members" in refused(SAFE, other(members={"Lab": ("a", "b", "c"), "Model": ("m", "n")}), "apart")
    assert "differently" in refused(SAFE, other(durations={"grace": 6}), "apart")
    assert "differently" in refused(SAFE, other(readings={"promptly": "month"}), "apart")
    assert "the same number of steps" in refused(SAFE, told(given=("dangerous(m)",)), "apart")


# ---------------------------------------------------------------- does not depend on


def test_facts_that_are_not_named_are_alike() -> None:
    mixed = told("prepare(a)", given=("dangerous(m)", "safe(n)"))
    assert refused(SAFE, mixed, "apart") == "the two runs differ in `safe(n)` in state 0"
    fixed = told("prepare(a)", given=("dangerous(m)", "quick(b)"))
    assert refused(SAFE, fixed, "apart") == "the two runs differ in `quick(b)` in state 0"


def test_steps_are_alike_but_for_what_is_named() -> None:
    found = told("find_danger(a, m)")
    for instead in (0, "find_danger(b, n)", "find_danger(a, n)"):
        assert confirmed(told(instead), found, "apart").act == act("train(a, m)")
    for instead in ("review(a)", "fix(a, m)", "train(b, n)"):
        assert "differ in" in refused(told(instead), found, "apart")
    assert refused(told(1), found, "apart") == "the two runs differ in the time of state 1"
    assert confirmed(told("fix(b, n)"), found, "apart_too").act == act("train(a, m)")
    assert "differ in step 2" in refused(told(0, "review(a)"), told("find_danger(a, m)", 0), "apart")


def test_facts_that_a_named_act_changes_are_named_too() -> None:
    assert confirmed(told(0, 1), told("train(a, m)", 1), "untrained").act == act("review(a)")
    assert "differ in `ready(a)`" in refused(told(0), told("prepare(a)"), "untrained")


def test_times_may_differ_where_now_is_named() -> None:
    early, late = told("train(a, m)", 2), told("train(a, m)", 3)
    assert confirmed(late, early, "timeless").act == act("review(a)")
    assert refused(late, early, "untrained") == "the two runs differ in the time of state 2"
    assert "differ in step 2" in refused(told("train(a, m)", "fix(a, m)"), early, "timeless")


# ---------------------------------------------------------------- depends only on


def test_all_but_what_is_named_may_differ() -> None:
    assert confirmed(SAFE, told(3, given=("dangerous(m)", "quick(b)")), "only").act == act("train(a, m)")
    assert confirmed(told("review(b)"), told("find_danger(a, m)"), "only").index == 1
    differing = told("prepare(a)", given=("dangerous(m)", "safe(n)"))
    assert refused(SAFE, differing, "only") == "the two runs differ in `safe(n)` in state 0"


def test_named_acts_are_the_same() -> None:
    given = ("dangerous(m)",)
    assert confirmed(told("publish(a, m)"), told("publish(a, m)", given=given), "only").index == 1
    for instead in ("publish(a, n)", "publish(b, m)", "review(a)", 0):
        assert "differ in step 1" in refused(told("publish(a, m)"), told(instead, given=given), "only")
        assert "differ in step 1" in refused(told(instead), told("publish(a, m)", given=given), "only")


def test_times_count_where_now_is_named() -> None:
    early, late = told("train(a, m)", 2), told("train(a, m)", 3)
    assert refused(late, early, "only_timed") == "the two runs differ in the time of state 2"
    assert confirmed(late, early, "only_trained").act == act("review(a)")
    assert confirmed(told(0, 2), early, "only_timed").act == act("review(a)")


# ---------------------------------------------------------------- outsiders can tell


def test_outsiders_see_what_is_public() -> None:
    assert confirmed(told(0), told("prepare(a)"), "told").act == act("publish(a, m)")
    assert confirmed(told(), told(given=("big(a)",)), "told").act == act("publish(a, m)")
    assert "differ in `published(b, n)`" in refused(told(), told(given=("big(a)", "published(b, n)")), "told")
    assert "differ in the time" in refused(told(1), told("prepare(a)"), "told")


@pytest.mark.parametrize("instead", ["review(a)", 0, "publish(a, n)"])
def test_outsiders_see_public_acts(instead: str | int) -> None:
    published = ("published(a, m)", "published(a, n)")
    one, other = told(instead, given=published), told("publish(a, m)", given=published)
    assert "differ in step 1" in refused(one, other, "told_more")


def test_other_claims_do_not_compare_two_runs() -> None:
    story = begin(WORLD + "policy p { }\nproperty asked: p is consistent")
    with pytest.raises(TypeError):
        judge_pair(story.project, conditions(), story.project.properties["asked"], story.run, story.run)


def test_a_difference_in_a_value_is_one() -> None:
    trace = SAFE.run.trace
    facts = [{**s.facts, ("level", ("m",)): "weak"} for s in trace.states]
    changed = replace(trace, states=tuple(State(s.time, f) for s, f in zip(trace.states, facts, strict=True)))
    found = replay(SAFE.project, conditions("p"), SAFE.project.properties["apart"], trace, changed)
    assert found == Refused("the two runs differ in `level(m)` in state 0", 0)
