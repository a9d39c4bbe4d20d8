"""Checks done by others than this process, several at once; each can be stopped, and none takes the others along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import FileWork, name_of, result_from, world_of
from rspverify.policy.claims import Check
from rspverify.workers.checks import CheckOne, LookAtWorld
from rspverify.workers.hands import Hands, Ticket
from rspverify.workers.messages import Done, Outcome, Task

if TYPE_CHECKING:  # it needs a solver, and so do only the workers
    from rspverify.check.sanity import Sanity

_PATIENCE = 0.2
"""Seconds between two looks at whether the run was interrupted, and between two signs of progress."""

_WORLD = -1


@dataclass
class _File:
    """What is known of a file: the results that are there, by their place among what is asked."""

    work: FileWork
    number: int
    results: dict[int, Result] = field(default_factory=dict)


class Parallel:
    """A `Source` that has everything made by `hands`, which it closes in the end. Its results raise `SourceError` if
    these are lost."""

    def __init__(
        self,
        options: CheckOptions,
        hands: Hands,
        files: Sequence[FileWork],
        tracker: Tracker,
        certificates: bool = False,
    ) -> None:
        self._options, self._tracker, self._certificates = options, tracker, certificates
        self._hands = hands
        self._files: dict[str, _File] = {}
        self._tickets: dict[Ticket, tuple[_File, int]] = {}
        for work in files:
            file = self._files[work.path] = _File(work, len(self._files))
            subject = self._hands.subject(work.project)
            assert subject == file.number
            if any(isinstance(one, Check) for one in work.asked):
                self._add(file, _WORLD)
            for place, one in enumerate(work.asked):
                if not isinstance(one, Check):
                    self._add(file, place)

    def results(self, file: FileWork) -> Iterator[Result]:
        known = self._files[file.path]
        for place in range(len(file.asked)):
            while place not in known.results:
                self._step()
            yield known.results[place]

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        known = self._files.get(file.path)
        if known is not None:
            yield from (known.results[place] for place in sorted(known.results) if place >= given)

    def close(self) -> None:
        self._hands.close()

    # ----------------------------------------------------------------

    def _add(self, file: _File, place: int, sanity: Sanity | None = None) -> None:
        """One more task: the file's world, or what is asked at a place. Those of the first file come first."""
        if place == _WORLD:
            task: Task = LookAtWorld(self._options)
        else:
            task = CheckOne(file.work.place(place), self._options, sanity, self._certificates)
        ticket = self._hands.add(task, file.number, (file.number, place))
        self._tickets[ticket] = (file, place)

    def _step(self) -> None:
        for ticket, outcome in self._hands.step(_PATIENCE):
            file, place = self._tickets.pop(ticket)
            if place == _WORLD:
                self._world(file, outcome)
            else:
                self._finish(file, place, outcome)
        self._tracker.working_at([self._name(ticket) for ticket in self._hands.running()])

    def _world(self, file: _File, outcome: Outcome) -> None:
        """The checks of a file can begin; or none of them has an answer."""
        for place, one in enumerate(file.work.asked):
            if isinstance(one, Check):
                if isinstance(outcome, Done):
                    self._add(file, place, outcome.value)
                else:
                    self._finish(file, place, outcome)

    def _finish(self, file: _File, place: int, outcome: Outcome) -> None:
        file.results[place] = result_from(file.work, place, outcome, self._options)
        self._tracker.finished()

    def _name(self, ticket: Ticket) -> str:
        file, place = self._tickets[ticket]
        return world_of(file.work) if place == _WORLD else name_of(file.work.asked[place])
