"""Filling wordings."""

from __future__ import annotations

from rspverify.policy import wording


def test_fill() -> None:
    assert wording.fill("{l} trains {m}", {"l": "a", "m": "x"}) == "a trains x"
    assert wording.fill("{m} is {value}, {m}", {"m": "x"}, "weak") == "x is weak, x"


def test_fill_leaves_the_rest_alone() -> None:
    assert wording.fill("{other} {} {l", {"l": "a"}) == "{other} {} {l"
    assert wording.fill("{l}", {"l": "{m}", "m": "x"}) == "{m}"


def test_a_parameter_may_be_called_value() -> None:
    assert wording.fill("{value}", {"value": "a"}, "b") == "a"


def test_default() -> None:
    assert wording.default("rival_close", ["l"]) == "rival close({l})"
    assert wording.default("emergency") == "emergency"
    assert wording.default("owner_of", ["m"], valued=True) == "owner of({m}) is {value}"


def test_unknown_places() -> None:
    assert wording.unknown_places("{l} {x} {value}", ["l"]) == ["x", "value"]
    assert wording.unknown_places("{l} {value}", ["l"], valued=True) == []
