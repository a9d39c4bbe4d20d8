"""One worker, seen from its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from rspverify.workers.frames import SUBJECT, TASK, Frames, Letters, frame
from rspverify.workers.messages import Limits, Task

_PIECE = 1 << 20
_LAST_WORDS = 4000


class Process:
    """A worker that was started. `holds`: the subject that it was sent last; `peak`: see `wait`."""

    def __init__(self, limits: Limits) -> None:
        arguments = [] if limits.megabytes is None else [str(limits.megabytes)]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
        self._frames = Frames()
        # With -P nothing is imported from the working directory, which may hold the files of a stranger.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "rspverify.workers.worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(limits),
        )
        self.peak = 0
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        self.holds: int | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def fileno(self) -> int:
        """Where answers are to be read."""
        return self._out

    def answers(self) -> Iterator[bytes] | None:
        """The messages that have come; to be asked when there is something to read. None: the process has ended."""
        piece = os.read(self._out, _PIECE)
        return self._frames.feed(piece) if piece else None

    def send_subject(self, number: int, payload: bytes) -> None:
        self._send(SUBJECT + payload)
        self.holds = number

    def send_task(self, task: Task, letters: Letters) -> None:
        self._send(TASK + letters.pack(task))

    def _send(self, payload: bytes) -> None:
        """A worker that has died meanwhile is noticed where its answers end."""
        left = memoryview(frame(payload))
        try:
            while left:
                left = left[os.write(self._in, left) :]
        except BrokenPipeError:
            pass

    def end(self) -> int:
        """Ends the process at once, if it has not ended; what it came to: an exit code, or the negative of a signal."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return code

    def wait(self) -> int:
        """What the process came to, whose answers have ended. `peak` is then how much memory it had, in megabytes."""
        try:
            _, status, usage = os.wait4(self.pid, 0)
        except ChildProcessError:
            return self.end()
        code = self._process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = usage.ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
        self.end()
        return code

    def last_words(self) -> tuple[str, ...]:
        """The end of what it wrote to standard error."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _LAST_WORDS))
        text = self._errors.read().decode("utf-8", "replace").rstrip("\n")
        return tuple(text.split("\n")) if text else ()


def _environment(limits: Limits) -> dict[str, str] | None:
    """Where memory is limited, the C library may not set aside some for each thread."""
    return None if limits.megabytes is None else {**os.environ, "MALLOC_ARENA_MAX": "1"}


def ended_by(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"with exit code {code}"
    try:
        return f"by signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"
