"""Laws of what a proof is said to rest on: without all else it is still a proof, and without more it is none.

What is left out is left out of the system here; the engine puts flags before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from known import budget

from rspverify.logic import build
from rspverify.logic.slice import pieces
from rspverify.logic.system import BadStep, Goal, Origin, Part, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.certificate import Certificate, Confirmed, certify, check_certificate
from rspverify.proof.inductive_validity import validity_core
from rspverify.solver.port import SolverFactory
from rspverify.solver.z3_adapter import z3_script, z3_solver


def cores_lie(
    certificate: Certificate, system: TransitionSystem, goal: Goal, solvers: SolverFactory = z3_solver
) -> Iterator[str]:
    """Of a certificate of the system and goal that was confirmed."""
    core = validity_core(certificate, system, goal, solvers, budget())
    spare = {*core.present} - {*core.needed}
    if _proves(certificate, system, goal, spare) is False:
        yield f"{sorted(map(str, spare))} is called spare, and the proof fails without it"
    for origin in core.needed if core.minimal else ():
        if _proves(certificate, system, goal, spare | {origin}) is True:
            yield f"{origin} is called needed, and the proof does not need it"


def _proves(certificate: Certificate, system: TransitionSystem, goal: Goal, dropped: set[Origin]) -> bool | None:
    """Whether the same invariants prove the goal without these; None where the solver cannot tell."""
    less, asked = without(system, goal, dropped)
    again = check_certificate(
        certify(less, asked, certificate.k, certificate.invariants), less, asked, z3_script, budget()
    )
    return True if isinstance(again, Confirmed) else False if again.answer == "sat" else None


def without(system: TransitionSystem, goal: Goal, dropped: set[Origin]) -> tuple[TransitionSystem, Goal]:
    """Both without the parts that come from these alone."""

    def less(place: tuple[str, ...], term: Term) -> Term:
        mine = [part for part in system.parts if part.place == place]
        if term is build.FALSE and mine:
            return build.conj(part.term for part in mine if part.origin not in dropped)
        return build.conj(piece for piece in pieces(term) if not _gone(piece, mine, dropped))

    transitions = tuple(
        replace(t, possible=less(("possible", t.name), t.possible), complies=less(("complies", t.name), t.complies))
        for t in system.transitions
    )
    steps = tuple(_less_of_step(bad, system, dropped) for bad in goal.steps)
    return (
        replace(
            system,
            initial=less(("initial",), system.initial),
            constraint=less(("constraint",), system.constraint),
            transitions=transitions,
        ),
        replace(goal, steps=steps),
    )


def _less_of_step(bad: BadStep, system: TransitionSystem, dropped: set[Origin]) -> BadStep:
    mine = [part for part in system.parts if part.place == ("complies", bad.transition)]
    stated = bad.stated or (bad.condition,)
    left = tuple(piece for term in stated for piece in pieces(term) if not _gone(piece, mine, dropped))
    return BadStep(bad.transition, build.conj(left), left)


def _gone(piece: Term, parts: list[Part], dropped: set[Origin]) -> bool:
    of = {part.origin for part in parts if piece in pieces(part.term)}
    return bool(of) and of <= dropped
