"""Many hands, on many machines, that share a list of tasks.

A task whose Dask worker is lost is given to another one by the scheduler. What is finished comes in whatever order."""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from distributed import Future, KilledWorker

from rspverify.cluster.connection import Cluster, other_versions, trouble
from rspverify.cluster.letters import Envelope, Letter, Letters, OtherVersions, enveloped
from rspverify.cluster.subjects import files_of
from rspverify.cluster.there import work
from rspverify.source.diagnostics import SourceError
from rspverify.workers.hands import Ticket
from rspverify.workers.messages import Died, Done, Limits, Outcome, Raised, Task, failure_of

WITHOUT_WORKERS = 60.0
"""Seconds that a cluster may be without any worker before it is given up."""

_RETRIES = 2
"""How often a task is done again that fails for reasons of its machine, which may have no room for one more process."""

_TRIES = 2
"""The scheduler takes a task for one that kills workers if it was given to several that were lost. It may have been bad
luck: tasks that only wait in a worker that is lost count, too."""

_COUNT = 5.0
"""Seconds between two looks at how many workers there are."""

_FETCH = 5.0
"""Seconds to wait for a result: if the only machine that has it is lost, it is computed again."""


@dataclass(frozen=True)
class _Sent:
    """A task on its way. `tried`: how often the scheduler gave it up before."""

    ticket: Ticket
    subject: int
    letter: Letter
    priority: int
    future: Future[Outcome]
    tried: int = 0


class ClusterHands:
    """As `workers.pool.Pool`, on a cluster, which decides how many tasks are done at the same time. `alone`: the
    connection serves nobody else, and is closed with these hands."""

    def __init__(self, cluster: Cluster, limits: Limits, *, alone: bool = False) -> None:
        self._cluster, self._limits, self._alone = cluster, limits, alone
        self._subjects: list[tuple[Future[Envelope], Letters]] = []
        self._sent: dict[str, _Sent] = {}
        self._tickets = self._names = 0
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._counted = self._seen = time.monotonic()
        self._threads = 1

    def close(self) -> None:
        """Takes back what is not finished."""
        left = [one.future for one in self._sent.values()]
        self._sent.clear()
        if self._cluster.alive:
            self._cluster.client.cancel([*left, *(subject for subject, _ in self._subjects)])
        self._subjects.clear()
        if self._alone:
            self._cluster.close()

    def subject(self, value: object) -> int:
        name = self._name("subject")
        envelope, letters = enveloped(name, self._cluster.versions, value, files_of(value))
        # Made by a task, and not put there: so it is made again where the only machine that has it is lost.
        made = self._cluster.client.submit(Envelope, envelope.name, envelope.wanted, envelope.content, key=name)
        self._subjects.append((made, letters))
        return len(self._subjects) - 1

    def add(self, task: Task, subject: int, order: tuple[int, ...]) -> Ticket:
        self._tickets += 1
        letter = Letter(self._subjects[subject][1].pack(task))
        self._send(self._tickets, subject, letter, _priority(order), 0)
        return self._tickets

    @property
    def busy(self) -> bool:
        return bool(self._sent)

    def running(self) -> tuple[Ticket, ...]:
        """Those that were asked first, as many as can be done at once; which are, only the scheduler knows."""
        return tuple(one.ticket for one in list(self._sent.values())[: self._threads])

    def step(self, patience: float) -> list[tuple[Ticket, Outcome]]:
        told: list[tuple[Ticket, Outcome]] = []
        for key in list(self._finished(patience)):
            sent = self._sent.pop(key, None)
            outcome = None if sent is None else self._outcome(key, sent)
            if sent is not None and outcome is not None:
                told.append((sent.ticket, outcome))
        if self._sent and not told:
            self._still_there()
        return told

    # ----------------------------------------------------------------

    def _name(self, kind: str) -> str:
        """The name of something in the cluster. What stands before the first number is the same for all that is alike,
        so that Dask learns how long it takes."""
        self._names += 1
        return f"rspverify-{kind}-{self._names}-{id(self)}-{self._cluster.name}"

    def _send(self, ticket: Ticket, subject: int, letter: Letter, priority: int, tried: int) -> None:
        key, (envelope, _) = self._name("task"), self._subjects[subject]
        future = self._cluster.client.submit(
            work, self._limits, envelope, letter, key=key, retries=_RETRIES, pure=False, priority=priority
        )
        self._sent[key] = _Sent(ticket, subject, letter, priority, future, tried)
        future.add_done_callback(lambda _: self._done.put(key))

    def _finished(self, patience: float) -> Iterator[str]:
        """The keys of what is said to be finished, as soon as something is."""
        try:
            yield self._done.get(timeout=patience)
            while True:
                yield self._done.get_nowait()
        except queue.Empty:
            return

    def _outcome(self, key: str, sent: _Sent) -> Outcome | None:
        """What became of a task; None: it is being done once more."""
        try:
            outcome = sent.future.result(timeout=_FETCH)
        except (asyncio.CancelledError, concurrent.futures.CancelledError):
            raise self._lost() from None
        except KilledWorker:
            if sent.tried + 1 >= _TRIES:
                return Died("together with its Dask worker", ())
            self._send(sent.ticket, sent.subject, sent.letter, sent.priority, sent.tried + 1)
        except Exception as error:
            if sent.future.status == "error":
                return Raised(failure_of(error))
            if not self._cluster.alive:
                raise self._lost() from error
            # The result was lost before it came here.
            self._sent[key] = sent
            self._done.put(key)
        else:
            return self._opened(outcome, sent)
        return None

    def _opened(self, outcome: Outcome, sent: _Sent) -> Outcome:
        match outcome:
            case Done(bytes(content)):
                return Done(self._subjects[sent.subject][1].unpack(content))
            case Done(OtherVersions(found)):
                raise other_versions("a Dask worker", found, self._cluster.versions)
            case _:
                return outcome

    def _still_there(self) -> None:
        """Whether there is anybody who could finish what is left. Raises `SourceError`."""
        if not self._cluster.alive:
            raise self._lost()
        now = time.monotonic()
        if now - self._counted < _COUNT:
            return
        self._counted = now
        self._threads = self._cluster.threads()
        if self._threads:
            self._seen = now
        elif now - self._seen > WITHOUT_WORKERS:
            told = (
                f"the Dask cluster at `{self._cluster.address.words}` has had no worker for {WITHOUT_WORKERS:g} seconds"
            )
            raise trouble(told, "start workers, and run the command again; what was finished before is reported")

    def _lost(self) -> SourceError:
        told = f"the connection to the Dask cluster at `{self._cluster.address.words}` was lost"
        return trouble(told, "run the command again; what was finished before is reported")


def _priority(order: tuple[int, ...]) -> int:
    """What has the least order is done first, and Dask does first what has the highest priority."""
    return -reduce(lambda higher, lower: (higher << 32) + lower, order)
