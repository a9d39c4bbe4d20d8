"""Tasks in processes: what they come to, how they are stopped, and that nobody is left behind.

The tasks are functions that a worker can import: their subject is what they are called with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.workers import pool as pool_module
from rspverify.workers.messages import Call, Died, Done, Limits, Outcome, Raised, Stopped
from rspverify.workers.pool import Pool, every

_CRASH = "__import__('os').kill(__import__('os').getpid(), {signal})"


def outcomes(pool: Pool, *calls: tuple[Callable[[Any], object], object]) -> list[Outcome]:
    """What becomes of calls, in their order."""
    tickets = [pool.add(Call(function), pool.subject(value), (place,)) for place, (function, value) in enumerate(calls)]
    found = dict(every(pool))
    return [found[ticket] for ticket in tickets]


def test_tasks_come_to_what_they_give_back_or_raise() -> None:
    with Pool(2) as pool:
        found = outcomes(pool, (len, "abc"), (int, "abc"), (len, "abcd"))
    assert found[0] == Done(3) and found[2] == Done(4)
    assert isinstance(found[1], Raised) and found[1].failure.kind == "ValueError"
    assert "invalid literal" in found[1].failure.lines[-1]


def test_what_cannot_be_sent_is_told() -> None:
    with Pool(1) as pool:
        (found,) = outcomes(pool, (eval, "lambda: 0"))
    assert isinstance(found, Raised)


def test_what_workers_print_disturbs_nobody() -> None:
    with Pool(1) as pool:
        assert outcomes(pool, (print, "x" * 100), (len, "abc")) == [Done(None), Done(3)]


def test_a_task_that_takes_too_long_is_stopped_and_its_worker_replaced() -> None:
    with Pool(1, Limits(seconds=0.3), grace=0.1) as pool:
        late, soon = outcomes(pool, (time.sleep, 60), (len, "abc"))
    assert isinstance(late, Stopped) and late.by == "time" and 0.4 <= late.seconds < 30
    assert soon == Done(3)


def test_a_task_that_needs_too_much_memory_is_stopped() -> None:
    with Pool(1, Limits(megabytes=400)) as pool:
        large, small = outcomes(pool, (bytearray, 900 * 2**20), (len, "abc"))
    assert isinstance(large, Stopped) and large.by == "memory"
    assert small == Done(3)


_Z3_READS_TOO_MUCH = """
[
    __import__("z3").set_param("memory_max_size", 20),
    __import__("z3").z3core.Z3_eval_smtlib2_string(
        __import__("z3").main_ctx().ref(),
        "(declare-const x Int)" + "".join("(assert (< x %d))" % bound for bound in range(100000)),
    ),
]
""".strip()


def test_a_worker_that_z3_ends_for_lack_of_memory_is_no_fault_of_its_task() -> None:
    """Z3 ends its process where it runs out of memory while it reads."""
    with Pool(1) as pool:
        large, small = outcomes(pool, (eval, _Z3_READS_TOO_MUCH), (len, "abc"))
    assert isinstance(large, Stopped) and large.by == "memory"
    assert small == Done(3)


def test_a_worker_that_the_system_ends_is_no_fault_of_its_task() -> None:
    with Pool(1) as pool:
        killed, other = outcomes(pool, (eval, _CRASH.format(signal=9)), (len, "abc"))
    assert isinstance(killed, Stopped) and killed.by == "system"
    assert other == Done(3)


def test_a_worker_that_dies_twice_is_reported_with_its_last_words() -> None:
    with Pool(1) as pool:
        died, other = outcomes(pool, (eval, _CRASH.format(signal=11)), (len, "abc"))
    assert isinstance(died, Died) and died.how == "by signal 11, SIGSEGV"
    assert any("Segmentation fault" in line for line in died.lines)
    assert other == Done(3)


def test_a_worker_that_dies_once_gets_another_try(tmp_path: Any) -> None:
    """The first worker leaves a file behind, the second one finds it."""
    mark = tmp_path / "mark"
    script = f"""
__import__('os').path.exists({str(mark)!r}) or (open({str(mark)!r}, 'w').close(), __import__('os')._exit(7))
""".strip()
    with Pool(1) as pool:
        assert outcomes(pool, (eval, script)) == [Done(True)]
    assert mark.exists()


def test_a_worker_that_cannot_begin_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Pool(2) as pool:
        assert outcomes(pool, (len, "abc")) == [Died("with exit code 1", ())]


def test_workers_import_nothing_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold the files of a stranger."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "queue.py").write_text("raise SystemExit(9)")
    with Pool(1) as pool:
        assert outcomes(pool, (len, "abc")) == [Done(3)]


def test_where_there_is_no_room_for_more_workers_those_that_are_there_do_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, started = pool_module.Process, []

    def process(limits: Limits) -> pool_module.Process:
        if started:
            raise BlockingIOError("no room")
        started.append(real(limits))
        return started[0]

    monkeypatch.setattr(pool_module, "Process", process)
    with Pool(4) as pool:
        assert outcomes(pool, (len, "a"), (len, "ab"), (len, "abc")) == [Done(1), Done(2), Done(3)]


def test_what_comes_first_is_begun_first() -> None:
    with Pool(1) as pool:
        places = {pool.add(Call(len), pool.subject("abc"), (place,)): place for place in (3, 1, 2)}
        assert [places[ticket] for ticket, _ in every(pool)] == [1, 2, 3]


def test_results_share_the_texts_of_their_subject() -> None:
    """A place in a policy file comes back as a place in the very same file."""
    file = SourceFile("a.rsp", "some text")
    spans = (Span(file, 1, 2), Span(file, 3, 4))
    with Pool(1) as pool:
        (found,) = outcomes(pool, (list, spans))
    assert isinstance(found, Done) and found.value == list(spans)
    assert all(span.file is file for span in found.value)


_PARENT = """
import sys, time
from rspverify.workers.messages import Call
from rspverify.workers.pool import Pool
pool = Pool(2)
for script in ("__import__('time').sleep(600)", "(lambda: [0 for _ in iter(int, 1)])()"):
    pool.add(Call(eval), pool.subject(script), (0,))
while len(pool.running()) < 2:
    pool.step(0.1)
print(*(worker.process.pid for worker in pool._workers), flush=True)
time.sleep(600)
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    """One of them sleeps, the other one computes without end."""
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(word) for word in parent.stdout.readline().split()]
    assert len(workers) == 2 and all(alive(pid) for pid in workers)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not any(alive(pid) for pid in workers))


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return not os.path.isdir("/proc/self")


def wait_until(reached: Callable[[], bool]) -> None:
    last = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < last, "it took too long"
        time.sleep(0.02)
