"""A gap in a proof, as lines."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.results import InductionGap
from rspverify.report.gap import render_gap
from rspverify.report.json import render_json
from rspverify.report.style import Style
from rspverify.report.text import render_text
from tests.unit.report.examples import UNDETERMINED, report

GAP = InductionGap(
    members=(("Lab", ("lab_1", "lab_2")),),
    before=("lab_1 has the key",),
    step="lab_2 takes the key",
    after=("lab_2 has the key",),
    ending="things stand as the property rules out",
    suggestion=("every l: Lab | held(l) implies not free",),
    names=("needed",),
    advice="with this one the claim is proved",
)


def test_the_two_states_the_step_and_the_lemma() -> None:
    assert [line.strip() for line in render_gap(GAP, Style())] == [
        "The proof is stuck: this is not known to be impossible",
        "- Lab: lab_1, lab_2",
        "- lab_1 has the key",
        "And then",
        "- lab_2 takes the key",
        "- lab_2 has the key",
        "It would break here",
        "things stand as the property rules out",
        "What would help",
        "lemma needed: every l: Lab | held(l) implies not free",
        "with this one the claim is proved",
    ]


def test_several_lemmas_have_names_of_their_own() -> None:
    lines = render_gap(replace(GAP, suggestion=("a", "b"), names=("needed", "needed_2"), witness=True), Style())
    assert "        lemma needed: a" in lines and "        lemma needed_2: b" in lines
    assert "      This would show it" in lines


def test_without_a_lemma_there_is_no_heading_for_one() -> None:
    assert not any("What would help" in line for line in render_gap(replace(GAP, suggestion=(), names=()), Style()))


def test_lines_fit_the_terminal() -> None:
    wide = replace(GAP, before=("word " * 40,), advice="long " * 60, suggestion=("x and " * 40 + "y",))
    assert all(len(line) <= 60 for line in render_gap(wide, Style(width=60)))


def test_reports_show_it_where_there_is_no_answer() -> None:
    result = replace(UNDETERMINED, gap=GAP, cause="a lemma is missing")
    text = render_text(report(result), Style())
    assert "a lemma is missing" in text and "lemma needed:" in text
    assert '"suggestion": [\n' in render_json(report(result), "0") or "held(l) implies not free" in render_json(
        report(result), "0"
    )
