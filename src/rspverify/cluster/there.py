"""What is done on a machine of the cluster. The Dask worker itself opens no letter and imports no solver: it has
children, one for each task at a time, that can be stopped and that crash alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from distributed import Reschedule, Worker, get_worker

from rspverify.cluster.letters import Envelope, Letter, Opening
from rspverify.cluster.versions import Versions, installed
from rspverify.workers.messages import Done, Limits, Outcome, Task
from rspverify.workers.pool import Pool

IDLE = 20.0
"""Seconds after which a child that has nothing to do is ended."""

_PATIENCE = 0.2
"""Seconds between two looks at whether the task is still wanted."""

_ATTRIBUTE = "rspverify_nursery"

Wanted: TypeAlias = Callable[[], bool]


def work(limits: Limits, envelope: Envelope, letter: Letter) -> Outcome:
    """A task of Dask's: does what the letter says, in a child. What is done is bytes, or `OtherVersions`."""
    worker = get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        known = worker.state.tasks.get(key)
        return known is not None and known.state != "cancelled" and worker.status.name in _AT_WORK

    return nursery(worker).do(limits, envelope, letter, wanted)


_AT_WORK = ("init", "running", "paused", "closing_gracefully")


def versions() -> Versions:
    """What is installed there."""
    return installed()


def nursery(worker: Worker) -> Nursery:
    """The children of a Dask worker."""
    found: Nursery = worker.__dict__.setdefault(_ATTRIBUTE, Nursery())
    return found


@dataclass(eq=False)
class _Child:
    """A process, alone in its pool. `knows`: the envelopes that were given to the pool, by their names, with their
    numbers there; `opened`: the one that the process has opened last. `since`: since when it is idle, by the clock of
    `time.monotonic`."""

    limits: Limits
    pool: Pool
    knows: dict[str, int] = field(default_factory=dict)
    opened: str = ""
    since: float = 0.0


@dataclass
class Nursery:
    """Children are kept for a while, since most of what they cost is their beginning. Used by all threads of a Dask
    worker: there are as many children as there are threads, at most."""

    idle: list[_Child] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    reaper: threading.Timer | None = None

    def do(self, limits: Limits, envelope: Envelope, letter: Letter, wanted: Wanted) -> Outcome:
        """Raises `Reschedule` where the task is no longer wanted here, which nobody hears of then."""
        child = self._child(limits, envelope.name)
        try:
            outcome = _opened(child, envelope, wanted)
            if outcome == Done(None):
                outcome = _outcome(child, envelope, letter, wanted)
        except BaseException:
            child.pool.close()
            raise
        self._keep(child)
        return outcome

    def _child(self, limits: Limits, envelope: str) -> _Child:
        """An idle child, best one that has opened the envelope; or a new one, in the place of one with other limits."""
        with self.lock:
            fitting = [one for one in self.idle if one.limits == limits]
            fitting.sort(key=lambda one: one.opened != envelope)
            taken = (fitting or self.idle)[:1]
            self.idle = [one for one in self.idle if one not in taken]
        if fitting:
            return fitting[0]
        for one in taken:
            one.pool.close()
        return _Child(limits, Pool(1, limits))

    def _keep(self, child: _Child) -> None:
        child.since = time.monotonic()
        with self.lock:
            self.idle.append(child)
            self._reap_later()

    def _reap_later(self) -> None:
        if self.reaper is None and self.idle:
            self.reaper = threading.Timer(IDLE, self._reap)
            self.reaper.daemon = True
            self.reaper.start()

    def _reap(self) -> None:
        """Ends the children that have been idle for long."""
        with self.lock:
            ended = [one for one in self.idle if one.since + IDLE <= time.monotonic()]
            self.idle = [one for one in self.idle if one not in ended]
            self.reaper = None
            self._reap_later()
        for one in ended:
            one.pool.close()


def _opened(child: _Child, envelope: Envelope, wanted: Wanted) -> Outcome:
    """The child has opened the envelope, which does not count as time of a task; or what became of that."""
    if child.opened == envelope.name:
        return Done(None)
    if envelope.name not in child.knows:
        child.knows[envelope.name] = child.pool.subject(envelope)
    child.opened = envelope.name
    return _outcome(child, envelope, Opening(), wanted)


def _outcome(child: _Child, envelope: Envelope, task: Task, wanted: Wanted) -> Outcome:
    child.pool.add(task, child.knows[envelope.name], (0,))
    while wanted():
        for _, outcome in child.pool.step(_PATIENCE):
            return outcome
    raise Reschedule
