"""RSP428: `some` for `every`, or `every` for `some`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.syntax.expressions import Quantified

CODE = "RSP428"


def faults(ground: Ground) -> Iterator[Fault]:
    for place in ground.places():
        match place.formula:
            case Quantified(quantifier="some" | "every" as written) as formula:
                yield place.says(replace(formula, quantifier="every" if written == "some" else "some"))
            case _:
                pass
