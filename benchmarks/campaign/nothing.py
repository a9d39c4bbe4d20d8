"""A task that does nothing. It has a module of its own, from which workers can import it."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.check.mutate.bench import Bench


@dataclass(frozen=True)
class Nothing:
    number: int

    @property
    def words(self) -> str:
        return "nothing"

    def do(self, subject: Bench) -> int:
        return self.number

    def unanswered(self, subject: Bench, reason: str, fault: bool) -> int:
        raise AssertionError(reason)
