"""From frames that are equal to a proof: the clauses that are needed, under names, with the certificate."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.certificate import certify
from rspverify.proof.houdini import Invariants, houdini
from rspverify.proof.induction import Inductive, Named, step
from rspverify.proof.outcome import Proved
from rspverify.proof.search import Tools


def proof(
    system: TransitionSystem, goal: Goal, tools: Tools, known: Invariants, clauses: Sequence[Term]
) -> Proved | None:
    """The goal is not reached, by the clauses and what is known; None where the solver does not confirm that they are
    an invariant that excludes it.

    Clauses that the proofs of the others do not name go at once; then, the longest first, those without which the rest
    is still a proof.
    """
    needed = _needed(system, goal, tools, known, [(str(number), clause) for number, clause in enumerate(clauses)])
    if needed is None:
        return None
    inferred = [(name, term) for name, term in needed if (name, term) not in known.kept]
    for candidate in sorted(inferred, key=lambda one: (-len(repr(one[1])), repr(one[1]))):
        fewer = None
        if candidate in inferred:
            fewer = _needed(system, goal, tools, known, [one for one in inferred if one != candidate])
        if fewer is not None:
            needed = fewer
            inferred = [(name, term) for name, term in needed if (name, term) not in known.kept]
    given = [named for named in needed if named not in inferred]
    named = [(f"inferred {number}", term) for number, (_, term) in enumerate(inferred, 1)]
    return Proved(certify(system, goal, 0, (*given, *named)))


def _needed(
    system: TransitionSystem, goal: Goal, tools: Tools, known: Invariants, clauses: Sequence[Named]
) -> tuple[Named, ...] | None:
    """Those of the clauses and of what is known that exclude the goal, and what their proofs use."""
    found = houdini(system, (*known.kept, *clauses), tools.solvers, tools.budget)
    answer = step(system, goal, 0, found.kept, tools.solvers, tools.budget)
    return found.closed_under_use(answer.needed) if isinstance(answer, Inductive) else None
