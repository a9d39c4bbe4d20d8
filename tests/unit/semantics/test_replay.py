"""The judge of counterexamples: it confirms what is one, and refuses everything else, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import WORLD, Story, begin, conditions

from rspverify.policy.claims import Conditions, Tolerated
from rspverify.semantics.replay import Confirmed, Refused, Replay, replay
from rspverify.trace.values import Act, State, Trace, Universe, Wait

TEXT = (
    WORLD
    + """
duration grace
duration promptly { reading day: 1 day  reading month: 1 month }
initially not dangerous(m) or safe(m)
axiom bright: level(n) = none
assume calm: not mood(a)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
  clause d: l must publish(l, x) within promptly after train(l, x)
  clause e: l must not train(l, n)
}
property untrained: never train(l, x) when ready(l)
property unready: never ready(a)
property reported: after train(a, m), publish(a, m) within grace
property trained_somewhere: possible train(a, m) when dangerous(m)
"""
)


def told(*steps: str | int, given: tuple[str, ...] = ()) -> Story:
    return begin(TEXT, *given, readings={"promptly": "month"}, durations={"grace": 5}).do(*steps)


def judged(story: Story, name: str, asked: Conditions | None = None, trace: Trace | None = None) -> Replay:
    asked = asked or conditions("p")
    return replay(story.project, asked, story.project.properties[name], trace or story.run.trace)


def refused(story: Story, name: str = "unready", asked: Conditions | None = None, trace: Trace | None = None) -> str:
    found = judged(story, name, asked, trace)
    assert isinstance(found, Refused)
    return found.reason


# ---------------------------------------------------------------- confirmed


def test_a_violation_by_the_last_step() -> None:
    found = judged(told("prepare(b)", "train(b, m)"), "untrained")
    assert isinstance(found, Confirmed) and found.index == 1 and set(found.environment.values()) == {"b", "m"}


def test_a_violation_in_the_last_state() -> None:
    assert judged(told(3, "prepare(a)"), "unready") == Confirmed(2, {})
    assert judged(told(given=("ready(a)",)), "unready") == Confirmed(0, {})


def test_a_violation_by_a_wait_depends_on_the_length_of_a_duration() -> None:
    assert judged(told("train(a, m)", 6), "reported") == Confirmed(1, {})
    assert isinstance(judged(told("train(a, m)", 5), "reported"), Refused)


# ---------------------------------------------------------------- refused: compliance, assumptions, the end


def test_the_violation_must_be_at_the_end() -> None:
    assert "not decided at its end" in refused(told("prepare(b)", "train(b, m)", 1), "untrained")


def test_the_run_must_comply() -> None:
    story = told("find_danger(a, m)", "train(a, m)")
    assert refused(story, "trained_somewhere") == "`train(a, m)` is forbidden by p.c"
    assert judged(story, "trained_somewhere", conditions()) == Confirmed(1, {})
    late = told("train(b, m)", 31 * 24, "prepare(a)")
    assert refused(late) == "the wait breaches p.d(b, m)"


@pytest.mark.parametrize("clause", ["c", None])
def test_what_is_tolerated_may_be_broken(clause: str | None) -> None:
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", clause),))
    assert judged(told("find_danger(a, m)", "train(a, m)"), "trained_somewhere", tolerant) == Confirmed(1, {})


def test_one_broken_clause_does_not_excuse_another() -> None:
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", "c"),))
    story = told("find_danger(a, n)", "train(a, n)", "prepare(a)")
    assert refused(story, asked=tolerant) == "`train(a, n)` is forbidden by p.c, p.e"
    assert refused(told("train(b, m)", 31 * 24, "prepare(a)"), asked=tolerant) == "the wait breaches p.d(b, m)"
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", "d"),))
    assert judged(told("train(b, m)", 31 * 24, "prepare(a)"), "unready", tolerant) == Confirmed(3, {})


def test_assumptions_hold_in_every_state() -> None:
    story = told().meanwhile(mood=True).meanwhile(mood=False).do("prepare(a)")
    assert judged(story, "unready") == Confirmed(3, {})
    assert refused(story, asked=conditions("p", assuming=("calm",))) == "the assumption `calm` does not hold"


# ---------------------------------------------------------------- refused: not a run


def state(trace: Trace, i: int, **changed: object) -> Trace:
    facts = {**trace.states[i].facts, **{(name, ("m",)): found for name, found in changed.items()}}
    states = list(trace.states)
    states[i] = State(states[i].time, facts)
    return replace(trace, states=tuple(states))


def test_states_are_total_and_in_their_sorts() -> None:
    story = told("prepare(a)")
    trace = story.run.trace
    assert refused(story, trace=state(trace, 1, dangerous=1)) == "`dangerous(m)` cannot be 1"
    assert refused(story, trace=state(trace, 1, level="huge")) == "`level(m)` cannot be 'huge'"
    assert refused(story, trace=state(trace, 0, cheap=True)) == "`cheap(m)` does not exist"
    facts = dict(trace.states[0].facts)
    del facts["safe", ("n",)]
    broken = replace(trace, states=(State(0, facts), trace.states[1]))
    assert refused(story, trace=broken) == "`safe(n)` has no value"


def test_the_first_state_is_one() -> None:
    story = told("prepare(a)")
    trace = story.run.trace
    assert refused(story, trace=state(state(trace, 0, dangerous=True), 1, dangerous=True)).startswith(
        "it breaks `initially` (number 1"
    )
    late = replace(trace, states=tuple(State(5, s.facts) for s in trace.states))
    assert refused(story, trace=late) == "a run begins at time 0"
    axiom = replace(trace, states=tuple(State(0, {**s.facts, ("level", ("n",)): "weak"}) for s in trace.states))
    assert refused(story, trace=axiom) == "it breaks the axiom `bright`"


def test_each_step_leads_where_it_says() -> None:
    story = told("prepare(a)")
    changed = state(story.run.trace, 1, safe=True)
    assert refused(story, trace=changed).endswith("`safe(m)` changes from False to True by nobody's doing")
    other = replace(story.run.trace, steps=(Wait(0),))
    assert "`ready(a)` changes" in refused(story, trace=other)
    strange = replace(story.run.trace, steps=(Act("prepare", ("m",)),))
    assert refused(story, trace=strange) == "`m` cannot be the `l` of `prepare`"


def test_the_shape_of_a_trace() -> None:
    story = told("prepare(a)")
    trace = story.run.trace
    members = trace.universe.members
    assert "do not go together" in refused(story, trace=replace(trace, steps=()))
    assert "open word" in refused(story, trace=replace(trace, readings={}))
    assert "open word" in refused(story, asked=conditions("p", readings=(("promptly", "day"),)))
    assert "length" in refused(story, trace=replace(trace, durations={}))
    assert "at least one" in refused(story, trace=replace(trace, durations={"grace": 0}))
    for wrong, why in (
        ({"Lab": ("a", "b")}, "members of each"),
        ({**members, "Lab": ("b", "a")}, "begin with its individuals"),
        ({**members, "Lab": ("a", "b", "m")}, "one name"),
        ({**members, "Lab": ("a", "b", "b")}, "one name"),
        ({**members, "Lab": ()}, "no member"),
    ):
        assert why in refused(story, trace=replace(trace, universe=Universe(wrong)))


def test_conflicting_effects_are_refused() -> None:
    text = WORLD + "action both(x: Model) by a then safe(x), not safe(x)\nproperty asked: always ready(a)"
    story = begin(text)
    trace = story.run.then(Act("both", ("m",)), story.run.trace.states[0]).trace
    assert "writes both" in refused(story, "asked", conditions(), trace)


def test_times_and_waits_are_whole_numbers_of_hours() -> None:
    trace = told(1).run.trace
    half = replace(trace, states=(trace.states[0], replace(trace.states[1], time=0.5)))  # type: ignore[arg-type]
    assert refused(told(1), trace=half) == "a time is not a whole number"
    waited = replace(trace, steps=(Wait(True),))
    assert refused(told(1), trace=waited) == "a wait is not a whole number of hours"
