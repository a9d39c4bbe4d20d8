"""The sequence of frames: what is known of the states that are reached in at most so many steps.

Frame 0 is the initial states; frame i, for i > 0, is the clauses of level i and above (each holds after 0 to `level`
steps). So each frame implies the next, and two that are equal are an inductive invariant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rspverify.logic import build
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.proof.pdr.diagram import Diagram


@dataclass
class Clause:
    """That `blocked` is found in no state of the frames up to `level`; solvers are told it as what `flag` implies."""

    flag: Term
    blocked: Diagram
    formula: Term
    level: int


@dataclass
class Frames:
    """`last`: the number of the last frame."""

    last: int = 0
    clauses: list[Clause] = field(default_factory=list)

    def block(self, diagram: Diagram, level: int) -> None:
        """The diagram is found in none of the frames up to `level`; a clause that is there already is raised."""
        formula = diagram.clause()
        for clause in self.clauses:
            if clause.formula is formula:
                clause.level = max(clause.level, level)
                return
        flag = build.apply(Symbol(f"clause {len(self.clauses)}", (), BOOL, rigid=True))
        self.clauses.append(Clause(flag, diagram, formula, level))

    def at(self, level: int) -> Iterator[Clause]:
        """The clauses that hold up to this level and, as far as is known, not further."""
        return (clause for clause in self.clauses if clause.level == level)

    def flags(self, frame: int) -> list[Term]:
        """What to assume for a state of frame `frame`, which is not 0."""
        return [clause.flag for clause in self.clauses if clause.level >= frame]
