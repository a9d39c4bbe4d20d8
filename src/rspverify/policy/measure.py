"""How large an expression is when its defines and terms are written out, and what it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rspverify.policy.expressions import (
    AlwaysSoFar,
    DefineOf,
    Elapsed,
    Expr,
    FactOf,
    Now,
    Once,
    Previously,
    Since,
    TermOf,
)
from rspverify.policy.walk import children


@dataclass(frozen=True)
class Measure:
    """`size` in nodes and `depth` in levels, written out; `past`: it has a word for the past; `changing`: its value may
    differ between the states of one run."""

    size: int
    depth: int
    past: bool
    changing: bool


def measure(expr: Expr, words: Mapping[str, Measure], fixed: Callable[[str], bool]) -> Measure:
    """Measures an expression. `words` are the measures of the defines and terms that it may use; `fixed` tells of a
    fact whether it never changes. Takes time in proportion to the text, not to what is written out."""
    match expr:
        case DefineOf(name=name, arguments=arguments) | TermOf(name=name, arguments=arguments):
            parts = [*(measure(argument, words, fixed) for argument in arguments), words[name]]
        case _:
            parts = [measure(child, words, fixed) for child in children(expr)]
    past = isinstance(expr, Once | Previously | AlwaysSoFar | Since | Elapsed)
    changing = past or isinstance(expr, Now) or (isinstance(expr, FactOf) and not fixed(expr.fact))
    return Measure(
        1 + sum(part.size for part in parts),
        1 + max((part.depth for part in parts), default=0),
        past or any(part.past for part in parts),
        changing or any(part.changing for part in parts),
    )
