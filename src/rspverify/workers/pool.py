"""Several workers that share a list of tasks.

A task that takes too long is ended together with its worker, which is replaced. A task whose worker dies by itself is
tried once more by another one: what happens twice is no accident. The pool has no thread of its own: it works while
`step` is called.

Tasks are begun in their order, whoever is free, and not by what a worker knows already: a policy with all that it uses
is sent in a few milliseconds, and what is found out about it is found out once, by a task of its own."""

from __future__ import annotations

import heapq
import selectors
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import TracebackType

from rspverify.workers.frames import READY, Letters, pack_subject
from rspverify.workers.hands import Ticket
from rspverify.workers.messages import UNLIMITED, Died, Limits, Outcome, Stopped, Task
from rspverify.workers.process import Process, ended_by

GRACE = 2.0
"""Seconds that a task may take beyond its limit before its worker is ended: most end by themselves in time."""

_TRIES = 2
_Z3_HAD_NO_MEMORY = 101
"""The exit code with which Z3 ends its process where it runs out of the memory that it may use while it reads a text
(`ERR_MEMOUT` in `util/error_codes.h`)."""
_OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "out of memory", "cannot allocate", "memory allocation")
"""What the last words of a process that had no memory hold."""


@dataclass(order=True)
class _Job:
    """`order`: which comes first; `subject`: the number of what it is about; `tried`: how often a worker died of it."""

    order: tuple[int, ...]
    ticket: Ticket
    subject: int = field(compare=False)
    task: Task = field(compare=False)
    tried: int = field(default=0, compare=False)


@dataclass
class _Worker:
    """`job`: what it does since `since` (on the clock of `time.monotonic`); `ready`: it has said that it listens."""

    process: Process
    job: _Job | None = None
    since: float = 0.0
    ready: bool = False


class Pool:
    """At most `size` workers; each is started when there is something to do for it. To be closed, or used in a `with`
    block."""

    def __init__(self, size: int, limits: Limits = UNLIMITED, grace: float = GRACE) -> None:
        self._size, self._limits, self._grace = size, limits, grace
        self._waiting: list[_Job] = []
        self._workers: list[_Worker] = []
        self._subjects: list[object] = []
        self._packed: dict[int, tuple[bytes, Letters]] = {}
        self._tickets = 0
        self._selector = selectors.DefaultSelector()
        self._outcomes: list[tuple[Ticket, Outcome]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, whatever they do."""
        for worker in self._workers:
            worker.process.end()
        self._workers.clear()
        self._selector.close()

    def subject(self, value: object) -> int:
        """The number of something that tasks are about. It is sent to a worker once for all of them that follow."""
        self._subjects.append(value)
        return len(self._subjects) - 1

    def add(self, task: Task, subject: int, order: tuple[int, ...]) -> Ticket:
        """One more task; the waiting one with the least `order` is begun first."""
        self._tickets += 1
        heapq.heappush(self._waiting, _Job(order, self._tickets, subject, task))
        return self._tickets

    @property
    def busy(self) -> bool:
        """Whether anything is left to do, or to tell."""
        return bool(self._waiting or self._outcomes) or any(worker.job for worker in self._workers)

    def running(self) -> tuple[Ticket, ...]:
        """The tasks that workers are at, those first that were begun first."""
        working = sorted((worker.since, worker.job.ticket) for worker in self._workers if worker.job is not None)
        return tuple(ticket for _, ticket in working)

    def step(self, patience: float) -> list[tuple[Ticket, Outcome]]:
        """Hands out what can be handed out, and waits for at most so many seconds until something is finished; what
        became of which tasks."""
        self._start()
        self._hand_out()
        for key, _ in self._selector.select(self._until(patience)):
            self._hear(key.data)
        self._stop_late_ones()
        self._start()
        self._hand_out()
        told, self._outcomes = self._outcomes, []
        return told

    # ----------------------------------------------------------------

    def _start(self) -> None:
        """Starts workers, as long as there are tasks for more."""
        idle = sum(worker.job is None for worker in self._workers)
        while len(self._workers) < self._size and idle < len(self._waiting):
            try:
                worker = _Worker(Process(self._limits))
            except OSError:
                # The system has no room for one more. Those that are there do the work.
                if not self._workers:
                    raise
                self._size = len(self._workers)
                return
            self._workers.append(worker)
            self._selector.register(worker.process, selectors.EVENT_READ, worker)
            idle += 1

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.job is None and self._waiting:
                self._give(worker, heapq.heappop(self._waiting))

    def _give(self, worker: _Worker, job: _Job) -> None:
        payload, letters = self._packed.get(job.subject) or self._pack(job.subject)
        worker.job = job
        if worker.process.holds != job.subject:
            worker.process.send_subject(job.subject, payload)
        worker.process.send_task(job.task, letters)
        worker.since = time.monotonic()

    def _pack(self, subject: int) -> tuple[bytes, Letters]:
        self._packed[subject] = pack_subject(self._subjects[subject])
        return self._packed[subject]

    def _until(self, patience: float) -> float:
        """How long to wait at most, given that a worker may have to be stopped."""
        if self._outcomes:
            return 0.0
        if self._limits.seconds is None:
            return patience
        latest = [worker.since for worker in self._workers if worker.job is not None]
        left = min(latest, default=time.monotonic()) + self._limits.seconds + self._grace - time.monotonic()
        return max(0.0, min(patience, left)) if latest else patience

    def _hear(self, worker: _Worker) -> None:
        messages = worker.process.answers()
        if messages is None:
            self._gone(worker)
            return
        for message in messages:
            if message == READY:
                worker.ready = True
            elif worker.job is not None:
                outcome = self._packed[worker.job.subject][1].unpack(message)
                if isinstance(outcome, Stopped):
                    outcome = replace(outcome, seconds=time.monotonic() - worker.since)
                self._outcomes.append((worker.job.ticket, outcome))
                worker.job = None

    def _gone(self, worker: _Worker) -> None:
        """A worker has died. One that had nothing to do yet did so of what came next: somebody must be told."""
        self._forget(worker)
        code = worker.process.wait()
        job = worker.job
        if job is None and not worker.ready and self._waiting:
            job = heapq.heappop(self._waiting)
        if job is not None:
            self._died(job, worker, code)

    def _died(self, job: _Job, worker: _Worker, code: int) -> None:
        seconds = time.monotonic() - worker.since if worker.since else 0.0
        words = worker.process.last_words()
        if code == _Z3_HAD_NO_MEMORY or self._had_no_memory(worker.process.peak, words):
            self._outcomes.append((job.ticket, Stopped("memory", seconds)))
        elif code == -signal.SIGKILL:
            self._outcomes.append((job.ticket, Stopped("system", seconds)))
        elif job.tried + 1 < _TRIES:
            job.tried += 1
            heapq.heappush(self._waiting, job)
        else:
            self._outcomes.append((job.ticket, Died(ended_by(code), words)))

    def _had_no_memory(self, peak: int, words: tuple[str, ...]) -> bool:
        """Whether a worker died of its limit: it says so, or it had so much that what is not counted is the rest."""
        if self._limits.megabytes is None:
            return False
        return peak * 2 > self._limits.megabytes or any(sign in line for line in words for sign in _OUT_OF_MEMORY)

    def _stop_late_ones(self) -> None:
        if self._limits.seconds is None:
            return
        latest = time.monotonic() - self._limits.seconds - self._grace
        for worker in list(self._workers):
            if worker.job is not None and worker.since <= latest:
                self._outcomes.append((worker.job.ticket, Stopped("time", time.monotonic() - worker.since)))
                self._forget(worker)
                worker.process.end()

    def _forget(self, worker: _Worker) -> None:
        self._selector.unregister(worker.process)
        self._workers.remove(worker)


def every(pool: Pool, patience: float = 1.0) -> Iterator[tuple[Ticket, Outcome]]:
    """What becomes of all tasks of a pool, as they are finished."""
    while pool.busy:
        yield from pool.step(patience)
