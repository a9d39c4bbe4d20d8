"""The parts of the page: the matrix, stories and their drawings, pairs, the policy text."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.results import (
    CheckResult,
    ClauseNote,
    Excerpt,
    Meeting,
    ProofNote,
    ReadingVerdict,
    RestsOn,
    StoryStep,
    Verdict,
)
from rspverify.report.document import FileReport
from rspverify.report.html.lanes import drawing, lanes_of
from rspverify.report.html.report import render
from rspverify.report.html.roles import Role, parts
from rspverify.report.setting import Setting
from rspverify.trace.values import Act
from tests.unit.report import examples
from tests.unit.report.examples import DELAY, PROOF, STORY, span
from tests.unit.report.html.reading import Element, read
from tests.unit.report.pairs import TWO_RUNS, TWO_STATES
from tests.unit.report.runs import run

PROCEED = span("""clause proceed overrides delay:
    l may train(l, m) when some r: Lab where r != l | once train(r, any)""")
CLAUSES = (Excerpt("rsp_v3.delay", "appendix A1", DELAY), Excerpt("rsp_v3.proceed", "", PROCEED))
RESTS = RestsOn(("rsp_v3.proceed",), ("some_axiom",), (), (), (), ("rsp_v3.delay",), True)


def page(*results: CheckResult) -> Element:
    return read(render(run((FileReport("specs/news.rsp", results),)), Setting("1")))


def rows(root: Element) -> list[list[str]]:
    """The text of the matrix, cell by cell, without what only screen readers say."""
    found = []
    for row in root.one("table", class_="matrix").every("tr"):
        cells = [one for one in row.children if isinstance(one, Element)]
        found.append([_seen(cell) for cell in cells])
    return found


def _seen(one: Element) -> str:
    if one._has("class_", "sr"):
        return ""
    return "".join(child if isinstance(child, str) else _seen(child) for child in one.children).strip()


def check(verdict: Verdict, conditions: str, under: tuple[str, ...], **more: object) -> CheckResult:
    result = examples.check_result(verdict, Meeting.MET, conditions=conditions, name="p", wording="")
    return replace(result, under=under, clauses=CLAUSES, **more)  # type: ignore[arg-type]


def test_rows_are_properties_and_columns_policies() -> None:
    table = (
        ReadingVerdict((("danger", "now"), ("soon", "day")), Verdict.VIOLATED, STORY),
        ReadingVerdict((("danger", "ever"), ("soon", "day")), Verdict.HOLDS, None),
    )
    root = page(
        check(Verdict.HOLDS, "under a", ("a",)),
        check(Verdict.VIOLATED, "under a + b binding every Lab", ("a", "b")),
        check(Verdict.DEPENDS, "under a + b", ("a", "b"), table=table),
        check(Verdict.HOLDS, "assuming x", ()),
    )
    assert rows(root) == [
        ["Property", "a", "a + b", "as it stands"],
        ["p", "✓ holds", "± depends", "·"],
        ["binding every Lab", "·", "✗ violated", "·"],
        ["reading danger as now", "·", "✗ violated", "·"],
        ["reading danger as ever", "·", "✓ holds", "·"],
        ["assuming x", "·", "·", "✓ holds"],
    ]
    links = [one.attributes["href"] for one in root.one("table", class_="matrix").every("a")]
    assert len(links) == 6 and len(set(links)) == 4


def test_a_verdict_that_is_not_the_expected_one_says_so_in_the_matrix() -> None:
    [_, row] = rows(page(examples.VIOLATED))
    assert row[1:] == ["✗ violated✗ not as expected: expected holds"]


def test_a_lane_for_each_agent_and_one_for_the_world() -> None:
    story = replace(
        STORY,
        steps=(
            StoryStep(1, 76, "3 days pass", (), ()),
            StoryStep(2, 76, "a reports to b", (), (), "a"),
            StoryStep(3, 80, "b answers", (), (), "b"),
        ),
        trace=replace(STORY.trace, steps=(STORY.trace.steps[0], Act("report", ("a", "b")), Act("answer", ("b",)))),
    )
    assert lanes_of(story) == {"a": 0, "b": 1, "world and time": 2}
    svg = read(drawing(story, False)).one("svg")
    assert (
        svg.attributes["role"] == "img" and "3 steps in 3 lanes: a, b, world and time" in svg.attributes["aria-label"]
    )
    dots = svg.every("g", class_="dot")
    assert [one.attributes["data-step"] for one in dots] == ["1", "2", "3"]
    assert [len(one.every("line")) for one in dots] == [0, 1, 0]
    assert (
        "breaks" in dots[2].attributes["class"]
        and "shows" in read(drawing(story, True)).every("g")[-1].attributes["class"]
    )
    assert [one.text for one in dots[1].every("text")] == ["2", "reports to b", "day 3, hour 4"]


def test_long_texts_of_steps_are_cut_in_the_drawing_and_whole_in_the_list() -> None:
    said = "anthropic " + "writes a report that goes on and on " * 5
    story = replace(STORY, steps=(replace(STORY.steps[1], number=1, text=said),))
    svg = read(drawing(story, False)).one("svg")
    assert len(svg.every("text", class_="what")) == 3 and svg.every("text", class_="what")[2].text.endswith("…")
    assert said in page(replace(examples.VIOLATED, story=story)).one("ol", class_="steps").text


def test_the_slider_has_a_moment_for_each_state() -> None:
    story = replace(STORY, states=(("it is calm",), ("it is calm",), ("it is calm", "anthropic has trained m1")))
    viewer = page(replace(examples.VIOLATED, story=story)).one("div", class_="viewer")
    slider = viewer.one("input", type="range")
    assert (slider.attributes["min"], slider.attributes["max"], slider.attributes["value"]) == ("0", "2", "2")
    moments = viewer.every("div", class_="moment")
    assert [one.attributes["data-said"] for one in moments] == [
        "at first",
        "after step 1: 3 days and 4 hours pass",
        "after step 2: anthropic trains m1",
    ]
    assert [one.text for one in moments[2].every("li", class_="new")] == ["anthropic has trained m1 (new)"]


def test_two_runs_stand_side_by_side_and_share_a_slider() -> None:
    root = page(TWO_RUNS)
    assert len(root.one("div", class_="viewer").every("svg")) == 2
    table = root.one("table", class_="beside")
    differing = [[each.text for each in one.every("td")][-2:] for one in table.every("tr", class_="unlike")]
    assert [
        "≠ differs: anthropic trains m1 (day 3, hour 4)",
        "≠ differs: anthropic reviews itself (day 3, hour 4)",
    ] in differing
    assert "in both" in table.text
    said = root.one("div", class_="viewer").every("div", class_="moment")[2].attributes["data-said"]
    assert said == "after step 2: anthropic trains m1; in the other run: anthropic reviews itself"


def test_a_changed_state_is_told() -> None:
    root = page(TWO_STATES)
    assert "The same moment, with this change" in root.one("section", class_="story").text
    assert not root.every("table", class_="beside")


def test_parts_of_clauses() -> None:
    notes = (
        ClauseNote("rsp_v3.delay", "", "…", DELAY, "is defeated"),
        ClauseNote("rsp_v3.proceed", "", "…", PROCEED, "applies"),
    )
    story = replace(STORY, steps=(STORY.steps[0], replace(STORY.steps[1], clauses=notes)))
    violated = replace(examples.VIOLATED, story=story, clauses=CLAUSES)
    assert {one.clause: one.roles for one in parts(violated)} == {
        "rsp_v3.delay": (Role.GUILTY, Role.DEFEATED),
        "rsp_v3.proceed": (Role.APPLIES,),
    }
    proof = ProofNote(PROOF.method, (), 1, rests_on=RESTS)
    holds = replace(examples.HOLDS, proof=proof, clauses=CLAUSES)
    assert {one.clause: one.roles for one in parts(holds)} == {
        "rsp_v3.delay": (Role.SPARE,),
        "rsp_v3.proceed": (Role.PROOF,),
    }
    assert parts(replace(holds, clauses=())) == () and parts(examples.TOLD) == ()


def test_the_policy_text_is_marked() -> None:
    holds = replace(examples.HOLDS, proof=ProofNote(PROOF.method, (), 1, rests_on=RESTS), clauses=CLAUSES)
    root = page(holds, replace(examples.VIOLATED, clauses=CLAUSES))
    lines = root.one("div", class_="code").every("div", class_="line")
    assert len(lines) == 10 and [one.one("a").text for one in lines] == [str(at) for at in range(1, 11)]
    looks = {one.one("a").text: one.attributes["data-whole"] for one in lines if "data-whole" in one.attributes}
    assert looks == {"3": "guilty", "4": "guilty", "5": "proof", "6": "proof"}
    assert lines[2].attributes["data-parts"] == "0:spare 1:guilty"
    assert [one.text for one in lines[3].every("span", class_="tag")] == [
        "made it possible (1)",
        "not needed by the proof (1)",
    ]
    assert not lines[2].every("span", class_="tag")


def test_a_proof_says_what_it_rests_on() -> None:
    holds = replace(examples.HOLDS, proof=ProofNote(PROOF.method, ("inv",), 7, rests_on=RESTS), clauses=CLAUSES)
    text = page(holds).one("section", class_="proof").text
    for words in ("rsp_v3.proceed, axiom some_axiom", "7 conditions checked again by a fresh solver", "inv"):
        assert words in text
