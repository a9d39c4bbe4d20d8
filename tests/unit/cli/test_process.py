"""How the process behaves when it fails, is interrupted, or has nobody who reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rspverify.cli.verbs import VERBS

GOOD = """entity Lab
fact trained(l: Lab)
action train(l: Lab) by l
  then trained(l)
policy free binds l: Lab { }
property can: possible train(l)
check can under free
"""
BAD = (
    GOOD
    + """property bad: possible train(l)
check bad under free
property late: possible train(l)
check late under free
"""
)

FAILING = """
import sys, time
import rspverify.check.run as run
from rspverify.cli.main import main
real = run.result_of
def failing(project, asked, options, sanity):
    result = real(project, asked, options, sanity)
    if result.property == "bad":
        {what}
    return result
run.result_of = failing
main(sys.argv[1:])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "good.rsp").write_text(GOOD)
    yield tmp_path


def rspverify(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rspverify", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def failing(folder: Path, what: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run in which something goes wrong with each check that is called `bad`."""
    (folder / "good.rsp").write_text(BAD)
    return subprocess.run(
        [sys.executable, "-c", FAILING.format(what=what), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(folder: Path, verb: str) -> None:
    completed = rspverify(folder, verb, "--help")
    assert completed.returncode == 0
    assert completed.stdout.startswith(f"Usage: python -m rspverify {verb}") or f"rspverify {verb}" in completed.stdout


def test_a_crash_is_our_own_fault_and_hides_nothing(folder: Path) -> None:
    (folder / "other.rsp").write_text(GOOD)
    completed = failing(folder, "raise KeyError('x')", "check", ".")
    assert completed.returncode == 4
    assert completed.stdout.count("possible under free") == 3
    assert "rspverify itself failed: KeyError at" in completed.stdout
    assert "error[RSP901]" in completed.stdout and "Traceback" not in completed.stdout
    assert "our mistake, not yours" in completed.stdout


def test_a_crash_with_its_traceback(folder: Path) -> None:
    assert "Traceback" in failing(folder, "raise KeyError('x')", "check", "-v", ".").stdout


@pytest.mark.parametrize("what", ["raise RecursionError", "raise MemoryError", "raise OSError", "pass"])
def test_other_crashes(folder: Path, what: str) -> None:
    completed = failing(folder, what, "check", ".", "--format", "json")
    report = json.loads(completed.stdout)
    assert completed.returncode == report["exit_code"] == (0 if what == "pass" else 4)
    assert report["summary"]["faults"] == (0 if what == "pass" else 1)


def test_results_that_are_missing_are_our_own_fault(folder: Path) -> None:
    """A check that was asked for and has no result is never passed over in silence."""
    silent = """
import sys
from rspverify.cli.sources import InProcess
from rspverify.cli.main import main
InProcess.results = lambda source, file: iter(())
main(sys.argv[1:])
"""
    completed = subprocess.run(
        [sys.executable, "-c", silent, "check", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 4
    assert "1 without a result" in completed.stdout


def test_interrupted_runs_report_what_is_finished(folder: Path) -> None:
    (folder / "good.rsp").write_text(BAD)
    (folder / "other.rsp").write_text(GOOD)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            FAILING.format(what="print('sleeping', flush=True); [time.sleep(0.1) for _ in range(600)]"),
            "check",
            ".",
            "--output",
            "json=r.json",
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while "sleeping" not in process.stdout.readline():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "1 check as expected" in out and "1 file not begun" in out and "interrupted" in out
    assert "Traceback" not in err
    report = json.loads((folder / "r.json").read_text())
    assert report["interrupted"] and report["exit_code"] == 130


def test_an_interrupt_before_anything_has_begun(folder: Path) -> None:
    early = """
import builtins, sys
from rspverify.cli.main import main
real = builtins.__import__
def interrupted(name, *others):
    if name == "rspverify.cli.verbs":
        raise KeyboardInterrupt
    return real(name, *others)
builtins.__import__ = interrupted
main(sys.argv[1:])
"""
    command = [sys.executable, "-c", early, "lint", "."]
    completed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (completed.returncode, completed.stdout, completed.stderr) == (130, "", "")


def test_nobody_reads(folder: Path) -> None:
    """A closed pipe is no crash, and no success either while checks are left."""
    for number in range(3):
        (folder / f"more{number}.rsp").write_text(GOOD)
    command = f"{sys.executable} -m rspverify check . | true; echo ${{PIPESTATUS[0]}}"
    completed = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert completed.stdout.strip() == "130"
    assert completed.stderr == ""
    command = f"{sys.executable} -m rspverify explain | head -1; echo ${{PIPESTATUS[0]}}"
    completed = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert completed.stdout.strip().split("\n")[-1] in ("0", "130")
    assert completed.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_changes_no_exit_code(folder: Path, closed: str) -> None:
    command = f"{sys.executable} -m rspverify check . --output text=report.txt {closed}"
    assert subprocess.run(["bash", "-c", command], cwd=folder, check=False).returncode == 0
    assert (folder / "report.txt").read_text(encoding="utf-8").count("possible under free") == 1


def test_colours(folder: Path) -> None:
    assert "\x1b[" not in rspverify(folder, "check", ".").stdout
    assert "\x1b[" in rspverify(folder, "check", ".", "--color", "always").stdout
    assert "\x1b[" in rspverify(folder, "check", ".", "--color", "always", NO_COLOR="1").stdout


def test_poor_encodings(folder: Path) -> None:
    completed = rspverify(folder, "check", ".", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert completed.returncode == 0
    assert "+ possible under free" in completed.stdout


def test_what_programs_read_is_utf_8_whatever_the_language_settings_say(folder: Path) -> None:
    text = GOOD.replace("entity Lab", 'entity Lab "実験室 🧪"')
    (folder / "good.rsp").write_text(text, encoding="utf-8")
    poor = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    for words in (["check", ".", "--format", "html"], ["fmt", "-"]):
        command = [sys.executable, "-m", "rspverify", *words]
        given = text.encode("utf-8")
        completed = subprocess.run(command, cwd=folder, input=given, stdout=subprocess.PIPE, env=poor, check=False)
        assert completed.returncode == 0
        assert "実験室 🧪" in completed.stdout.decode("utf-8")


def test_an_output_that_cannot_be_written_is_no_success(folder: Path) -> None:
    (folder / "protected").mkdir(mode=0o500)
    if os.access(folder / "protected", os.W_OK):
        target = "/dev/full" if os.path.exists("/dev/full") else None
    else:
        target = "protected/report.json"
    if target is None:
        pytest.skip("everything can be written here")
    completed = rspverify(folder, "check", ".", "--output", f"json={target}")
    assert completed.returncode == 2
    assert "RSP143" in completed.stderr
    assert "1 check as expected" in completed.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")
@pytest.mark.parametrize("words", [["check", "missing.rsp"], ["nonsense"], ["mutate", "missing.rsp"]])
def test_what_cannot_be_told_does_not_change_the_exit_code(folder: Path, words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "rspverify", *words]
        assert subprocess.run(command, cwd=folder, stderr=full, check=False).returncode == 2


def test_progress_is_for_terminals_only(folder: Path) -> None:
    assert rspverify(folder, "check", ".").stderr == ""
