"""A part of what stands after `when`, `while`, `unless` or `provided` is gone."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.edits import Drop, Slot, edited, formula
from rspverify.check.repair.formulas import parts
from rspverify.syntax.norms import ClauseDeclaration
from rspverify.syntax.printer import print_expression


def dropped(ground: Ground, clause: ClauseDeclaration, slot: Slot) -> Iterator[Fault]:
    """One fault for each conjunct (of `unless`: each exception)."""
    for part in parts(formula(clause.norm, slot), "or" if slot == "unless" else "and"):
        after = edited(clause, Drop(clause.name.text, slot, part))
        if after is not None:
            said = f"`{clause.name.text}` without `{slot} {print_expression(part)}`"
            yield ground.fault(clause, said, after.norm)
