"""RSP425: a clause no longer overrides another."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.edits import DropOverride, said

CODE = "RSP425"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        for other in clause.overrides:
            kept = tuple(one for one in clause.overrides if one is not other)
            edit = DropOverride(clause.name.text, other.text)
            yield ground.fault(clause, said(edit, clause), overrides=kept)
