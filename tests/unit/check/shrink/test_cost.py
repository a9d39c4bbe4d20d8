"""Which of two stories is less, part by part."""

from __future__ import annotations

from itertools import pairwise

import pytest
from shrinking import ALARM, Asked, train

from rspverify.check.shrink.cost import Cost, cost, departures, rank
from rspverify.check.shrink.draft import Draft
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort, IntSort
from rspverify.trace.values import Act, Universe, Wait

ASKED = Asked("never train(l, m)")
CALM, BUSY, COUNT = ("calm", ()), ("busy", ()), ("count", ())


def costs(draft: Draft) -> Cost:
    return cost(ASKED.project.world, ASKED.evidence(draft), ASKED.asked.variables)


LESS = [
    # Each is less than the next one, though it is more in all that counts less.
    ASKED.draft(train(), facts={COUNT: 9, CALM: True}, labs=3),
    ASKED.draft(Wait(9), train(), facts={COUNT: 9}),
    ASKED.draft(Wait(9), train(), labs=2),
    ASKED.draft(Wait(9), train(), facts={CALM: True}, labs=2),
    ASKED.draft(Wait(9), train(), facts={CALM: True}, labs=2, changed={0: {BUSY: True}}),
    ASKED.draft(Wait(10), train(), facts={CALM: True}, labs=2, changed={0: {BUSY: True}}),
    ASKED.draft(Wait(10), train(), facts={COUNT: 5}, labs=2, changed={0: {BUSY: True}}),
    ASKED.draft(Wait(10), train(), facts={COUNT: 6}, labs=2, changed={0: {BUSY: True}}),
    ASKED.draft(Wait(10), train("lab_1"), facts={COUNT: 6}, labs=2, changed={0: {BUSY: True}}),
]


@pytest.mark.parametrize(("less", "more"), list(pairwise(LESS)))
def test_what_counts_more(less: Draft, more: Draft) -> None:
    assert costs(less) < costs(more)


def test_a_wait_of_no_time_is_no_less_than_one_of_an_hour() -> None:
    assert costs(ASKED.draft(Wait(1), train())) < costs(ASKED.draft(Wait(0), train()))
    assert costs(ASKED.draft(ALARM, train())) < costs(ASKED.draft(Wait(0), train()))


def test_two_runs_have_two_costs() -> None:
    one = ASKED.draft(train(), facts={("level", ("model_1",)): "mid"})
    other = ASKED.draft(train(), facts={("level", ("model_1",)): "high"})
    assert costs(one) < costs(other)


def test_departures_are_counted_in_the_first_state() -> None:
    draft = ASKED.draft(train("lab_1"), facts={CALM: True, COUNT: 3, ("author", ("model_1",)): "lab_1"}, labs=2)
    assert departures(ASKED.project.world, ASKED.evidence(draft).trace) == 3


def test_values_in_order() -> None:
    universe = Universe({"Lab": ("ada", "lab_1")})
    assert [rank(universe, IntSort(None, None), n) for n in (0, 1, -1, 2, -2)] == [0, 1, 2, 3, 4]
    assert [rank(universe, BoolSort(), n) for n in (False, True)] == [0, 1]
    assert rank(universe, EntitySort("Lab"), "lab_1") == 1
    assert rank(universe, EnumSort("Level", ("low", "high"), True), "high") == 1


def test_acts_before_waits() -> None:
    assert costs(ASKED.draft(Act("start", ("ada",)), train())) < costs(ASKED.draft(Wait(1), train()))
