"""Steps that are not needed are left out; what they changed, and the hours they took, may be needed elsewhere."""

from __future__ import annotations

from shrinking import ALARM, Asked, train

from rspverify.check.shrink.steps import steps
from rspverify.trace.values import Act, Wait

CALM = ("calm", ())
START = Act("start", ("ada",))


def test_a_superfluous_step_is_left_out() -> None:
    asked = Asked("never train(l, m)")
    assert asked.shrunk(asked.draft(ALARM, Wait(3), train()), steps).steps == (train(),)


def test_several_steps_in_a_row_that_only_together_can_be_left_out() -> None:
    """The number of the trained must be odd at the end."""
    asked = Asked(
        "never (exactly one l: Lab, m: Model | trained(l, m)) or (exactly three l: Lab, m: Model | trained(l, m))",
        "initially no l: Lab, m: Model | trained(l, m)",
    )
    draft = asked.draft(train(), train(model="model_2"), train(model="model_3"), models=3)
    assert len(asked.shrunk(draft, steps).steps) == 1


def test_what_a_step_changed_by_nobodys_doing_moves_to_the_step_before() -> None:
    asked = Asked("never calm and once start(l)")
    found = asked.shrunk(asked.draft(START, ALARM, changed={1: {CALM: True}}), steps)
    assert found.steps == (START,)
    assert found.states[1].facts[CALM] is True


def test_what_a_step_changed_moves_to_the_step_after() -> None:
    """It must not be so at first, when the claim is about what happens before the act."""
    asked = Asked("never train(l, m) when not calm", "initially not calm")
    draft = asked.draft(ALARM, Wait(1), train(), changed={0: {CALM: True}, 1: {CALM: False}})
    assert asked.shrunk(draft, steps).steps == (train(),)


def test_what_a_step_changed_is_so_from_the_beginning() -> None:
    asked = Asked("never train(l, m) when calm")
    found = asked.shrunk(asked.draft(ALARM, train(), changed={0: {CALM: True}}), steps)
    assert found.steps == (train(),)
    assert found.states[0].facts[CALM] is True


def test_two_waits_become_one() -> None:
    asked = Asked("after start(l), train(l, any) within 10 hours")
    draft = asked.draft(START, Wait(4), ALARM, Wait(7))
    assert asked.shrunk(draft, steps).steps == (START, Wait(11))


def test_a_story_begins_where_it_is_under_way() -> None:
    asked = Asked("never train(l, m) when trained(l, m)")
    found = asked.shrunk(asked.draft(train(), train()), steps)
    assert found.steps == (train(),)
    assert found.states[0].facts["trained", ("ada", "model_1")] is True


def test_moments_are_as_long_ago_as_they_were() -> None:
    asked = Asked("never train(l, m) when since = now - 5 hours and budget = 1")
    draft = asked.draft(Wait(9), START, Act("spend", ("ada", 1)), Wait(5), train())
    found = asked.shrunk(draft, steps)
    assert found.steps == (train(),)
    assert found.states[0].facts["since", ()] == -5


def test_steps_that_are_needed_stay() -> None:
    asked = Asked("never train(l, m) when once start(l)")
    assert asked.shrunk(asked.draft(START, train()), steps).steps == (START, train())
