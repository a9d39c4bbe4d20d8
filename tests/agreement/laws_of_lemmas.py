"""Laws of what is told where a proof is stuck: the counterexample to induction is one, and what is suggested is true."""

from __future__ import annotations

from collections.abc import Iterator

from known import budget, reached

from rspverify.logic import build
from rspverify.logic.evaluate import Unbounded, evaluate
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.certificate import Confirmed, certify, check_certificate
from rspverify.proof.cti import counterexample_to_induction
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Named
from rspverify.proof.outcome import GroundRun, Refuted
from rspverify.proof.portfolio import never
from rspverify.proof.replay import structure
from rspverify.proof.search import Tools, search
from rspverify.proof.suggest import suggest
from rspverify.solver.port import SolverFactory
from rspverify.solver.z3_adapter import z3_script, z3_solver


def gaps_lie(
    system: TransitionSystem, goal: Goal, solvers: SolverFactory = z3_solver, *, learned: int = 2, most: int = 4
) -> Iterator[str]:
    """Where the induction for the goal is stuck, with the hints that are invariants; `learned` and `most`: depths."""
    tools = Tools(solvers, budget())
    known = houdini(system, system.hints, z3_solver, budget()).kept
    run = counterexample_to_induction(system, goal, known, tools)
    if run is None:
        return
    yield from _no_counterexample(system, goal, known, run)
    for longer in (None, most):
        found = suggest(system, goal, known, run, tools, depth=learned, most_depth=longer)
        if found is None:
            continue
        broken = Goal(build.negate(build.conj(found.lemmas)))
        shown = search(system, broken, Tools(z3_solver, budget()), max_depth=most if found.proved else found.depth)
        if isinstance(shown, Refuted):
            yield f"a lemma is broken in {len(shown.run.steps)} steps: {found}"
        if found.proved and reached(system, goal, 0) is None:
            yield from _no_proof(system, goal, (*known, *((str(n), term) for n, term in enumerate(found.lemmas))))


def _no_counterexample(system: TransitionSystem, goal: Goal, known: tuple[Named, ...], run: GroundRun) -> Iterator[str]:
    """The state has all invariants and not the goal, and one step leads on from it."""
    avoided = never(goal)
    first = structure(system, run.sizes, run.states[0])
    for name, term in (*known, *(() if avoided is None else (avoided,))):
        try:
            if evaluate(term, first) is not True:
                yield f"the counterexample to induction does not have `{name}`"
        except Unbounded:
            continue
    if len(run.steps) != 1:
        yield f"the counterexample to induction takes {len(run.steps)} steps"


def _no_proof(system: TransitionSystem, goal: Goal, invariants: tuple[Named, ...]) -> Iterator[str]:
    certificate = certify(system, goal, 0 if goal.state is build.FALSE else 1, invariants)
    again = check_certificate(certificate, system, goal, z3_script, budget())
    if not isinstance(again, Confirmed):
        yield f"lemmas that are called proved are not: {again.name}: {again.answer}"
