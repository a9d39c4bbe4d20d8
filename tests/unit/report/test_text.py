from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rspverify.check.results import Meeting, Verdict
from rspverify.report.document import FileReport, RunReport, count
from rspverify.report.style import Style, width_of
from rspverify.report.table import Row, condense
from rspverify.report.text import Detail, render_result, render_summary, render_text, render_times
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report import examples
from tests.unit.report.examples import EVERY_KIND, STORY, report

STYLE = Style()


def lines(*results: examples.CheckResult | examples.ScenarioResult, detail: Detail = "normal") -> list[str]:
    return render_text(report(*results), STYLE, detail).split("\n")


def test_a_proof_is_one_line() -> None:
    assert "  ✓ holds under rsp_v2 — proved for any number of members and steps, by induction on 1 step" in lines(
        examples.HOLDS
    )


def test_an_expected_violation_is_told_in_one_line() -> None:
    shown = lines(examples.VIOLATED_AS_EXPECTED)
    assert "  ✓ violated under rsp_v3" in shown
    assert "      in 2 steps: anthropic trains m1, which is hazardous and was never published" in shown
    assert not any("Here it breaks" in line for line in shown)


def test_an_unexpected_violation_is_told_as_a_story() -> None:
    shown = lines(examples.VIOLATED)
    assert "  ✗ violated under rsp_v3, expected holds — in 2 steps" in shown
    assert "        2. anthropic trains m1 (day 3, hour 4)" in shown
    assert "      Here it breaks" in shown
    assert '          3 | clause delay "appendix A1":' in shown


def test_stories_are_told_when_asked_for() -> None:
    assert "      Here it breaks" in lines(examples.VIOLATED_AS_EXPECTED, detail="verbose")
    assert "      Here it is" in lines(examples.POSSIBLE, detail="verbose")


def test_quiet_shows_only_surprises() -> None:
    assert render_text(report(examples.HOLDS, examples.TOLD), STYLE, "quiet") == ""
    assert any("✗ violated" in line for line in lines(examples.HOLDS, examples.VIOLATED, detail="quiet"))
    assert not any("✓" in line for line in lines(examples.HOLDS, examples.VIOLATED, detail="quiet"))


def test_times_stand_apart() -> None:
    """What goes to standard output is the same on every run, however long it takes."""
    assert not any(line.rstrip().endswith(" s") for line in lines(*EVERY_KIND, detail="verbose"))
    shown = render_times(report(*EVERY_KIND), STYLE).split("\n")
    assert shown[:2] == ["1.5 s in all", "  0.5 s for rivals_first"]


def test_the_table_of_readings() -> None:
    shown = lines(examples.DEPENDS)
    assert "      hazardous         verdict" in shown
    assert "      by_capability     violated" in shown
    assert "      by_residual_risk  holds" in shown
    assert "      whatever the reading of promptly" in shown


@given(
    st.lists(
        st.tuples(st.tuples(*[st.sampled_from("ab")] * 3), st.sampled_from(["holds", "violated"])),
        min_size=1,
        unique_by=lambda row: row[0],
    )
)
def test_condensed_tables_say_the_same(rows: list[Row]) -> None:
    words, condensed = condense(("x", "y", "z"), rows)
    places = [("x", "y", "z").index(word) for word in words]
    said = dict(condensed)
    assert {readings: said[tuple(readings[place] for place in places)] for readings, _ in rows} == dict(rows)
    assert len(said) == len(condensed)


@pytest.mark.parametrize("meeting", Meeting)
@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("detail", ["quiet", "normal", "verbose"])
def test_nothing_is_left_out(verdict: Verdict, meeting: Meeting, detail: Detail) -> None:
    """Whatever a result is like, it has a line, unless it is as expected and only surprises were asked for."""
    steps = 4 if verdict is Verdict.HOLDS_UP_TO else None
    shown = render_result(examples.check_result(verdict, meeting, steps=steps), None, STYLE, detail)
    assert (shown == "") == (detail == "quiet" and meeting is Meeting.MET)
    assert shown == "" or verdict.value in shown


@pytest.mark.parametrize(
    ("steps", "sizes", "said"),
    [
        (4, (), "holds up to 4 steps under"),
        (None, (("Lab", 3), ("Model", 2)), "holds for up to 3 Lab, 2 Model under"),
        (1, (("Lab", 3),), "holds up to 1 step for up to 3 Lab under"),
    ],
)
def test_bounded_answers_say_what_they_cover(steps: int | None, sizes: tuple[tuple[str, int], ...], said: str) -> None:
    result = replace(examples.check_result(Verdict.HOLDS_UP_TO, Meeting.OPEN, steps=steps), sizes=sizes)
    assert said in render_result(result, None, STYLE, "normal")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_lines_fit(width: int) -> None:
    shown = render_text(report(*EVERY_KIND), Style(width=width), "verbose")
    diagnostic = {line for line in shown.split("\n") if line.startswith((" -->", "  |", "2 |", "error"))}
    assert [line for line in shown.split("\n") if width_of(line) > width and line not in diagnostic] == []


def test_control_characters_of_users_never_come_through() -> None:
    evil = "\x1b[2J\u202e\x07"
    step = replace(STORY.steps[0], text=evil, changes=(evil,))
    story = replace(STORY, steps=(step,), ending=evil, hinges=(evil,), initially=(evil,), members=((evil, (evil,)),))
    result = examples.check_result(Verdict.VIOLATED, Meeting.NOT_MET, story=story, conditions=evil, wording=evil)
    shown = render_text(report(result, examples.scenario_result(wording=evil)), STYLE, "verbose")
    assert not set(evil) - set("[2J") & set(shown)
    assert "<U+001B>[2J" in shown


def test_colours_add_nothing_but_colours() -> None:
    import re

    plain = render_text(report(*EVERY_KIND), Style(), "verbose")
    colored = render_text(report(*EVERY_KIND), Style(color=True), "verbose")
    assert colored != plain
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == plain


def test_ascii_is_enough() -> None:
    assert render_text(report(*EVERY_KIND), Style(unicode=False), "verbose").isascii()


def test_summary_counts_everything() -> None:
    counts = count(report(*EVERY_KIND))
    assert sum(vars(counts).values()) == len(EVERY_KIND)
    shown = render_summary(report(*EVERY_KIND, exit_code=4), STYLE, "normal")
    assert " ".join(shown.split()).startswith(
        "3 checks as expected, 3 not, 1 undetermined, 1 only up to a bound; 1 scenario"
    )


def test_summary_of_what_has_no_results() -> None:
    files = (
        FileReport("a.rsp", diagnostics=(Diagnostic("RSP101", "there is no file"),)),
        FileReport("b.rsp", left_out=2),
        FileReport("c.rsp", unfinished=3),
        FileReport("d.rsp", begun=False),
    )
    shown = render_summary(RunReport(files, (), 130, True, 0.0), STYLE, "normal")
    assert "1 file with errors; 3 without a result; 1 file not begun; 2 not selected" in shown
    assert "interrupted" in shown


def test_nothing_to_check_is_said() -> None:
    shown = render_summary(RunReport((FileReport("a.rsp"),), (), 0, False, 0.0), STYLE, "normal")
    assert shown == "\nthere are no checks and no scenarios\n"


def test_same_result_same_text() -> None:
    assert render_text(report(*EVERY_KIND), STYLE) == render_text(report(*EVERY_KIND), STYLE)
