"""`check --jobs`: the same report with any number of processes, hard stops, crashes, interruptions, and no orphans."""

from __future__ import annotations

import json
import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rspverify.cli.jobs import WORTH_A_PROCESS, size_of
from rspverify.cli.progress import duration, remaining, sentence

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = (
    "depends/two_words.rsp",
    "rejected/two_errors.rsp",
    "holds/exemption.rsp",
    "possible/act.rsp",
    "holds/lemma.rsp",
)
FORMATS = {"text": "txt", "sarif": "sarif", "junit": "xml", "github": "gh", "markdown": "md", "html": "html"}
"""Those that do not tell how long it took."""

WORDS = [f"w{number}" for number in range(26)]
SHORT = "".join(f" reading {word} as short" for word in WORDS)
ENDLESS = "".join(
    [
        "entity Lab\nindividual acme: Lab\nfact trained(l: Lab)\naction train(l: Lab) by l\n  then trained(l)\n",
        *(f'duration {word} "{word}" {{ reading short: 1 day reading long: 2 days }}\n' for word in WORDS),
        "policy free binds l: Lab { }\nproperty can: possible train(l)\n",
        f"check can\n  under free{SHORT}\n",
        "scenario endless under free { train(acme) }\n",
        f"scenario brief under free{SHORT} {{ train(acme) }}\n",
    ]
)
"""A scenario that is played under sixty-seven million combinations of readings, between a check and another scenario."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "endless.rsp").write_text(ENDLESS)
    return tmp_path


def rspverify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rspverify", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


# ---------------------------------------------------------------- the same report


def test_any_number_of_processes_and_of_parts_gives_the_same_reports(tmp_path: Path) -> None:
    def run(name: str, *arguments: str) -> tuple[int, str, str]:
        outputs = [f"--output={format_}={tmp_path / f'{name}.{end}'}" for format_, end in FORMATS.items()]
        outputs.append(f"--output=json={tmp_path / f'{name}.json'}")
        completed = rspverify(CORPUS, *arguments, *outputs)
        return completed.returncode, completed.stdout, completed.stderr

    alone = run("alone", "check", *FILES, "--jobs", "1", "--no-cache")
    assert alone[0] == 2 and "RSP2" in alone[2]
    assert run("two", "check", *FILES, "--jobs", "2", "--no-cache") == alone
    for part in ("1", "2"):
        assert run(f"part-{part}", "check", *FILES, "--shard", f"{part}/2", "--no-cache")[0] == 2
    assert run("merged", "merge", *(str(tmp_path / f"part-{part}.json") for part in ("2", "1"))) == alone
    for other in ("two", "merged"):
        for end in FORMATS.values():
            assert (tmp_path / f"{other}.{end}").read_bytes() == (tmp_path / f"alone.{end}").read_bytes()
        documents = [json.loads((tmp_path / f"{name}.json").read_text()) for name in (other, "alone")]
        for document in documents:
            del document["times"]
        assert documents[0] == documents[1]
    left = [
        json.loads((tmp_path / f"part-{part}.json").read_text())["summary"].get("elsewhere", 0) for part in ("1", "2")
    ]
    results = sum(len(file["results"]) for file in documents[0]["files"])
    assert results > 3 and sum(left) == results and 0 not in left


def test_how_many_processes() -> None:
    assert [size_of(None, asked, 4) for asked in (0, 1, WORTH_A_PROCESS * 2, 500)] == [0, 1, 2, 4]
    assert [size_of(3, asked, 1) for asked in (0, 2, 500)] == [0, 2, 3]


# ---------------------------------------------------------------- stopped, crashed


def outcomes(stdout: str) -> dict[str, str]:
    return {
        one.get("property", one.get("name")): one.get("unanswered", one.get("verdict", "told"))
        for file in json.loads(stdout)["files"]
        for one in file["results"]
    }


def test_a_hard_stop_for_each_check_and_progress_on_a_terminal(folder: Path) -> None:
    text = (folder / "endless.rsp").read_text()
    (folder / "endless.rsp").write_text(text[: text.index("check can")] + text[text.index("scenario") :])
    command = [sys.executable, "-m", "rspverify", "check", "--timeout", "2", "--jobs", "2", "--no-cache"]
    controller, terminal = pty.openpty()
    completed = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=terminal, stdin=subprocess.DEVNULL, text=True, check=False
    )
    os.close(terminal)
    shown = whole(controller)
    assert completed.returncode == 3
    assert "the time for one check is over, and it did not end by itself" in " ".join(completed.stdout.split())
    assert "0 checks as expected, 0 not, 1 undetermined; 1 scenario as told" in completed.stdout
    assert "reading endless.rsp" in shown and "1 of 2 done: endless" in shown
    assert shown.endswith("\r\x1b[K")


def whole(terminal: int) -> str:
    """All that was written to a terminal that nobody has open any more."""
    shown = b""
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
    except OSError:  # the end, on Linux
        pass
    os.close(terminal)
    return shown.decode()


@pytest.mark.parametrize(("number", "code", "said"), [(signal.SIGKILL, 3, "open"), (signal.SIGSEGV, 4, "fault")])
def test_a_process_that_ends_hides_no_other_check(folder: Path, number: int, code: int, said: str) -> None:
    """What the system ends is undetermined; what crashes is tried once more, and is our own fault."""
    with running(folder, "check", "--jobs", "2", "--format", "json", "--no-cache") as (process, workers):
        tries = 1 if number == signal.SIGKILL else 2
        seen: set[int] = set()
        for _ in range(tries):
            wait_until(lambda: any(busy(pid) for pid in workers() - seen))
            victim = max(workers() - seen, key=used)
            seen.add(victim)
            os.kill(victim, number)
        stdout = process.communicate(timeout=60)[0]
    assert process.returncode == code
    assert outcomes(stdout) == {"can": "possible", "endless": said, "brief": "told"}


def test_an_interruption_reports_what_is_finished_and_leaves_nobody(folder: Path) -> None:
    with running(folder, "check", "--jobs", "2", "--format", "json", "--no-cache") as (process, workers):
        # The other worker has done what there was for it when it uses no time any more.
        wait_until(lambda: any(busy(pid) for pid in workers()))
        process.send_signal(signal.SIGINT)
        stdout = process.communicate(timeout=60)[0]
        assert not workers()
    assert process.returncode == 130
    assert outcomes(stdout) == {"can": "possible", "brief": "told"}


def test_nobody_is_left_when_the_parent_is_killed_at_any_moment(folder: Path) -> None:
    """At night a hundred times."""
    chance = random.Random(6)
    for _ in range(100 if os.environ.get("RSPVERIFY_NIGHTLY") else 4):
        with running(folder, "check", "--jobs", "2", "--output", "json=report.json", "--no-cache") as (
            process,
            workers,
        ):
            time.sleep(chance.random() * 1.5)
            process.kill()
            process.wait()
            wait_until(lambda: not workers())
        assert not (folder / "report.json").exists()
        assert sorted(path.name for path in folder.iterdir()) == [".git", "endless.rsp"]


# ---------------------------------------------------------------- progress


def test_remaining_time_is_told_when_it_can_be_known() -> None:
    assert remaining(1.0, 5, 10) is None and remaining(60.0, 0, 10) is None
    assert remaining(60.0, 30, 40) == 20.0
    assert sentence(30, 40, 20.0, ["can under free"]) == "30 of 40 done, about 20 s left: can under free"
    assert sentence(40, 40, 0.0, []) == "40 of 40 done"
    times = (3, 44, 89, 95, 60 * 89, 60 * 100)
    assert [duration(seconds) for seconds in times] == [
        "a few seconds",
        "about 40 s",
        "about 90 s",
        "about 2 min",
        "about 89 min",
        "about 1.7 h",
    ]


# ---------------------------------------------------------------- processes

MARK = "RSPVERIFY_MARK"


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], Callable[[], set[int]]]]:
    """A run, and what tells its workers: they have its environment."""
    if not os.path.isdir("/proc/self"):
        pytest.skip("processes cannot be looked at here")
    mark = f"{MARK}={os.getpid()}-{time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(
        [sys.executable, "-m", "rspverify", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, name: value},
    )

    def workers() -> set[int]:
        pids = (int(entry) for entry in os.listdir("/proc") if entry.isdigit())
        return {pid for pid in pids if pid != process.pid and has(pid, mark)}

    try:
        yield process, workers
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def has(pid: int, mark: str) -> bool:
    try:
        return mark.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") and "Z" not in state(pid)
    except OSError:
        return False


def state(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()


def used(pid: int) -> int:
    """Ticks of the processor that a process has used."""
    try:
        return sum(map(int, state(pid)[11:13]))
    except OSError:
        return 0


def busy(pid: int) -> bool:
    """Whether it has worked for longer than the checks that end by themselves take."""
    return used(pid) > 1.5 * os.sysconf("SC_CLK_TCK")


def wait_until(reached: Callable[[], bool]) -> None:
    last = time.monotonic() + 120
    while not reached():
        assert time.monotonic() < last, "it took too long"
        time.sleep(0.05)
