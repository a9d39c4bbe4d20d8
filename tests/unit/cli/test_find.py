from __future__ import annotations

import os
from pathlib import Path

import pytest

from rspverify.cli.find import find


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.rsp", "a/z.rsp", "a/b/c.rsp", "a-b.rsp", ".hidden/x.rsp", "notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("entity Lab\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_all_its_files_sorted(tree: Path) -> None:
    assert find(["."]).files == ("a/b/c.rsp", "a/z.rsp", "a-b.rsp", "b.rsp")
    assert find([]) == find(["."])


def test_a_file_is_itself_whatever_its_name(tree: Path) -> None:
    assert find(["notes.md"]).files == ("notes.md",)


def test_each_file_once(tree: Path) -> None:
    os.symlink("b.rsp", tree / "link.rsp")
    assert find(["b.rsp", ".", "a/../b.rsp"]).files == ("b.rsp", "a/b/c.rsp", "a/z.rsp", "a-b.rsp")


def test_links_in_circles(tree: Path) -> None:
    os.symlink("..", tree / "a" / "up")
    assert len(find(["."]).files) == 4


def test_what_is_not_there(tree: Path) -> None:
    (tree / "empty").mkdir()
    found = find(["empty", "gone.rsp", "b.rsp"])
    assert [one.code for one in found.diagnostics] == ["RSP141", "RSP101"]
    assert found.files == ("b.rsp",)


def test_paths_that_the_system_refuses(tree: Path) -> None:
    assert find(["x" * 5000]).files == () or find(["x" * 5000]).diagnostics == ()
    assert find(["a\0b"]).files == ("a\0b",)


def test_what_must_not_be_read_in_a_folder(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (tree / "rspverify.toml").touch()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "theirs.rsp").write_text("entity Lab\n")
    os.symlink(elsewhere / "theirs.rsp", tree / "a" / "out.rsp")
    os.symlink("../b.rsp", tree / "a" / "in.rsp")
    os.mkfifo(tree / "a" / "pipe.rsp")
    found = find(["a"])
    assert found.files == ("a/b/c.rsp", "a/in.rsp", "a/z.rsp")
    assert [(one.code, one.message) for one in found.diagnostics] == [
        ("RSP102", "`a/out.rsp` cannot be read: it is a link that leads out of the project"),
        ("RSP102", "`a/pipe.rsp` cannot be read: it is no file"),
    ]
    assert find(["a/out.rsp"]).files == ("a/out.rsp",), "who names it means it"
    os.symlink(elsewhere, tree / "linked")
    assert find(["linked"]).files == ("linked/theirs.rsp",), "so does who names a folder"
