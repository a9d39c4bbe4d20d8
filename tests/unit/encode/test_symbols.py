"""The symbols of a vocabulary."""

from __future__ import annotations

import pytest
from encoded import can_be, compiled, encoded, project

from rspverify.encode.describe import describe
from rspverify.encode.symbols import Symbols, in_range, logic_sort
from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort
from rspverify.policy.conditions import words
from rspverify.policy.sorts import BoolSort, DurationSort, EntitySort, EnumSort, IntSort, TimeSort


def symbols(**allowed: tuple[str, ...]) -> Symbols:
    world = project("").world
    return Symbols(world, words(world) | allowed)


def test_sorts() -> None:
    assert logic_sort(EntitySort("Lab")) == LogicSort("Lab")
    assert logic_sort(EnumSort("Level", ("none", "weak"), True)) == LogicSort("Level", ("none", "weak"))
    assert logic_sort(BoolSort()) == BOOL
    assert {logic_sort(sort) for sort in (IntSort(0, 3), IntSort(None, None), TimeSort(), DurationSort())} == {INT}


def test_only_bounded_numbers_have_a_range() -> None:
    n = build.var("n", INT)
    assert describe(in_range(IntSort(1, 3), n)) == "1 <= n and n <= 3"
    assert in_range(IntSort(None, None), n) is build.TRUE
    assert in_range(EntitySort("Lab"), build.var("l", LogicSort("Lab"))) is build.TRUE


def test_fixed_facts_are_rigid() -> None:
    found = symbols().facts
    assert found["big"].rigid and not found["trained"].rigid and not found["rival"].rigid


def test_a_word_with_one_allowed_reading_has_no_symbol() -> None:
    some = symbols(risky=("strongly",))
    assert "risky" not in some.words and "promptly" in some.words
    assert some.chosen("risky", "strongly") is build.TRUE and some.chosen("risky", "plainly") is build.FALSE


def test_durations() -> None:
    assert symbols().duration("grace") is build.integer(72)
    assert describe(symbols().duration("reasonable")) == "length of reasonable"
    assert symbols(promptly=("week",)).duration("promptly") is build.integer(168)
    assert describe(symbols().duration("promptly")) == "if reading of promptly = day then 24 else 168"


def test_individuals_differ_and_free_lengths_are_an_hour_or_more() -> None:
    encoding = encoded()
    system, symbol = encoding.system(), encoding.symbols
    one, other = (build.apply(symbol.individuals[name]) for name in ("anthropic", "openai"))
    assert not can_be(system, build.equal(one, other))
    length = build.apply(symbol.lengths["reasonable"])
    assert not can_be(system, build.at_most(length, build.integer(0)))
    assert can_be(system, build.equal(length, build.integer(1)))


@pytest.mark.parametrize("reading", ["plainly", "strongly"])
def test_a_named_reading_is_the_only_one(reading: str) -> None:
    _, term = compiled("risky(m)", readings=(("risky", reading),))
    assert describe(term) == {"plainly": "dangerous(m)", "strongly": "level(m) = strong"}[reading]


def test_all_readings_stay_open_where_none_is_named() -> None:
    assert set(encoded().symbols.words) == {"risky", "promptly"}
