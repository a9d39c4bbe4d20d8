"""A first state as plain as it can be, and nothing that changes without need."""

from __future__ import annotations

from shrinking import Asked, train

from rspverify.check.shrink.facts import facts
from rspverify.trace.values import Wait

CALM, BUSY = ("calm", ()), ("busy", ())
LEVEL = ("level", ("model_1",))


def test_what_does_not_matter_begins_with_its_default() -> None:
    asked = Asked("never train(l, m) when level(m) = high")
    draft = asked.draft(train(), facts={LEVEL: "high", CALM: True, ("budget", ()): 7})
    first = asked.shrunk(draft, facts).states[0].facts
    assert (first[LEVEL], first[CALM], first["budget", ()]) == ("high", False, 0)


def test_places_of_one_fact_are_set_together() -> None:
    """One by one would break the axiom, and all at once the claim, which needs a third."""
    asked = Asked("never train(l, m) when calm", "axiom alike: every m: Model, n: Model | level(m) = level(n)")
    levels = {("level", (f"model_{i}",)): "mid" for i in (1, 2, 3)}
    first = asked.shrunk(asked.draft(train(), facts={**levels, CALM: True}, models=3), facts).states[0].facts
    assert [first[place] for place in levels] == ["low", "low", "low"]
    assert first[CALM] is True


def test_two_places_of_different_facts_are_set_together() -> None:
    asked = Asked("never train(l, m) when calm", "axiom alike: every m: Model | level(m) = mid iff count = 1")
    draft = asked.draft(train(), facts={LEVEL: "mid", ("count", ()): 1, CALM: True})
    first = asked.shrunk(draft, facts).states[0].facts
    assert (first[LEVEL], first["count", ()], first[CALM]) == ("low", 0, True)


def test_the_first_value_that_will_do() -> None:
    asked = Asked("never train(l, m) when level(m) >= mid")
    found = asked.shrunk(asked.draft(train(), facts={LEVEL: "high"}), facts)
    assert found.states[0].facts[LEVEL] == "mid"


def test_a_change_without_need_is_undone() -> None:
    asked = Asked("never train(l, m) when calm")
    draft = asked.draft(Wait(1), train(), changed={0: {CALM: True, BUSY: True}, 1: {CALM: False}})
    found = asked.shrunk(draft, facts)
    assert [state.facts[CALM] for state in found.states] == [False, True, True]
    assert not any(state.facts[BUSY] for state in found.states)


def test_what_is_so_at_first_may_become_so_later() -> None:
    """A change while time passes is no departure from the defaults."""
    asked = Asked("never train(l, m) when calm")
    found = asked.shrunk(asked.draft(Wait(1), train(), facts={CALM: True}), facts)
    assert [state.facts[CALM] for state in found.states] == [False, True, True]
