"""The judge of claims about more and less of a fact: a run, and the same with its present raised or lowered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import WORLD, Story, act, begin, conditions, place

from rspverify.policy.claims import Conditions, Tolerated
from rspverify.semantics.admission import Confirmed, Refused, Replay
from rspverify.semantics.raised import judge_raised
from rspverify.semantics.replay import replay
from rspverify.trace.values import State, Trace, Value, Wait

TEXT = (
    WORLD
    + """
fact grade(x: Model): int
axiom bounded: not safe(n) or not dangerous(n)
assume calm: not ready(b)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x) and not safe(x)
  clause d: l must not review(l) when once ready(l)
  clause e: l must publish(l, x) within 1 day when ready(l) and not published(l, x)
  clause f overrides e: l need not publish(l, x) when safe(x)
  clause g: l must not fix(l, x) when level(x) < weak or budget(l) > 1
  clause h: l must not prepare(l) when previously ready(l)
  clause i: l must review(l) every 1 day while trained(l, m)
  clause j: l must find_danger(l, x) within 1 day after train(l, x)
}
policy q binds l: Lab where big(l) { clause c: l must not train(l, x) }
property safer: more safe never unlocks train(l, x)
property safe_there: more safe(x) never unlocks train(l, x)
property safe_elsewhere: more safe(y) where dangerous(y) never unlocks train(l, x)
property safe_m: more safe(m) never unlocks train(l, x)
property safe_best: more safe(y) where y = best(l) never unlocks train(l, any)
property less_danger: less dangerous never unlocks train(l, x)
property higher: more level never unlocks fix(l, x)
property poorer: less budget never unlocks fix(l, x)
property graded: more grade never unlocks fix(l, x)
property unready: less ready never unlocks review(l)
property before: less ready never unlocks prepare(l)
property small: less big never unlocks train(l, x)
property more_ready: more ready never adds duties
property less_ready: less ready never lifts duties
property more_safe: more safe never lifts duties
property less_safe: less safe(x) never adds duties
property trained_more: more trained(l, x) where dangerous(x) never adds duties
property levelled: more level never lifts duties
"""
)


def told(*steps: str | int, given: tuple[str, ...] = (), **values: Value) -> Story:
    return begin(TEXT, *given, **values).do(*steps)


def changed(story: Story, **new: dict[str, Value]) -> Trace:
    """The same with other present values: `safe={"m": True}`."""
    trace = story.run.trace
    places = {place(f"{name}({inside})"): found for name, each in new.items() for inside, found in each.items()}
    last = trace.states[-1]
    return replace(trace, states=(*trace.states[:-1], State(last.time, {**last.facts, **places})))


def judged(story: Story, name: str, other: Trace, asked: Conditions | None = None) -> Replay:
    return replay(story.project, asked or conditions("p"), story.project.properties[name], story.run.trace, other)


def confirmed(story: Story, name: str, asked: Conditions | None = None, **new: dict[str, Value]) -> Confirmed:
    found = judged(story, name, changed(story, **new), asked)
    assert isinstance(found, Confirmed), found
    return found


def refused(story: Story, name: str, asked: Conditions | None = None, **new: dict[str, Value]) -> str:
    found = judged(story, name, changed(story, **new), asked)
    assert isinstance(found, Refused), found
    return found.reason


DANGER = told("prepare(a)", given=("dangerous(m)",))
NOTHING = "speaks of turns with the change"

# ---------------------------------------------------------------- unlocks


def test_an_act_turns_from_forbidden_to_permitted() -> None:
    found = confirmed(DANGER, "safer", safe={"m": True})
    assert found.index == 1 and found.act == act("train(a, m)") and list(found.environment.values()) == ["a", "m"]
    assert NOTHING in refused(DANGER, "safer", safe={"n": True})
    assert NOTHING in refused(DANGER, "safer")
    assert NOTHING in refused(told(given=("dangerous(n)",)), "safer", safe={"m": True})


def test_no_policy_may_forbid_it_then() -> None:
    both = conditions("p", "q")
    assert confirmed(DANGER, "safer", both, safe={"m": True}).index == 1
    bound = told(given=("dangerous(m)", "big(a)", "big(b)"))
    assert NOTHING in refused(bound, "safer", both, safe={"m": True})


def test_many_places_change_at_once_and_no_other_fact() -> None:
    assert confirmed(DANGER, "safer", safe={"m": True, "n": True}).act == act("train(a, m)")
    assert refused(DANGER, "safer", safe={"m": True}, level={"n": "weak"}) == "`level(n)` changes, and not only `safe`"


def test_the_change_goes_in_the_direction_of_the_claim() -> None:
    safe = told(given=("safe(m)",))
    assert refused(safe, "safer", safe={"m": False}) == "`safe(m)` does not become more"
    assert confirmed(DANGER, "less_danger", dangerous={"m": False}).index == 1
    assert refused(safe, "less_danger", dangerous={"m": True}) == "`dangerous(m)` does not become less"


def test_enum_values_and_numbers_have_their_order() -> None:
    assert confirmed(told(), "higher", level={"m": "strong"}).act == act("fix(a, m)")
    weak = told(given=("big(a)",), level="strong")
    assert refused(weak, "higher", level={"m": "none"}) == "`level(m)` does not become more"
    rich = told("incident(m)", budget=3)
    assert confirmed(rich, "poorer", budget={"a": 0}).act == act("fix(a, m)")
    assert NOTHING in refused(rich, "poorer", budget={"a": 2})
    assert NOTHING in refused(rich, "graded", grade={"m": 100})


# ---------------------------------------------------------------- the places in question


def test_named_places_are_those_of_the_act() -> None:
    assert confirmed(DANGER, "safe_there", safe={"m": True}).act == act("train(a, m)")
    assert "is not among the places" in refused(DANGER, "safe_there", safe={"m": True, "n": True})


def test_another_variable_names_any_place_that_fits() -> None:
    two = told(given=("dangerous(m)", "dangerous(n)"))
    assert NOTHING in refused(told(given=("dangerous(n)",)), "safe_elsewhere")
    assert confirmed(two, "safe_elsewhere", safe={"m": True}).act == act("train(a, m)")
    assert refused(DANGER, "safe_elsewhere", safe={"n": True}) == "`safe(n)` is not among the places in question"
    assert "is not among" in refused(DANGER, "safe_m", safe={"n": True})


def test_where_is_read_before_the_change_and_any_is_each() -> None:
    story = told(given=("dangerous(m)",), best="m")
    found = confirmed(story, "safe_best", safe={"m": True})
    assert found.act == act("train(a, m)") and list(found.environment.values()) == ["a"]
    assert "is not among" in refused(told(best="n"), "safe_best", safe={"m": True, "n": True})


# ---------------------------------------------------------------- the present and the past


def test_once_sees_the_raised_present_and_the_past_stays() -> None:
    assert confirmed(told(given=("ready(a)",)), "unready", ready={"a": False}).act == act("review(a)")
    assert NOTHING in refused(told(1, given=("ready(a)",)), "unready", ready={"a": False})
    assert NOTHING in refused(told("prepare(a)", 1), "before", ready={"a": False})


def test_whom_a_policy_binds_hangs_on_the_present_too() -> None:
    for story in (told(given=("big(a)",)), told(1, given=("big(a)",))):
        assert confirmed(story, "small", conditions("q"), big={"a": False}).act == act("train(a, m)")


def test_the_rest_of_the_run_is_the_same() -> None:
    trace = DANGER.run.trace
    for other in (
        replace(trace, steps=(Wait(0),)),
        replace(trace, durations={"grace": 1}),
        replace(trace, states=trace.states[:1], steps=()),
    ):
        assert "do not have the same" in str(judged(DANGER, "safer", other))
    late = replace(trace, states=(trace.states[0], State(1, trace.states[1].facts)))
    assert "the same past" in str(judged(DANGER, "safer", late))
    past = changed(DANGER, safe={"m": True})
    earlier = State(0, {**trace.states[0].facts, place("safe(m)"): True})
    assert "the same past" in str(judged(DANGER, "safer", replace(past, states=(earlier, past.states[1]))))


def test_the_changed_state_is_one() -> None:
    assert refused(DANGER, "safer", safe={"m": 1}) == "in the changed state: `safe(m)` cannot be 1"
    assert "cannot be 4" in refused(told(), "poorer", budget={"a": 4})
    assert "does not exist" in refused(told(), "safer", safe={"k": True})
    story = told(given=("dangerous(n)",))
    assert refused(story, "safer", safe={"n": True}) == "the changed state breaks the axiom `bounded`"
    calm = conditions("p", assuming=("calm",))
    assert refused(told(), "more_ready", calm, ready={"b": True}) == "the changed state breaks the assumption `calm`"
    there = judged(told(1), "more_ready", changed(told(1), ready={"b": True}), calm)
    assert isinstance(there, Refused) and there.where == 1
    assert refused(told("prepare(b)"), "less_ready", calm, ready={"b": False}) == "the assumption `calm` does not hold"


def test_it_need_not_be_reachable_but_the_run_complies() -> None:
    broken = told("train(a, m)", given=("dangerous(m)",))
    assert refused(broken, "safer", safe={"m": True}) == "`train(a, m)` is forbidden by p.c"
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", "c"),))
    assert confirmed(broken, "safer", tolerant, safe={"m": True}).index == 1
    strange = replace(DANGER.run.trace, steps=(Wait(0),))
    asked = DANGER.project.properties["safer"]
    assert isinstance(replay(DANGER.project, conditions("p"), asked, strange, strange), Refused)


# ---------------------------------------------------------------- duties


def test_a_duty_that_stands_is_added_or_an_act_is_forbidden() -> None:
    found = confirmed(told("review(b)", given=("safe(m)",)), "more_ready", ready={"a": True})
    assert found.act == act("review(a)") and found.index == 1 and found.environment == {}
    trained = told("prepare(a)", "publish(a, m)", "publish(a, n)", given=("dangerous(m)",))
    found = confirmed(trained, "trained_more", trained={"a,m": True})
    assert found.duty is not None and found.duty[:2] == ("p", "i") and list(found.duty[2].values()) == ["a"]
    assert "is not among" in refused(trained, "trained_more", trained={"a,n": True})
    lost = confirmed(told("prepare(a)", given=("safe(m)",)), "less_safe", safe={"m": False})
    assert lost.duty is not None and lost.duty[:2] == ("p", "e") and list(lost.duty[2].values()) == ["a", "m"]


def test_an_exemption_lifts_a_duty_and_a_state_a_prohibition() -> None:
    found = confirmed(told("prepare(a)"), "more_safe", safe={"m": True})
    assert found.duty is not None and found.duty[:2] == ("p", "e") and list(found.duty[2].values()) == ["a", "m"]
    found = confirmed(told(given=("dangerous(m)",)), "more_safe", safe={"m": True})
    assert found.act == act("train(a, m)")
    assert confirmed(told(), "levelled", level={"n": "weak"}).act == act("fix(a, n)")
    assert NOTHING in refused(told(), "more_safe", safe={"m": True})
    assert NOTHING in refused(told(), "more_ready")


def test_all_that_bind_count_and_no_others() -> None:
    assert NOTHING in refused(told("prepare(a)"), "more_safe", conditions("q"), safe={"m": True})
    assert NOTHING in refused(told("prepare(a)"), "more_safe", conditions(), safe={"m": True})


def test_one_trace_is_not_enough_and_other_claims_do_not_speak_of_it() -> None:
    found = replay(DANGER.project, conditions("p"), DANGER.project.properties["safer"], DANGER.run.trace)
    assert found == Refused("`safer` compares two states, and there is one", None)
    story = begin(WORLD + "policy p { }\nproperty asked: p is consistent")
    with pytest.raises(TypeError):
        judge_raised(story.project, conditions(), story.project.properties["asked"], story.run, story.run.trace)
