"""The process of a worker. It takes messages from its standard input and answers on what was its standard output; what
anything else prints goes to standard error, which the parent keeps for the case of a crash.

When its parent is gone, for whatever reason, the input ends, and the worker with it, also in the midst of a task. It
does not hear Ctrl-C, which is for the parent."""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
from typing import Any

from rspverify.workers.frames import READY, SUBJECT, Letters, frame, read_frame, unpack_subject
from rspverify.workers.limits import limit_memory
from rspverify.workers.messages import Done, Outcome, Raised, Stopped, Task, failure_of


def serve(megabytes: int | None) -> None:
    """Does one task after another until there is no parent any more; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    answers = os.dup(1)
    os.dup2(2, 1)
    messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(messages,), daemon=True).start()
    if megabytes is not None:
        limit_memory(megabytes)
    subject: Any = None
    letters = Letters()
    _send(answers, READY)
    while True:
        message = messages.get()
        if message[:1] == SUBJECT:
            subject, letters = unpack_subject(message[1:])
        else:
            _send(answers, _answer(message[1:], subject, letters, megabytes is not None))


def _answer(message: bytes, subject: Any, letters: Letters, limited: bool) -> bytes:
    """What becomes of a task, as bytes. Also what cannot be read or sent is told."""
    try:
        return letters.pack(_outcome(letters.unpack(message), subject, limited))
    except Exception as error:
        return letters.pack(Raised(failure_of(error)))


def _outcome(task: Task, subject: Any, limited: bool) -> Outcome:
    try:
        return Done(task.do(subject))
    except MemoryError as error:
        return Stopped("memory") if limited else Raised(failure_of(error))
    except Exception as error:
        return Raised(failure_of(error))


def _listen(messages: queue.SimpleQueue[bytes]) -> None:
    """Takes what comes; at the end of it there is nobody left to work for."""
    while (message := read_frame(sys.stdin.buffer)) is not None:
        messages.put(message)
    os._exit(0)


def _send(answers: int, payload: bytes) -> None:
    left = memoryview(frame(payload))
    try:
        while left:
            left = left[os.write(answers, left) :]
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]) if len(sys.argv) > 1 else None)
