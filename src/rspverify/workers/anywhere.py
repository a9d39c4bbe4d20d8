"""Tasks that are plain data, done by workers: one after another as they come, whatever becomes of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from rspverify.check.undetermined import stopped_by
from rspverify.workers.hands import Hands, Ticket
from rspverify.workers.messages import Died, Done, Outcome, Raised, Stopped

_PATIENCE = 0.2
"""Seconds between two looks at whether the run was interrupted."""


def in_workers(
    hands: Hands, subject: Any, tasks: Sequence[Any], tell: Callable[[str, int], None] = lambda *_: None
) -> Iterator[tuple[Any, Any]]:
    """Each task with what it came to, as soon as that is there. A task has `do`, and `unanswered` for what it comes to
    if it was stopped, or if its worker failed. `tell` hears what is worked at and how many are finished. The hands are
    closed in the end. Raises `SourceError` if they are lost."""
    tickets: dict[Ticket, Any] = {}
    finished = 0
    with closing(hands):
        number = hands.subject(subject)
        for place, task in enumerate(tasks):
            tickets[hands.add(task, number, (place,))] = task
        while hands.busy:
            for ticket, outcome in hands.step(_PATIENCE):
                task = tickets.pop(ticket)
                finished += 1
                yield task, _value(task, subject, outcome)
            running = hands.running()
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
