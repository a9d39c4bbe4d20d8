"""RSP427: a comparison the wrong way round, or off by the limit itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.syntax.expressions import Comparison, ComparisonOperator, Elapsed, Expression

CODE = "RSP427"

_COMPARED: dict[ComparisonOperator, tuple[ComparisonOperator, ...]] = {
    "=": ("!=",),
    "!=": ("=",),
    "<": (">", "<="),
    "<=": (">=", "<"),
    ">": ("<", ">="),
    ">=": ("<=", ">"),
}
_ELAPSED = {
    "within": "more than",
    "more than": "within",
    "at least": "less than",
    "less than": "at least",
}


def faults(ground: Ground) -> Iterator[Fault]:
    for place in ground.places():
        yield from (place.says(new) for new in _flipped(place.formula))


def _flipped(formula: Expression) -> Iterator[Expression]:
    match formula:
        case Comparison(operator=operator):
            for other in _COMPARED[operator]:
                yield replace(formula, operator=other)
        case Elapsed(bound=bound):
            yield replace(formula, bound=_ELAPSED[bound])  # type: ignore[arg-type]
        case _:
            return
