"""RSP428: `some` for `every`, or `every` for `some`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground, places
from rspverify.syntax.expressions import Quantified
from rspverify.syntax.printer import print_expression

CODE = "RSP428"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        for place in places(clause):
            match place.formula:
                case Quantified(quantifier="some" | "every" as written) as formula:
                    new = replace(formula, quantifier="every" if written == "some" else "some")
                    said = f"`{clause.name.text}` says `{print_expression(new)}`, not `{print_expression(formula)}`"
                    yield ground.fault(clause, said, place.with_(new))
                case _:
                    pass
