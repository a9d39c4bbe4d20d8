"""GitHub workflow commands: escaped, no more than are shown, and none that a policy file has written."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from rspverify.report.document import RunReport
from rspverify.report.github import SHOWN, Annotation, annotated, command, render
from rspverify.report.setting import Setting
from tests.unit.report import examples, runs

SETTING = Setting("1.2.3")


def obeyed(text: str) -> list[str]:
    """The commands that the runner of GitHub Actions obeys: lines that begin with `::`, blanks aside, or have `##[` in
    them; none between `::stop-commands::WORD` and `::WORD::`."""
    found, stopped = [], ""
    for line in text.splitlines():
        here = line.lstrip()
        if stopped:
            stopped = "" if here == f"::{stopped}::" else stopped
            continue
        if here.startswith("::stop-commands::"):
            stopped = here.removeprefix("::stop-commands::")
        elif here.startswith("::") or "##[" in line:
            found.append(here)
    assert not stopped
    return found


def kinds(report: RunReport) -> list[str]:
    return [re.split("[ :]", line[2:])[0] for line in obeyed(render(report, SETTING))]


def test_a_group_for_each_file_and_an_annotation_for_each_surprise() -> None:
    report = examples.report(examples.HOLDS, examples.VIOLATED, examples.UNDETERMINED, exit_code=1)
    assert kinds(report) == ["group", "endgroup", "error", "warning"]
    text = render(report, SETTING)
    assert "::group::specs/news.rsp: 1 check as expected, 1 not, 1 undetermined\n" in text
    assert (
        "::error file=specs/news.rsp,line=9,endLine=9,col=3,endColumn=28,title=RSP510%3A no_hidden_hazard under rsp_v3::"
        "violated, expected holds: in 2 steps: anthropic trains m1, which is hazardous and was never published\n"
    ) in text


def test_columns_are_given_within_one_line_only() -> None:
    assert "col=" not in command(Annotation("error", examples.DELAY, "t", "x"))
    assert command(Annotation("error", examples.DELAY, "t", "x")).startswith(
        "::error file=specs/news.rsp,line=3,endLine=4,"
    )


def test_a_failed_scenario_is_shown_at_its_step() -> None:
    [one] = annotated(examples.report(examples.NOT_TOLD))
    assert one.place == examples.NOT_TOLD.place and one.title == "RSP511: scenario rivals_first"


@pytest.mark.parametrize("count", [SHOWN - 1, SHOWN, SHOWN + 1, 40])
def test_no_more_than_are_shown(count: int) -> None:
    """GitHub would drop the others without a word."""
    errors = [replace(examples.VIOLATED, conditions=f"under p{number}") for number in range(count)]
    warnings = [replace(examples.UNDETERMINED, conditions=f"under p{number}") for number in range(count)]
    report = examples.report(*errors, *warnings)
    assert kinds(report).count("error") == kinds(report).count("warning") == min(count, SHOWN)
    text = render(report, SETTING)
    shown = len(re.findall("^::error .*RSP510", text, re.M))
    more = re.search(
        r"^::error title=(\d+) more errors::\1 more errors%3A|^::error title=(\d+) more errors::", text, re.M
    )
    left = 0 if more is None else int(more[1] or more[2])
    assert shown + left == count


def test_nothing_that_a_policy_file_says_is_a_command() -> None:
    found = obeyed(render(runs.HOSTILE, SETTING))
    assert [line.split(" ")[0].split("::")[1] for line in found] == [
        "group", "endgroup", "group", "endgroup", *["error"] * 5, "warning",
    ]  # fmt: skip


def test_annotations_can_be_read_back() -> None:
    """As the runner does: properties up to the next `::`, split at commas, `%` codes undone."""
    for one in annotated(runs.HOSTILE):
        line = command(one)
        head, data = line[2:].split("::", 1)
        level, properties = head.split(" ", 1)
        found = dict(each.split("=", 1) for each in properties.split(","))
        assert level == one.level
        assert set(found) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert "<script>" in unquote(data) or "result" in data
        assert not re.search("[\r\n\x1b]", line)


def test_the_word_that_ends_a_log_is_not_in_it() -> None:
    text = render(runs.HOSTILE, SETTING)
    for word in re.findall("^::stop-commands::(.*)$", text, re.M):
        assert len(word) == 64 and text.count(word) == 2


def test_quiet_runs_have_no_empty_groups() -> None:
    assert (
        render(runs.FINE, Setting("1", "quiet"))
        == "2 checks as expected, 0 not, 0 undetermined; 1 scenario as told; exit code 0\n"
    )
