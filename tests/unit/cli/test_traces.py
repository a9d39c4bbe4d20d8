from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rspverify.cli.traces import SavedTrace, from_text, to_text
from rspverify.policy.claims import BindingChoice, Conditions, Tolerated
from rspverify.policy.sorts import EntitySort
from tests.unit.report.examples import TRACE
from tests.unit.report.pairs import OTHER

SAVED = SavedTrace(
    "../specs/news.rsp",
    "disclosed",
    Conditions(
        ("strict", "lax"),
        (("hazardous", "by_capability"),),
        (BindingChoice(EntitySort("Lab"), ("anthropic",)), BindingChoice(EntitySort("State"), None)),
        ("honest",),
        (Tolerated("lax", "delay"), Tolerated("lax", None)),
        12,
    ),
    "violated",
    ("hazardous",),
    TRACE,
)
PLACES = st.lists(st.one_of(st.text(max_size=10), st.integers(0, 5)), max_size=6)


TWO = replace(SAVED, other=OTHER)
"""A claim about two runs."""


@pytest.mark.parametrize("saved", [SAVED, TWO])
def test_round_trip(saved: SavedTrace) -> None:
    assert from_text(to_text(saved)) == saved


@given(st.text())
def test_any_text_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"it is|it has"):
        from_text(text)


@given(st.data())
def test_damaged_files_are_value_errors_or_traces(data: st.DataObject) -> None:
    """One part of a saved trace is replaced by something else."""
    document: Any = json.loads(to_text(TWO))
    at = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
            at[key] = data.draw(st.sampled_from([None, 0, -1, 2.5, "", "x", [], {}, [[]], True, {"#bigint": "9" * 99}]))
            break
        at = at[key]
    try:
        assert isinstance(from_text(json.dumps(document)), SavedTrace)
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "nan", "1e999", "\ufeff{}", "{}", "[]", "null"])
def test_hostile_files(text: str) -> None:
    with pytest.raises(ValueError, match=r"it is|it has"):
        from_text(text)
