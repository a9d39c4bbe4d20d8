"""Tasks that are plain data, done by workers: one after another as they come, whatever becomes of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rspverify.check.undetermined import stopped_by
from rspverify.workers.messages import Died, Done, Limits, Outcome, Raised, Stopped
from rspverify.workers.pool import Pool, Ticket

_PATIENCE = 0.2
"""Seconds between two looks at whether the run was interrupted."""


def in_workers(
    size: int, limits: Limits, subject: Any, tasks: Sequence[Any], tell: Callable[[str, int], None] = lambda *_: None
) -> Iterator[tuple[Any, Any]]:
    """Each task with what it came to, as soon as that is there. A task has `do`, and `unanswered` for what it comes to
    if it was stopped, or if its worker failed. `tell` hears what is worked at and how many are finished."""
    tickets: dict[Ticket, Any] = {}
    finished = 0
    with Pool(size, limits) as pool:
        number = pool.subject(subject)
        for place, task in enumerate(tasks):
            tickets[pool.add(task, number, (place,))] = task
        while pool.busy:
            for ticket, outcome in pool.step(_PATIENCE):
                task = tickets.pop(ticket)
                finished += 1
                yield task, _value(task, subject, outcome)
            running = pool.running()
            if running:
                tell(tickets[running[0]].words, finished)


def _value(task: Any, subject: Any, outcome: Outcome) -> Any:
    match outcome:
        case Done(value):
            return value
        case Stopped(by, _):
            return task.unanswered(subject, stopped_by(by), False)
        case Raised(failure):
            place = f" at {failure.place}" if failure.place else ""
            return task.unanswered(subject, f"rspverify itself failed: {failure.kind}{place}", True)
        case Died(how, _):
            return task.unanswered(
                subject, f"a process of rspverify ended {how}, and again when it was tried once more", True
            )
