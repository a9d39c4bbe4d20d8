"""Comparisons of numbers, moments and lengths."""

from __future__ import annotations

import pytest

from rspverify.encode.formula_text import Unsayable
from rspverify.encode.lemma_numbers import Kind, compared, hours_text, unranked
from rspverify.logic import build
from rspverify.logic.terms import INT, LogicSort, Symbol, Term

A, B, NOW, THEN, LONG = (build.apply(Symbol(name, (), INT)) for name in ("a", "b", "now", "then", "long"))
KINDS: dict[Term, Kind] = {A: "number", B: "number", NOW: "moment", THEN: "moment", LONG: "length"}


def said(op: str, left: Term, right: Term) -> str:
    return compared(op, left, right, lambda term: (str(term.payload.name), KINDS[term])).text


def test_what_is_taken_away_stands_on_the_other_side() -> None:
    assert said("<=", build.subtract(A, B), build.integer(3)) == "a <= b + 3"
    assert said("<", build.add(build.times(2, A), build.integer(-1)), B) == "2 * a < b + 1"
    assert said("=", A, build.integer(0)) == "a = 0"
    assert said("<=", build.integer(0), A) == "0 <= a"
    assert said("!=", build.integer(-2), A) == "0 != a + 2"


def test_lengths_between_moments() -> None:
    assert said("<=", build.subtract(NOW, THEN), build.integer(72)) == "now <= then + 3 days"
    assert said("<", build.add(THEN, LONG), NOW) == "then + long < now"
    assert said("<=", build.integer(48), LONG) == "2 days <= long"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (build.integer(0), NOW),
        (NOW, A),
        (A, LONG),
        (build.add(NOW, THEN), build.integer(1)),
        (build.times(2, NOW), THEN),
    ],
)
def test_what_has_no_name(left: Term, right: Term) -> None:
    with pytest.raises(Unsayable):
        said("<=", left, right)


def test_hours() -> None:
    assert [hours_text(hours) for hours in (0, 1, 5, 24, 30, 720)] == [
        "0 hours",
        "1 hour",
        "5 hours",
        "1 day",
        "30 hours",
        "30 days",
    ]


def test_the_position_of_a_value_is_recognized() -> None:
    sort = LogicSort("Level", ("none", "weak", "strong"))
    level = build.apply(Symbol("level", (), sort))
    rank = build.integer(2)
    for number in (1, 0):
        rank = build.ite(build.equal(level, build.enum(sort.values[number], sort)), build.integer(number), rank)
    assert unranked(rank) is level
    assert unranked(build.ite(build.equal(level, build.enum("weak", sort)), build.integer(0), rank)) is None
    assert unranked(A) is None
    other = build.apply(Symbol("other", (), sort))

    def cases(*asked: tuple[Term, str]) -> Term:
        found = build.integer(len(asked))
        for number, (term, value) in reversed(list(enumerate(asked))):
            found = build.ite(build.equal(term, build.enum(value, sort)), build.integer(number), found)
        return found

    assert unranked(cases((level, "none"), (level, "weak"))) is level
    assert unranked(cases((level, "none"), (other, "weak"))) is None
    assert unranked(cases((level, "weak"), (level, "none"))) is None
    assert unranked(cases((level, "none"))) is None
