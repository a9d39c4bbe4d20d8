"""Markdown: read by a parser of Markdown, what a policy file says is text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rspverify.report.document import RunReport
from rspverify.report.inert import block, code, inside_html, markdown, mermaid
from rspverify.report.markdown import ROOM, render, render_markdown
from rspverify.report.mermaid import sequence_diagram
from rspverify.report.setting import Setting
from rspverify.report.style import plain
from tests.unit.report import examples, runs
from tests.unit.report.runs import ODD

SETTING = Setting("1.2.3")
OURS = {"<details>", "</details>", "<!-- -->"}


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


def html_of(report: RunReport) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(render(report, SETTING))


def test_the_table_and_a_section_for_each_story() -> None:
    report = examples.report(examples.HOLDS, examples.VIOLATED, examples.VIOLATED_AS_EXPECTED, examples.DEPENDS)
    text = render(report, SETTING)
    assert "| ❌ | `no_hidden_hazard` under rsp\\_v3 | violated | holds | in 2 steps: " in text
    assert text.count("<details>") == text.count("</details>") == 2
    assert (
        "<summary>no_hidden_hazard under rsp_v2: violated with hazardous as by_capability, promptly as day</summary>"
        in text
    )
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 4


def test_details_that_are_asked_for() -> None:
    report = examples.report(examples.VIOLATED_AS_EXPECTED)
    assert "<details>" not in render(report, SETTING)
    assert "<details>" in render(report, Setting("1", "verbose"))
    assert "| ✅ |" not in render(report, Setting("1", "quiet"))


@pytest.mark.parametrize("report", [runs.HOSTILE, runs.EVERYTHING])
def test_there_is_no_html_but_ours(report: RunReport) -> None:
    found = set()
    for token in tokens(render(report, SETTING)):
        assert token.type not in ("link_open", "image") or token.attrGet("href") in _pages()
        assert token.type not in ("em_open", "strong_open", "s_open")
        if token.type in ("html_inline", "html_block"):
            found |= set(
                re.findall(r"<[^>]*>", re.sub(r"(?s)<summary>[^<]*(<!-- -->[^<]*)*</summary>", "", token.content))
            )
    assert found <= OURS


def _pages() -> set[str]:
    from rspverify.report.diagnostics import page_of
    from rspverify.source.codes import CODES

    return {page_of(code) for code in CODES}


def test_the_text_is_still_there() -> None:
    html = html_of(runs.HOSTILE)
    shown = unescape(re.sub(r"<!-- -->", "", html))
    assert shown.count("<script>alert('1')</script> \"q\" `c` ```") >= 5
    assert "| **b** _i_ [l](http://x.y) ![p](q) # 1 #23 @team $x$ &amp;" in shown


def test_nobody_is_mentioned_and_nothing_linked() -> None:
    """GitHub looks for mentions, numbers and addresses in the text between tags, code aside."""
    html = re.sub(r"(?s)<(code|pre)\b.*?</\1>", "", html_of(runs.HOSTILE))
    for text in re.split(r"<[^>]*>", html):
        assert not re.search(r"@\w|#\d|https?://|www\.", text)


@pytest.mark.parametrize(
    "text", [ODD, "- x", "1. x", "+ x", "# x", "> x", "    x", "a | b", "``", "`", "x_y_z", "=== ", "\\"]
)
def test_markdown_and_back(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = parser.render(f"x {markdown(text)}")
    assert unescape(re.sub("<!-- -->|</?p>", "", html)).split() == f"x {plain(text)}".split()
    alone = parser.render(markdown(text.lstrip()))
    assert unescape(re.sub("<!-- -->|</?p>", "", alone)).split() == plain(text).split()
    row = parser.render(f"| a | b |\n|---|---|\n| {markdown(text)} | {code(text)} |\n")
    cells = re.findall(r"(?s)<td>(.*?)</td>", row)
    assert len(cells) == 2
    assert [unescape(re.sub("<!-- -->|</?code>", "", cell)).split() for cell in cells] == [plain(text).split()] * 2


@pytest.mark.parametrize("text", ["```\nx", "~~~", "x", "`````", "a\n```text\nb"])
def test_blocks_end_where_they_end(text: str) -> None:
    [token] = list(tokens(block(text)))
    assert token.type == "fence" and token.content == text + "\n"


def test_text_between_tags() -> None:
    assert inside_html("<b>@x &amp;") == "&lt;b&gt;@<!-- -->x &amp;amp;"


@pytest.mark.parametrize(
    "word",
    ["@x", "#1", "https://x.example", "WWW.x.example", "GH-12", "x/y#3", ":bug:", ":white_check_mark:", "0123abc"],
)
def test_no_word_is_a_link_or_a_picture(word: str) -> None:
    assert "<!-- -->" in markdown(word) and "<!-- -->" in inside_html(word)


# ---------------------------------------------------------------- diagrams


def read_back(text: str) -> str:
    """What Mermaid shows: numbers of characters undone, breaks as blanks."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text.replace("<br/>", " "))


def test_a_diagram_has_a_lane_for_each_agent() -> None:
    lines = sequence_diagram(examples.STORY, False).splitlines()
    assert lines == [
        "sequenceDiagram",
        "  participant p1 as anthropic",
        "  Note over p1: At first<br/>m1 could cause catastrophic harm",
        "  Note over p1: 1. 3 days and 4 hours pass #40;day 3, hour 4#41;",
        "  p1->>p1: 2. anthropic trains m1 #40;day 3, hour 4#41;",
        "  Note over p1: anthropic has trained m1",
        "  Note over p1: Here it breaks<br/>anthropic trains m1, which is hazardous and was never<br/>published<br/>published#40;anthropic, m1#41;",
    ]


def test_an_act_towards_another_agent_is_an_arrow_to_it() -> None:
    first, second = examples.STORY.steps
    told = replace(examples.STORY, steps=(replace(first, agent="m1"), second))
    assert "  p2->>p1: 2. anthropic" in sequence_diagram(told, False)
    assert "  Note over p1,p2: Here it is" in sequence_diagram(told, True)


def test_a_world_without_agents() -> None:
    told = replace(examples.STORY, steps=(examples.STORY.steps[0],))
    assert "participant world as the world" in sequence_diagram(told, False)


def test_nothing_in_a_diagram_is_a_sign() -> None:
    story = runs.HOSTILE.files[0].results[0].story  # type: ignore[union-attr]
    assert story is not None
    lines = sequence_diagram(story, False).splitlines()
    assert len(lines) == 7
    for line in lines[1:]:
        assert re.fullmatch(r"  (participant p1 as |Note over p1: |p1->>p1: )([\w ,.'/?!-]|#\d+;|<br/>)*", line)
        assert not re.search(r"--|%%", re.sub("p1->>p1", "", line))
        assert not re.search(r"(style|classDef).*:", line.partition(":")[2]), "Mermaid drops a semicolon after these"
    assert "<script>alert('1')</script>" in read_back(lines[1])


@pytest.mark.parametrize("text", ["style: #1;", "classDef a:#x", "end", "a;b", "#35;", "%%{init: {}}%%", "é 中"])
def test_diagram_text_and_back(text: str) -> None:
    assert read_back(mermaid(text)) == text
    assert not re.search(r"style.*:\S*#.*;|classDef.*:\S*#.*;", mermaid(text))


# ---------------------------------------------------------------- room


def test_no_more_than_there_is_room_for() -> None:
    many = [replace(examples.VIOLATED, conditions=f"under p{number}") for number in range(200)]
    text = render(examples.report(*many), SETTING)
    assert len(text.encode()) < ROOM + 2_000
    found = re.search(r"^(\d+) more stories: there was no room here\.$", text, re.M)
    assert found is not None and int(found[1]) + text.count("<details>") == 200
    assert len(re.findall("^[|] ❌", text, re.M)) == 200


def test_surprises_have_room_before_what_is_expected() -> None:
    many = [replace(examples.HOLDS, conditions=f"under p{number}") for number in range(100)]
    text = render_markdown(examples.report(*many, examples.VIOLATED), SETTING, 2_000)
    assert "| ❌ |" in text
    found = re.search(r"^(\d+) more results: there was no room for them here\.$", text, re.M)
    assert found is not None and int(found[1]) + len(re.findall("^[|] ✅", text, re.M)) == 100
