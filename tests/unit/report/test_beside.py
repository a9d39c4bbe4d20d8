"""Stories about two, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from rspverify.report.json import render_json, render_replay_json
from rspverify.report.story import render_story
from rspverify.report.style import Style, width_of
from rspverify.trace.itf import from_json
from tests.unit.report.examples import STORY, report
from tests.unit.report.pairs import OTHER, PAIR, STATE, TWO_RUNS, TWO_STATES
from tests.unit.report.test_json import valid


def lines(style: Style | None = None) -> list[str]:
    return render_story(PAIR, False, style or Style()).split("\n")


def test_two_runs_stand_in_two_columns_with_a_mark_where_they_differ() -> None:
    shown = lines()
    start = next(i for i, line in enumerate(shown) if "Two runs, side by side" in line)
    assert shown[start + 1].split("│")[0].strip() == "the run above"
    assert shown[start + 2].strip() == "1. 3 days and 4 hours pass (day 3, hour 4), in both"
    columns = [[cell.strip() for cell in line.split("│")] for line in shown[start + 4 : start + 6]]
    assert columns[0] == ["≠ anthropic trains m1 (day 3, hour 4)", "≠ anthropic reviews itself (day 3, hour 4)"]
    assert columns[1][0] == "≠ anthropic has trained m1"
    assert "          ≠ anthropic trains m1: permitted            │ ≠ anthropic trains m1: forbidden" in shown
    assert "          in the other run: forbids this" in shown


def test_a_narrow_terminal_shows_one_after_the_other() -> None:
    shown = lines(Style(width=60))
    assert all(width_of(line) <= 60 for line in shown if "|" not in line)
    assert not any("│" in line for line in shown)
    text = " ".join(" ".join(shown).split())
    assert "≠ the run above: anthropic trains m1 (day 3, hour 4) ≠ the other run: anthropic reviews itself" in text


@pytest.mark.parametrize("width", [40, 72, 73, 100, 200])
def test_no_line_is_too_wide(width: int) -> None:
    start = "side by side"
    shown = lines(Style(width=width))
    begin = next((i for i, line in enumerate(shown) if start in line), 0)
    assert all(width_of(line) <= width for line in shown[begin : begin + 8])


def test_without_unicode() -> None:
    shown = render_story(PAIR, False, Style(unicode=False))
    assert shown.isascii() and "* anthropic reviews itself" in shown


def test_a_changed_state_is_told_by_its_change() -> None:
    shown = render_story(STATE, False, Style()).split("\n")
    assert "      The same moment, with this change" in shown
    assert "        ≠ it is not so that anthropic has trained m1" in shown
    assert "          after the change: permits this" in shown


def test_json() -> None:
    document = valid(render_json(report(TWO_RUNS, TWO_STATES), "1"))
    runs, states = (result["story"]["beside"] for result in document["files"][0]["results"])
    assert runs["kind"] == "run" and from_json(runs["trace"]) == OTHER
    assert runs["story"]["trace"] == runs["trace"]
    assert [moment["alike"] for moment in runs["moments"]] == ["", "3 days and 4 hours pass", ""]
    assert states["kind"] == "state" and states["story"] is None
    assert states["differences"] == ["it is not so that anthropic has trained m1"]
    assert valid(render_replay_json("1", "a.rsp", True, "", PAIR, 0))["story"]["beside"]
    assert "beside" not in json.loads(render_replay_json("1", "a.rsp", True, "", STORY, 0))["story"]
