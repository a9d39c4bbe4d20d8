"""RSP424: a proviso is gone, one of those after `provided`."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.faults.dropped import dropped
from rspverify.check.mutate.ground import Fault, Ground

CODE = "RSP424"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        yield from dropped(ground, clause, "provided")
