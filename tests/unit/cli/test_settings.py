"""Settings in files: which file counts, for which verb, and what is refused. tests/commands/shards.md shows them at work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rspverify.cli.settings import defaults, find_settings
from rspverify.cli.verbs import VERBS, group, run
from rspverify.source.diagnostics import SourceError

POLICY = """entity Lab
fact trained(l: Lab)
action train(l: Lab) by l
  then trained(l)
policy free binds l: Lab { }
property can: possible train(l)
check can under free
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inner = tmp_path / "project" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "project" / ".git").mkdir()
    (inner / "can.rsp").write_text(POLICY)
    monkeypatch.chdir(inner)
    return tmp_path


def values() -> Any:
    found = find_settings(".")
    return None if found is None else dict(found.values)


def test_the_nearest_file_counts(folder: Path) -> None:
    (folder / "rspverify.toml").write_text("depth = 1")
    assert values() is None, "it is above the folder with .git"
    (folder / "project" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 120")
    assert values() is None, "it has no settings for us"
    (folder / "project" / "pyproject.toml").write_text("[tool.rspverify]\ndepth = 2")
    assert values() == {"depth": 2}
    (folder / "project" / "rspverify.toml").write_text("depth = 3")
    assert values() == {"depth": 3}
    (folder / "project" / "inner" / "rspverify.toml").write_text("")
    assert values() == {}, "a file without settings is one, too"


def of(verb: str, folder: Path, text: str) -> dict[str, Any]:
    (folder / "project" / "rspverify.toml").write_text(text)
    settings, command = find_settings("."), group.get_command(None, verb)
    assert settings is not None and command is not None
    return defaults(settings, verb, tuple(VERBS), command)


def test_each_verb_has_its_own(folder: Path) -> None:
    text = 'rlimit = 7\nfail-on = "never"\nselect = "can*"\nno-cache = true\n[audit]\nrlimit = 8\n'
    expected = {"rlimit": 7, "fail_on": "never", "select": ["can*"], "no_cache": True}
    assert of("check", folder, text) == expected
    assert of("audit", folder, text) == {"rlimit": 8}
    assert of("lint", folder, text) == {}


def test_a_mark_of_the_encoding_is_no_statement(folder: Path) -> None:
    (folder / "project" / "rspverify.toml").write_text("depth = 3", encoding="utf-8-sig")
    assert values() == {"depth": 3}


def test_what_is_written_stays_beside_the_settings(folder: Path) -> None:
    text = "output = ['json=report.json', 'text=../x.txt']\nsave-traces = 'traces'"
    assert of("check", folder, text)["save_traces"] == "traces"


def test_paths_are_meant_from_where_the_file_is(folder: Path) -> None:
    assert of("check", folder, 'paths = ["inner/can.rsp", "other"]') == {"paths": ["can.rsp", "../other"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jbos = 2", "`jbos`, which is no option of `check`"),
        ("jobs = true", "it has to be a whole number"),
        ("jobs = 0", "range"),
        ("timeout = '9'", "it has to be a number"),
        ("timeout = nan", "is not a valid number"),
        ("timeout = inf", "range"),
        ("quiet = 1", "`true` or `false`"),
        ("select = [1]", "a list of texts"),
        ("format = 'pdf'", "is not one of"),
        ("output = 'pdf=x'", "FORMAT=FILE"),
        ("output = ['json=report.json', 'text=../../x.txt']", "only have something written in its own folder"),
        ("save-traces = '/tmp'", "only have something written in its own folder"),
        ("shard = '1/2'", "which no file can set"),
        ("[checks]\njobs = 2", "`checks`, which is no option of `check`"),
        ("jobs = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_refused(folder: Path, text: str, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        of("check", folder, text)
    (found,) = raised.value.diagnostics
    assert found.code == "RSP153" and said in found.message and "rspverify.toml" in found.message


def check(*arguments: str) -> int:
    words = ("check", *arguments)
    return run(lambda: group.main(args=words, prog_name="rspverify", standalone_mode=False, obj=words), words)


def test_the_command_line_wins(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "project" / "rspverify.toml").write_text(
        'quiet = true\nno-cache = true\npaths = ["inner"]\nselect = "none"'
    )
    assert check() == 2 and "RSP144" in capsys.readouterr().err
    assert check("--select", "can") == 0 and capsys.readouterr().out == ""
    assert check("--select", "can", "-v") == 0 and "possible under free" in capsys.readouterr().out
    assert check("-q", "-v") == 2 and "exclude each other" in capsys.readouterr().err


def test_help_needs_no_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "project" / "rspverify.toml").write_text("jobs = ")
    assert check("--help") == 0 and "Usage:" in capsys.readouterr().out
    assert check() == 2
