"""Tasks of any kind done by workers come to what they come to here, and each has an answer whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rspverify.workers.anywhere import in_workers
from rspverify.workers.messages import Limits
from rspverify.workers.pool import Pool
from tests.repository.places import ROOT


@dataclass(frozen=True)
class Double:
    number: int

    @property
    def words(self) -> str:
        return f"doubling {self.number}"

    def do(self, subject: int) -> int:
        if self.number == 3:
            raise ValueError("three is not doubled")
        return self.number * 2 + subject

    def unanswered(self, subject: int, reason: str, fault: bool) -> str:
        return f"{reason}, fault: {fault}"


def test_each_task_comes_to_something_in_whatever_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # workers import nothing from the working directory
    tasks = [Double(number) for number in range(5)]
    found = dict(in_workers(Pool(2, Limits()), 100, tasks))
    failed = found.pop(Double(3))
    assert found == {task: task.do(100) for task in tasks if task.number != 3}
    assert failed.startswith("rspverify itself failed: ValueError") and failed.endswith("fault: True")
