"""Waits as short, and numbers as near to zero, as will do."""

from __future__ import annotations

import pytest
from shrinking import Asked, train

from rspverify.check.shrink.nearer import nearer
from rspverify.check.shrink.numbers import numbers
from rspverify.trace.values import Act, Wait

START = Act("start", ("ada",))


@pytest.mark.parametrize("hours", [721, 744, 1000, 100_000])
def test_a_long_wait_becomes_the_shortest_that_breaks(hours: int) -> None:
    asked = Asked("after start(l), train(l, any) within 30 days")
    assert asked.shrunk(asked.draft(START, Wait(hours)), numbers).steps == (START, Wait(721))


def test_a_wait_whose_length_does_not_matter_lasts_an_hour() -> None:
    """Also one of no time: an hour is as plain, and the engines take it first."""
    asked = Asked("never train(l, m) when once wait")
    for hours in (0, 500):
        assert asked.shrunk(asked.draft(Wait(hours), train()), numbers).steps == (Wait(1), train())


def test_a_wait_of_no_time_stays_where_time_must_not_pass() -> None:
    asked = Asked("never train(l, m) when once wait and now = since")
    assert asked.shrunk(asked.draft(Wait(0), train()), numbers).steps == (Wait(0), train())


def test_two_waits_that_depend_on_each_other() -> None:
    asked = Asked("never train(l, m) when now = since + 3 hours and more than 0 hours after wait")
    draft = asked.draft(Wait(3), Wait(2), train(), facts={("since", ()): 2})
    assert sum(step.hours for step in asked.shrunk(draft, numbers).steps if isinstance(step, Wait)) == 5


@pytest.mark.parametrize(("begun", "least"), [(90, 13), (13, 13), (12_345, 13)])
def test_facts_come_near_to_zero(begun: int, least: int) -> None:
    asked = Asked("never train(l, m) when count > 12")
    found = asked.shrunk(asked.draft(train(), facts={("count", ()): begun}), numbers)
    assert found.states[0].facts["count", ()] == least


def test_also_those_below_zero_and_those_that_may_be_either() -> None:
    asked = Asked("never train(l, m) when count < 0 - 12")
    found = asked.shrunk(asked.draft(train(), facts={("count", ()): -300}), numbers)
    assert found.states[0].facts["count", ()] == -13
    either = Asked("never train(l, m) when count != 0")
    found = either.shrunk(either.draft(train(), facts={("count", ()): -300}), numbers)
    assert found.states[0].facts["count", ()] == 1


def test_durations_of_unknown_length_are_short() -> None:
    asked = Asked("after start(l), train(l, any) within notice")
    found = asked.shrunk(asked.draft(START, Wait(50), notice=40), numbers)
    assert (found.durations["notice"], found.steps[1]) == (1, Wait(2))


@pytest.mark.parametrize("number", [1, -1, 2, 5, 24, 25, 721, -721, 10**9])
def test_nearer_numbers(number: int) -> None:
    """Zero is first, the one beside is among them, none lies further away, and none comes twice."""
    found = list(nearer(number))
    assert found[0] == 0
    assert number - (1 if number > 0 else -1) in found
    assert all(abs(one) < abs(number) or one == -number > 0 for one in found)
    assert len(set(found)) == len(found) < 40


def test_nothing_is_nearer_than_zero() -> None:
    assert list(nearer(0)) == []
