"""Runs that know earlier ones come to the same, sooner; and nothing that happens to the cache costs more than time."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rspverify.cli.main import main
from rspverify.store.place import FILE
from rspverify.store.whole_runs import shown_again

KILLS = 100 if os.environ.get("RSPVERIFY_NIGHTLY") else 3
"""How often processes are killed; 100 at night."""

TEXT = """\
entity Lab
fact reviewed(l: Lab)
action train(l: Lab) by l
action review(l: Lab) by l
  then reviewed(l)
policy careful binds l: Lab { clause halt: l must not train(l) unless reviewed(l) }
policy free binds l: Lab { }
property asked: never train(l) when not reviewed(l)
check asked
  under careful expect holds
  under free expect violated
scenario fine under careful {
  let l: Lab
  review(l)
  train(l) is permitted
}
"""
WORDS = ("check", "specs")

PROBE = """
import json, sys
from rspverify.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    sys.stderr.write(json.dumps([end.code, sorted({name.split(".")[0] for name in sys.modules})]))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a policy, and a cache that has seen nothing."""
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "specs").mkdir()
    (work / "specs" / "a.rsp").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(work)
    monkeypatch.setenv("RSPVERIFY_CACHE", str(tmp_path / "cache"))
    return work


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as end:
        main(words)
    assert isinstance(end.value.code, int)
    return (end.value.code, *capsys.readouterr())


def known(capsys: pytest.CaptureFixture[str], *words: str) -> int:
    """How many results were known."""
    document = json.loads(run(capsys, "check", *(words or ("specs",)), "--format", "json")[1])
    return int(document["times"].get("from_cache", 0))


def test_the_second_run_prints_the_same_and_imports_nothing(folder: Path) -> None:
    found = [
        subprocess.run([sys.executable, "-c", PROBE, *WORDS], capture_output=True, text=True, check=False)
        for _ in range(2)
    ]
    assert found[0].stdout == found[1].stdout != ""
    code, names = json.loads(found[1].stderr)
    assert code == 0
    assert set(names) & {"z3", "lark", "hypothesis", "click", "dataclasses"} == set()
    assert "z3" in json.loads(found[0].stderr)[1]
    # Another report is made of the same results, without a parser and without a solver.
    words = ["check", "specs", "--format", "json"]
    other = subprocess.run([sys.executable, "-c", PROBE, *words], capture_output=True, text=True, check=False)
    assert json.loads(other.stdout)["times"]["from_cache"] == 3
    assert set(json.loads(other.stderr.splitlines()[-1])[1]) & {"z3", "lark", "hypothesis"} == set()


def test_nothing_is_shown_again_after_a_change(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(capsys, *WORDS)
    assert shown_again(WORDS) == 0 and capsys.readouterr().out == first[1]
    assert shown_again(("check", "specs", "-q")) is None
    assert shown_again((*WORDS, "--no-cache")) is None
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown_again(WORDS) is None
    monkeypatch.delenv("NO_COLOR")
    for name, text in (("rspverify.toml", ""), ("specs/b.rsp", "entity Model\n"), ("specs/rspverify.toml", "")):
        (folder / name).write_text(text)
        assert shown_again(WORDS) is None, name
        (folder / name).unlink()
    path = folder / "specs" / "a.rsp"
    times = path.stat()
    path.write_text(TEXT.replace("unless reviewed", "when   reviewed"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert shown_again(WORDS) is None
    assert run(capsys, *WORDS)[0] == 1
    path.write_text(TEXT, encoding="utf-8")
    assert shown_again(WORDS) is None  # only the last run of these words is kept; but each result is
    assert run(capsys, *WORDS) == first and shown_again(WORDS) == 0
    other = folder / "other"
    path.rename(other)
    path.symlink_to(other)
    assert shown_again(WORDS) is None


def test_only_whole_runs_without_side_effects_are_shown_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more in (["-v"], ["--format", "json"], ["--format", "jsonl"], ["--save-traces", "t"], ["--output", "json=j"]):
        assert run(capsys, *WORDS, *more)[0] == 0
        assert shown_again((*WORDS, *more)) is None, more
    for more in (["-q"], ["--format", "markdown"], ["--format", "sarif"]):
        told = run(capsys, *WORDS, *more)
        assert shown_again((*WORDS, *more)) == 0 and capsys.readouterr().out == told[1]
    (folder / "specs" / "b.rsp").write_text("entity 3\n")
    assert run(capsys, *WORDS)[0] == 2 and shown_again(WORDS) is None


def test_what_is_known_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert known(capsys) == 0
    assert known(capsys) == 3
    assert known(capsys, "specs", "--select", "fine") == 1
    assert known(capsys, "specs", "--no-cache") == 0
    assert "3 of 3 results from the cache" in run(capsys, *WORDS, "-v")[2]
    with (folder / "specs" / "a.rsp").open("a") as stream:
        stream.write("# more\n")
    assert known(capsys) == 0


@pytest.mark.parametrize("damage", ["no folder", "a folder in its place", "garbage", "cut off", "off"])
def test_without_a_cache_all_is_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    wanted = run(capsys, *WORDS)
    path = folder.parent / "cache" / FILE
    match damage:
        case "no folder":
            monkeypatch.setenv("RSPVERIFY_CACHE", "/dev/null/cache")
        case "off":
            monkeypatch.setenv("RSPVERIFY_CACHE", "off")
        case "a folder in its place":
            path.unlink()
            path.mkdir()
        case "garbage":
            path.write_bytes(b"garbage" * 999)
        case _:
            path.write_bytes(path.read_bytes()[:5000])
    code, out, err = run(capsys, *WORDS)
    assert (code, out, err) == wanted  # nothing is said of it, unless one asks
    if damage in ("no folder", "a folder in its place"):
        assert "no cache, or not all of it: " in run(capsys, *WORDS, "-v")[2]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")
def test_a_report_that_cannot_be_printed_is_told_as_ever(folder: Path) -> None:
    command = [sys.executable, "-m", "rspverify", *WORDS]
    told = []
    for more in (["--no-cache"], [], []):
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*command, *more], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        told.append((done.returncode, done.stderr.count("error[RSP143]: the output cannot be written: ")))
        assert done.stderr.count("error[") == 1
    assert told == [(2, 1)] * 3


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "rspverify", *words], stdout=subprocess.PIPE)


def test_two_first_runs_at_once(folder: Path) -> None:
    both = [start(*WORDS) for _ in range(2)]
    told = [one.communicate(timeout=60)[0] for one in both]
    assert told[0] == told[1] != b"" and [one.returncode for one in both] == [0, 0]


def test_who_is_killed_leaves_neither_half_a_report_nor_half_a_cache(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted, chance = run(capsys, *WORDS, "--no-cache"), random.Random(3)
    for _ in range(KILLS):
        with start(*WORDS, "--output", "json=out.json", "--format", "jsonl") as one:
            time.sleep(chance.random() * 1.2)
            one.send_signal(signal.SIGKILL)
        if (folder / "out.json").exists():
            assert json.loads((folder / "out.json").read_text())["exit_code"] == 0
            (folder / "out.json").unlink()
        assert run(capsys, *WORDS) == wanted
        (folder / "specs" / "a.rsp").write_text(TEXT + "#" * chance.randrange(9) + "\n", encoding="utf-8")
