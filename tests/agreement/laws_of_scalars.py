"""Laws of finite universes over scalars: the goal is reached in as many steps, and Spacer contradicts no other engine."""

from __future__ import annotations

from collections.abc import Iterator

from known import budget, reached

from rspverify.logic.one_hot import one_hot
from rspverify.logic.scalars import NotScalar, scalar_system
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.outcome import Proved
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.proof.spacer import spacer
from rspverify.solver.z3_adapter import z3_script, z3_solver


def scalars_differ(system: TransitionSystem, goal: Goal, depth: int = 2) -> Iterator[str]:
    """A system without uninterpreted sorts, its scalars, and those as Booleans and numbers."""
    try:
        scalars = scalar_system(system, goal)
    except NotScalar:
        return
    booleans = one_hot(scalars)
    answers = [
        reached(s, g, depth)
        for s, g in ((system, goal), (scalars.system, scalars.goal), (booleans.system, booleans.goal))
    ]
    if len({*answers} - {"unclear"}) > 1:
        yield f"the goal is reached in {answers[0]} steps, over scalars in {answers[1]}, over Booleans in {answers[2]}"


def spacer_contradicts(system: TransitionSystem, goal: Goal, depth: int = 2) -> Iterator[str]:
    """Its proofs are confirmed and there is no run; where it says that the goal is reached, nobody proves that it is not
    (but where it was asked about numbers that may not matter)."""
    attempt = spacer(system, goal, Tools(z3_solver, budget()))
    if isinstance(attempt.outcome, Proved):
        again = check_certificate(attempt.outcome.certificate, system, goal, z3_script, budget())
        if not isinstance(again, Confirmed) and not again.answer.startswith("unknown"):
            yield f"Spacer's invariant: {again.name}: {again.answer}"
        if isinstance(reached(system, goal, depth), int):
            yield "Spacer proves that a goal is not reached which is"
    if attempt.reachable and scalar_system(system, goal).exact:
        others = prove(
            system, goal, Tools(z3_solver, budget()), max_depth=depth, engines=("bounded", "induction", "pdr")
        )
        if isinstance(others, Proved):
            yield "Spacer says that a goal is reached which is not"
