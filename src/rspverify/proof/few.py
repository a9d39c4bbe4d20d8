"""A proof of a claim about a deadline from the few duties that its act fulfils.

Whoever has to do something in time in every run, also in those that break all the rest, has to do it in the runs that
keep the rest. So all of `complies` is left out but what speaks of those duties: the cone of what is left is small, and
Houdini is quick in it. Its invariants hold in the whole system, which has fewer steps, and so does the last step.
(Abstraction by more behaviour: Clarke, Grumberg, Long, "Model Checking and Abstraction", TOPLAS 1994.)
"""

from __future__ import annotations

from dataclasses import replace

from rspverify.logic import build
from rspverify.logic.slice import cone
from rspverify.logic.system import BadStep, Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Inductive, Named, step
from rspverify.proof.search import Tools
from rspverify.proof.unroll import conjuncts


def from_few(system: TransitionSystem, goal: Goal, tools: Tools, *, rlimit: int) -> tuple[Named, ...] | None:
    """Invariants of the whole system in whose states no step has the goal; None if it cannot be shown so."""
    if not system.focus or goal.state is not build.FALSE:
        return None
    left_out = {t.name: set(_others(system, t.complies)) for t in system.transitions}
    steps = tuple(BadStep(bad.transition, _without(bad.condition, left_out[bad.transition])) for bad in goal.steps)
    freer = replace(
        system,
        transitions=tuple(replace(t, complies=_without(t.complies, left_out[t.name])) for t in system.transitions),
    )
    asked = replace(goal, steps=steps)
    small = cone(freer, asked).system
    found = houdini(small, small.hints, tools.solvers, tools.budget, rlimit=rlimit)
    answer = step(small, asked, 0, found.kept, tools.solvers, tools.budget)
    return found.closed_under_use(answer.needed) if isinstance(answer, Inductive) else None


def _others(system: TransitionSystem, complies: Term) -> list[Term]:
    """The parts that speak of none of the duties in focus."""
    return [part for part in conjuncts(complies) if system.focus.isdisjoint(part.symbols)]


def _without(term: Term, parts: set[Term]) -> Term:
    return build.conj(part for part in conjuncts(term) if part not in parts)
