"""Counterexamples to induction: a state that nothing known excludes, from which one step leads to the goal.

Such a path is a run of a system that may begin anywhere. So it is found as runs are: the smallest universe, then the
canonical values, then played again by evaluation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import BOOL
from rspverify.proof.ground import Preference
from rspverify.proof.induction import Named
from rspverify.proof.outcome import GroundRun, Refuted
from rspverify.proof.portfolio import never
from rspverify.proof.search import Tools, search


def counterexample_to_induction(
    system: TransitionSystem, goal: Goal, invariants: Sequence[Named], tools: Tools
) -> GroundRun | None:
    """A state with the invariants and without the goal, and a step from it (also with the invariants after it, if it is
    none of the goal's own) that reaches the goal; None where no finite one was found within the budget."""
    wished = {preference.symbol for preference in tools.preferences}
    remembered = (Preference(s) for s in system.symbols if s.sort == BOOL and not s.rigid and s not in wished)
    preferring = replace(tools, preferences=(*tools.preferences, *remembered))
    found = search(anywhere(system, goal, invariants), goal, preferring, max_depth=1)
    return found.run if isinstance(found, Refuted) else None


def anywhere(system: TransitionSystem, goal: Goal, invariants: Sequence[Named]) -> TransitionSystem:
    """The system as it would be if runs could begin in every state that has the invariants and not the goal."""
    without = never(goal)
    return replace(
        system,
        initial=build.TRUE if without is None else without[1],
        constraint=build.conj((system.constraint, *(term for _, term in invariants))),
        hints=(),
        more_hints=(),
    )
