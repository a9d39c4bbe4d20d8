"""`check --watch`: only what a change touches is checked again. Time does not pass here: changes are made instead of
waiting."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.cli.also import Wanted
from rspverify.cli.check import command
from rspverify.cli.check_watch import check_and_watch
from rspverify.cli.console import Console
from rspverify.cli.looking import Looking, touched
from rspverify.cli.options import FailOn, Output
from rspverify.cli.rounds import Asked
from rspverify.cli.verbs import run
from rspverify.report.setting import Setting
from rspverify.report.style import Style

WORLD = "entity Lab\naction train(l: Lab) by l\n"
POLICY = 'use "world.rsp"\npolicy lax binds l: Lab { }\n'
STRICT = 'use "world.rsp"\npolicy lax binds l: Lab { clause no: l must not train(l) }\n'
CLAIM = 'use "policy.rsp"\nproperty can: possible train(l)\ncheck can under lax\n'
OTHER = "entity Dog\naction bark(d: Dog) by d\nproperty barks: possible bark(d)\ncheck barks\n"

Change = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, text in (("world", WORLD), ("policy", POLICY), ("claim", CLAIM), ("other", OTHER)):
        (tmp_path / f"{name}.rsp").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def watched(
    *changes: Change,
    select: tuple[str, ...] = (),
    fail_on: FailOn = "unknown",
    outputs: Sequence[Output] = (),
) -> tuple[int, str, str]:
    """The code, and what was printed on both streams, if these changes are made one after the other, and then Ctrl-C."""
    left = iter(changes)
    quiet = iter(())

    def pause(_: float) -> None:
        nonlocal quiet
        if next(quiet, None) is None:
            change = next(left, None)
            if change is None:
                raise KeyboardInterrupt
            change()
            quiet = iter((1, 2))

    out, err = io.StringIO(), io.StringIO()
    asked = Asked(CheckOptions(select=select), fail_on, 1, Wanted(), cache=False)
    code = check_and_watch(
        (".",), asked, "text", outputs, Setting("1"), Console(out, Style()), Console(err, Style()), pause
    )
    return code, out.getvalue(), err.getvalue()


def write(name: str, text: str) -> Change:
    return lambda: Path(name).write_text(text, encoding="utf-8")


def test_only_what_a_change_touches(folder: Path) -> None:
    code, out, err = watched(write("policy.rsp", STRICT))
    first, _, second = out.partition("as expected, 0 not")
    assert "other.rsp" in first and "possible under lax" in first
    assert "impossible under lax, expected possible" in second and "other.rsp" not in second
    assert "1 check as expected, 1 not" in second
    assert err.splitlines() == [
        "watching 4 files; Ctrl-C ends",
        "changed: policy.rsp; checking 2 of 4 files",
        "watching 4 files; Ctrl-C ends",
    ]
    assert code == 1


def test_a_file_that_is_wrong_for_a_while(folder: Path) -> None:
    code, out, err = watched(write("world.rsp", "entity"), write("world.rsp", WORLD))
    assert err.count("error[RSP1") == 1 and err.count("changed: world.rsp; checking 3 of 4 files") == 2
    assert code == 0 and out.rstrip().endswith("2 checks as expected, 0 not, 0 undetermined")


def test_files_come_and_go(folder: Path) -> None:
    code, out, err = watched(
        write("new.rsp", OTHER),
        lambda: os.remove("other.rsp"),
        lambda: os.remove("world.rsp"),
        write("world.rsp", WORLD),
    )
    assert "changed: new.rsp; checking 1 of 5 files" in err
    assert "gone: other.rsp; checking 0 of 4 files" in err
    assert "RSP233" in err and "changed: world.rsp; gone: world.rsp; checking 2 of 3 files" in err
    assert "changed: world.rsp; checking 3 of 4 files" in err
    assert code == 0 and out.rstrip().endswith("2 checks as expected, 0 not, 0 undetermined")


def test_a_look_at_the_clock_is_no_change(folder: Path) -> None:
    looking = Looking(["."])
    before = looking.look()
    os.utime("world.rsp", (1, 1))
    assert not touched(before, looking.look()).anything
    Path("notes.txt").write_text("x")
    assert not touched(before, looking.look()).anything
    Path("world.rsp").write_text(WORLD + "# more\n", encoding="utf-8")
    assert touched(before, looking.look()).files == ("claim.rsp", "policy.rsp", "world.rsp")


def test_only_files_of_the_project_are_looked_at(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / ".git").mkdir()
    (inner / "a.rsp").write_text('use "../world.rsp"\nuse "b.rsp" # use "a.rsp"\n', encoding="utf-8")
    seen = Looking(["inner"]).look()
    assert set(seen.texts) == {str((inner / name).resolve()) for name in ("a.rsp", "b.rsp")}


def test_reports_are_written_each_time_about_all_files(folder: Path) -> None:
    place = folder / "r.json"
    found: list[object] = []

    def look() -> None:
        found.append(json.loads(place.read_text(encoding="utf-8"))["summary"]["unexpected"])
        write("policy.rsp", STRICT)()

    watched(look, outputs=(Output("json", str(place)),))
    report = json.loads(place.read_text(encoding="utf-8"))
    assert found == [0] and report["summary"]["unexpected"] == 1
    assert [one["path"] for one in report["files"]] == ["claim.rsp", "other.rsp", "policy.rsp", "world.rsp"]


def test_what_is_not_selected_in_a_round_is_no_mistake(folder: Path) -> None:
    code, _, err = watched(write("other.rsp", OTHER + "# more\n"), select=("can",))
    assert code == 0 and "RSP144" not in err
    code, _, err = watched(select=("nothing",))
    assert code == 2 and err.count("RSP144") == 1


def test_warnings_hang_on_all_files(folder: Path) -> None:
    change = write("other.rsp", OTHER + "# more\n")
    _, _, err = watched(change, fail_on="warning")
    assert "changed: other.rsp; checking 4 of 4 files" in err


def test_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in (["--format", "json"], ["--save-traces", "t"]):
        arguments = ["--watch", *options]
        assert run(lambda words=arguments: command.main(args=words, standalone_mode=False), arguments) == 2
    assert "`--output json=FILE`" in capsys.readouterr().err


def test_the_process_ends_with_the_last_code(folder: Path) -> None:
    (folder / "policy.rsp").write_text(STRICT, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rspverify", "check", "--watch"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None and process.stderr.readline() == "watching 4 files; Ctrl-C ends\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (1, "")
