"""Property-directed reachability for systems without uninterpreted sorts, by Z3's Spacer on the system's scalars.

Spacer is asked for an invariant, no more: what it claims to reach, bounded model checking has to find again, and its
invariant, read back over the system's own symbols, is a proof only by its verification conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from rspverify.logic import build
from rspverify.logic.horn import horn_script
from rspverify.logic.one_hot import one_hot
from rspverify.logic.read_smtlib import Unreadable, read_definition
from rspverify.logic.scalars import NotScalar, ScalarSystem, scalar_system
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.certificate import Failed, certify, check_certificate
from rspverify.proof.induction import Named
from rspverify.proof.outcome import Proved, Unknown
from rspverify.proof.search import Tools
from rspverify.proof.unroll import conjuncts
from rspverify.solver.horn import HornSolver, Invariant, Reachable
from rspverify.solver.port import ScriptSolver
from rspverify.solver.port import Unknown as NoAnswer
from rspverify.solver.z3_adapter import z3_script
from rspverify.solver.z3_horn import z3_horn

NAME = "found by Spacer"


@dataclass(frozen=True)
class Attempt:
    """`reachable`: Spacer says that the goal is reached; it is to be looked for."""

    outcome: Proved | Unknown
    reachable: bool = False


def spacer(
    system: TransitionSystem,
    goal: Goal,
    tools: Tools,
    *,
    known: Sequence[Named] = (),
    rlimit: int | None = None,
    horn: HornSolver = z3_horn,
    scripts: ScriptSolver = z3_script,
) -> Attempt:
    """A proof of any number of steps, or why there is none. Its certificate is checked here only where the scalars are
    not `exact`: what Spacer says of them is then no more than a candidate.

    `known`: formulas that are invariants together; a proof contains all of them. `rlimit`: for Spacer.
    """
    if tools.budget.exhausted() is not None:
        return Attempt(Unknown(tools.budget.exhausted() or ""))
    try:
        scalars = one_hot(scalar_system(*_assuming(system, goal, known)))
    except NotScalar as refusal:
        return Attempt(Unknown(f"Spacer was not asked: {refusal}"))
    needed = cone(scalars.system, goal=scalars.goal).system
    script = horn_script(needed, scalars.goal)
    answer = horn(script.smtlib, tools.budget, rlimit=rlimit)
    match answer:
        case Invariant(definitions):
            places = [build.apply(scalar) for scalar in script.scalars]
            try:
                found = read_definition(definitions, script.predicate, places)
            except Unreadable as failure:
                return Attempt(Unknown(f"Spacer's invariant could not be read: {failure}"))
            invariants = (*_named(scalars, found), *known)
            certificate = certify(system, goal, 0, invariants)
            if not scalars.exact:
                again = check_certificate(certificate, system, goal, scripts, tools.budget)
                if isinstance(again, Failed):
                    return Attempt(Unknown(f"Spacer's invariant is not confirmed: {again.name}: {again.answer}"))
            return Attempt(Proved(certificate))
        case Reachable():
            return Attempt(Unknown("Spacer says that the goal is reached"), reachable=True)
        case NoAnswer(reason):
            return Attempt(Unknown(f"Spacer: {reason}"))
        case _:
            assert_never(answer)


def _assuming(system: TransitionSystem, goal: Goal, known: Sequence[Named]) -> tuple[TransitionSystem, Goal]:
    """What is known, where a step starts and where the goal's state is; not after a step, since that of the goal need
    not comply."""
    terms = [term for _, term in known]
    transitions = tuple(replace(t, possible=build.conj((t.possible, *terms))) for t in system.transitions)
    return replace(system, transitions=transitions), replace(goal, state=build.conj((goal.state, *terms)))


def _named(scalars: ScalarSystem, found: Term) -> list[Named]:
    """The conjuncts of an invariant over scalars, over the original symbols."""
    parts = conjuncts(scalars.original(found))
    return [(NAME if len(parts) == 1 else f"{NAME} ({number})", part) for number, part in enumerate(parts, start=1)]
