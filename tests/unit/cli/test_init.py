"""`rspverify init`: what it writes is right as it stands, and it replaces nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rspverify.cli.console import Console, ReaderGone
from rspverify.cli.init import STARTER
from rspverify.cli.verbs import group, run


def rspverify(*words: str) -> int:
    return run(lambda: group.main(args=words, prog_name="rspverify", standalone_mode=False, obj=words), words)


def test_the_starter_project_is_as_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert rspverify("init", "new/ours") == 0
    assert "`rspverify check new/ours`" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "new" / "ours")
    assert rspverify("fmt", "--check") == 0
    assert rspverify("lint", "--fail-on", "warning") == 0
    capsys.readouterr()
    assert rspverify("check", "--no-cache") == 0
    assert "2 checks as expected, 0 not, 0 undetermined; 1 scenario as told" in capsys.readouterr().out


def test_nothing_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.rsp").write_text("entity Mine\n")
    assert rspverify("init") == 2
    assert "RSP143" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["policy.rsp"]
    assert rspverify("init", "policy.rsp") == 2
    assert rspverify("init", "a b") == 0
    assert "`rspverify check 'a b'`" in capsys.readouterr().out

    def gone(console: Console, text: str) -> None:
        raise ReaderGone

    monkeypatch.setattr(Console, "write", gone)
    assert rspverify("init", "whole") == 130
    assert len(list((tmp_path / "whole").iterdir())) == len(STARTER)
    assert (tmp_path / "policy.rsp").read_text() == "entity Mine\n"
