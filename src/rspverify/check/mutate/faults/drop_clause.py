"""RSP421: a clause is gone, with all that hangs on it: who overrides, repeals or replaces it does so no longer."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.faults.hanging import without
from rspverify.check.mutate.ground import Fault, Ground

CODE = "RSP421"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        name = clause.name.text
        found = without(ground, name)
        yield Fault(name, f"without the clause `{name}`{found.said}", found.splices)
