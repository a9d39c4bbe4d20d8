from __future__ import annotations

import os
from pathlib import Path

import pytest

from rspverify.cli.write import write
from rspverify.source.diagnostics import SourceError


def test_replaces_and_keeps_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a.rsp"
    target.write_text("old")
    target.chmod(0o640)
    write(str(target), "new")
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.rsp"]


def test_follows_links(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    os.symlink("real", tmp_path / "link")
    write(str(tmp_path / "link"), "new")
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "link").is_symlink()


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    write(os.devnull, "text")
    assert not os.path.isfile(os.devnull)


@pytest.mark.parametrize("name", ["gone/a.json", "", "a\0b"])
def test_failures_have_a_code(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as raised:
        write(name, "text")
    assert raised.value.diagnostics[0].code == "RSP143"


def test_old_content_survives_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.rsp"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SourceError, match="no space left"):
        write(str(target), "new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.rsp"]
