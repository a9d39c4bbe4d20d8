"""Those who do tasks, wherever they are: processes of this machine (`pool`), or of others."""

from __future__ import annotations

from typing import Protocol

from rspverify.workers.messages import Outcome, Task

Ticket = int


class Hands(Protocol):
    """Several tasks at the same time. They work while `step` is called, and are to be closed, whatever happens."""

    def subject(self, value: object) -> int:
        """The number of something that tasks are about."""

    def add(self, task: Task, subject: int, order: tuple[int, ...]) -> Ticket:
        """One more task; those with the least `order` are begun first."""

    @property
    def busy(self) -> bool:
        """Whether anything is left to do, or to tell."""

    def running(self) -> tuple[Ticket, ...]:
        """The tasks that are worked at, those first that were begun first."""

    def step(self, patience: float) -> list[tuple[Ticket, Outcome]]:
        """What became of which tasks, as soon as something did; nothing after so many seconds. Raises `SourceError` if
        nobody is left who could do them."""

    def close(self) -> None:
        """Ends all that is being done."""
