from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from rspverify.cli.audit import FORMATS, command
from rspverify.cli.console import Console, ReaderGone
from rspverify.cli.verbs import run
from rspverify.source.diagnostics import Diagnostic, SourceError
from tests.unit.report.html.reading import read

HALT = "l must not train(l, m) when dangerous(m)"
WORLD = "entity Lab\nentity Model\npublic fact dangerous(m: Model)\npublic action train(l: Lab, m: Model) by l\n"
ACCEPTED = f'policy p binds l: Lab {{ accept RSP402 "fine" clause halt: {HALT} }}\n'
OPEN = f"policy p binds l: Lab {{ clause halt: {HALT} }}\n"


def code(tmp_path: Path, policy: str, *options: str) -> int:
    (tmp_path / "p.rsp").write_text(WORLD + policy, encoding="utf-8")
    arguments = [str(tmp_path / "p.rsp"), *options]
    return run(lambda: command.main(args=arguments, standalone_mode=False), arguments)


def test_nothing_open_is_0_and_a_finding_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(tmp_path, ACCEPTED) == 0
    assert code(tmp_path, OPEN) == 1
    assert code(tmp_path, OPEN, "--fail-on", "never") == 0
    assert code(tmp_path, OPEN, "--ignore", "RSP402") == 0
    assert code(tmp_path, OPEN, "--format", "json") == 1
    assert "RSP402" in capsys.readouterr().out
    assert code(tmp_path, OPEN, "--format", "html") == 1
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>") and "RSP402" in page and "✗ 1 finding" in read(page).text


def test_wrong_input_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(tmp_path, "policy p binds l: Nobody { }\n") == 2
    assert code(tmp_path, OPEN, "--policy", "q") == 2
    assert code(tmp_path, OPEN, "--select", "XYZ") == 2
    assert code(tmp_path, "axiom no: some m: Model | dangerous(m) and not dangerous(m)\n" + ACCEPTED) == 2
    assert "RSP501" in capsys.readouterr().err


def test_what_could_not_be_told_is_3(tmp_path: Path) -> None:
    starved = ("--rlimit", "1", "--select", "RSP402")
    assert code(tmp_path, OPEN, *starved) == 3
    assert code(tmp_path, OPEN, *starved, "--fail-on", "finding") == 0


def test_our_own_fault_is_4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("rspverify.check.audit.every.audit", broken)
    assert code(tmp_path, OPEN, "--fail-on", "never") == 4
    assert "RSP901" in capsys.readouterr().err


def test_reports_are_written_beside_the_one_that_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(tmp_path, OPEN) == 1
    printed = capsys.readouterr().out
    outputs = [f"--output={name}={tmp_path / name}" for name in FORMATS]
    assert code(tmp_path, OPEN, "--format", "markdown", *outputs) == 1
    assert (tmp_path / "text").read_text(encoding="utf-8") == printed
    assert (tmp_path / "markdown").read_text(encoding="utf-8") == capsys.readouterr().out
    assert all("RSP402" in (tmp_path / name).read_text(encoding="utf-8") for name in FORMATS)
    for refused in ("jsonl=x", f"json={tmp_path / 'p.rsp'}", f"json={tmp_path / 'none' / 'x'}"):
        assert code(tmp_path, OPEN, "--output", refused) == 2
    assert (tmp_path / "p.rsp").read_text() == WORLD + OPEN


@pytest.mark.parametrize(
    ("wrong", "expected"), [(ReaderGone(), 130), (SourceError([Diagnostic("RSP143", "it is full")]), 2)]
)
def test_a_text_that_cannot_be_printed_holds_up_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Exception, expected: int
) -> None:
    def write(console: Console, text: str) -> None:
        if console.stream is sys.stdout:
            raise wrong

    monkeypatch.setattr(Console, "write", write)
    assert code(tmp_path, OPEN, "--output", f"json={tmp_path / 'j'}") == expected
    report = json.loads((tmp_path / "j").read_text(encoding="utf-8"))
    assert report["exit_code"] == expected and "RSP402" in str(report)
