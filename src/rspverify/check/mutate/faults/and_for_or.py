"""RSP429: `and` for `or`, or `or` for `and`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground, places
from rspverify.syntax.expressions import Binary
from rspverify.syntax.printer import print_expression

CODE = "RSP429"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        for place in places(clause):
            match place.formula:
                case Binary(operator="and" | "or" as written) as formula:
                    new = replace(formula, operator="or" if written == "and" else "and")
                    said = f"`{clause.name.text}` says `{print_expression(new)}`, not `{print_expression(formula)}`"
                    yield ground.fault(clause, said, place.with_(new))
                case _:
                    pass
