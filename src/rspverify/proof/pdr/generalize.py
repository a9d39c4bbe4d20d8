"""Blocking more than was asked for: literals of a diagram that its proof does not need are left out.

First all that is told of numbers, or as much of it as can be (`literals.layers`); then, as long as the rest is still
unreachable by a step from the frame, all literals of one member at once; last single literals, in the diagram's order.
Each success shrinks to the solver's core.
"""

from __future__ import annotations

from rspverify.logic.terms import Term
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.frames import Frames
from rspverify.proof.pdr.literals import layers
from rspverify.proof.pdr.queries import Blocked, Queries

_TRY_RLIMIT = 400_000
"""For a query whose answer `unknown` means only that a literal stays."""


def unreachable(
    queries: Queries, frames: Frames, frame: int, diagram: Diagram, *, rlimit: int = _TRY_RLIMIT
) -> frozenset[Term] | None:
    """The literals by which the diagram is found neither initially nor after a step from a state of the frame that
    does not have it; None where that is not shown."""
    first = queries.initially(diagram, rlimit=rlimit)
    if not isinstance(first, Blocked):
        return None
    then = queries.after_step(frames, frame, diagram, rlimit=rlimit)
    return first.literals | then.literals if isinstance(then, Blocked) else None


def generalize(queries: Queries, frames: Frames, frame: int, diagram: Diagram) -> Diagram:
    """As little of the diagram, which is unreachable itself, as is still so."""
    current = _seen_from_afar(queries, frames, frame, diagram)
    for member in reversed(diagram.members):
        if member in current.members:
            rest = frozenset(literal for literal in current.literals if member not in literal.free)
            current = _attempt(queries, frames, frame, current.only(rest)) or current
    for literal in diagram.literals:
        if literal in current.literals:
            rest = frozenset(current.literals) - {literal}
            current = _attempt(queries, frames, frame, current.only(rest)) or current
    return current


def _seen_from_afar(queries: Queries, frames: Frames, frame: int, diagram: Diagram) -> Diagram:
    """With as few comparisons of numbers as will do; where all are needed, the whole: its core may keep wrong ones."""
    for layer in layers(diagram):
        if layer != diagram and (smaller := _attempt(queries, frames, frame, layer)) is not None:
            return smaller
    return diagram


def _attempt(queries: Queries, frames: Frames, frame: int, smaller: Diagram) -> Diagram | None:
    core = unreachable(queries, frames, frame, smaller)
    return None if core is None else smaller.only(core)
