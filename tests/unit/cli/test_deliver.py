"""Reports on their way out: all formats at once, each written whole or not at all, and an exit code that only gets worse."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest

from rspverify.cli.console import Console
from rspverify.cli.deliver import deliver
from rspverify.cli.listeners import LinesListener, listener_of
from rspverify.cli.options import Output
from rspverify.policy.claims import Project
from rspverify.report import formats, junit
from rspverify.report.document import RunReport
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from tests.unit.report import runs

SETTING = Setting("1.2.3")


def delivered(report: RunReport, format_: str, *outputs: Output) -> tuple[int, str, str]:
    """The exit code, and what was printed on both streams."""
    out, err = io.StringIO(), io.StringIO()
    listener = listener_of(format_, Console(out, Style()), Console(err, Style()), SETTING, None)
    console = Console(err, Style())
    code = deliver(report, lambda: listener.finished(report), listener.print, format_, outputs, SETTING, console)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def no_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def test_all_formats_at_once(tmp_path: Path) -> None:
    outputs = [Output(name, str(tmp_path / name)) for name in formats.FORMATS]
    code, _, err = delivered(runs.EVERYTHING, "text", *outputs)
    assert (code, err) == (4, "")
    for name in formats.FORMATS:
        assert (tmp_path / name).read_text(encoding="utf-8") == formats.renderer(name)(runs.EVERYTHING, SETTING)


@pytest.mark.parametrize("name", [name for name in formats.FORMATS if name not in ("text", "jsonl")])
def test_any_format_can_be_printed(name: str) -> None:
    assert delivered(runs.FINE, name) == (0, formats.renderer(name)(runs.FINE, SETTING), "")


@pytest.mark.parametrize("report", [runs.FINE, runs.EVERYTHING, runs.INTERRUPTED])
def test_a_renderer_that_fails_makes_no_success(
    report: RunReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(report: RunReport, setting: Setting) -> str:
        raise KeyError("x")

    monkeypatch.setattr(junit, "render", failing)
    (tmp_path / "junit.xml").write_text("before")
    outputs = [Output("junit", str(tmp_path / "junit.xml")), Output("json", str(tmp_path / "r.json"))]
    code, _, err = delivered(report, "text", *outputs)
    assert code == (130 if report.interrupted else 4)
    assert "error[RSP901]" in err
    assert (tmp_path / "junit.xml").read_text() == "before"
    assert json.loads((tmp_path / "r.json").read_text())["exit_code"] == report.exit_code
    code, out, _ = delivered(report, "junit", Output("json", str(tmp_path / "s.json")))
    assert code == (130 if report.interrupted else 4) and out == ""
    assert (tmp_path / "s.json").exists()


def test_a_file_that_cannot_be_written_is_wrong_input(tmp_path: Path) -> None:
    gone = Output("json", str(tmp_path / "gone" / "r.json"))
    whole = Output("markdown", str(tmp_path / "r.md"))
    code, _, err = delivered(runs.FINE, "json", gone, whole)
    assert code == 2 and "RSP143" in err and (tmp_path / "r.md").exists()
    assert delivered(runs.EVERYTHING, "json", gone)[0] == 4


def test_the_order_of_exit_codes_is_kept(tmp_path: Path) -> None:
    """2 is worse than 3, although it is less."""
    gone = Output("json", str(tmp_path / "gone" / "r.json"))
    opened = runs.run((runs.FileReport("a.rsp", (runs.LIMITED,)),))
    assert opened.exit_code == 3
    assert delivered(opened, "json", gone)[0] == 2


# ---------------------------------------------------------------- the step summary


def test_a_step_summary_is_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert delivered(runs.FINE, "json")[0] == 0
    assert summary.read_text() == "before\n"
    assert delivered(runs.FINE, "github")[0] == 0
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## rspverify: all as expected\n")
    assert text == "before\n" + formats.renderer("markdown")(runs.FINE, SETTING)


def test_a_step_summary_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    code, out, err = delivered(runs.FINE, "github")
    assert code == 2 and "RSP143" in err and "::group::" in out


# ---------------------------------------------------------------- lines as they come


def test_lines_are_printed_as_they_come(tmp_path: Path) -> None:
    """Each at once, and in the end the same ones as in a file."""
    out = io.StringIO()
    listener = LinesListener(Console(out, Style()), Console(io.StringIO(), Style()), "1.2.3", None)
    project = Project.__new__(Project)
    report = runs.EVERYTHING
    counts = []
    listener.problem(report.diagnostics, None)
    for file in report.files:
        listener.begins(file.path)
        for one in file.diagnostics:
            listener.problem((one,), file.path)
        for result in file.results:
            listener.result(project, result)
            counts.append(out.getvalue().count("\n"))
    assert all(after > before for before, after in itertools.pairwise(counts))
    listener.finished(report)
    assert out.getvalue() == formats.renderer("jsonl")(report, SETTING)


def test_a_run_without_anything_is_lines_too() -> None:
    _, out, _ = delivered(runs.run(()), "jsonl")
    assert [json.loads(line)["line"] for line in out.splitlines()] == ["head", "summary"]
