"""RSP429: `and` for `or`, or `or` for `and`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.syntax.expressions import Binary

CODE = "RSP429"


def faults(ground: Ground) -> Iterator[Fault]:
    for place in ground.places():
        match place.formula:
            case Binary(operator="and" | "or" as written) as formula:
                yield place.says(replace(formula, operator="or" if written == "and" else "and"))
            case _:
                pass
