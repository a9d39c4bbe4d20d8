"""Evidence for a proof: verification conditions that anybody can check again with any SMT-LIB solver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.conditions import VerificationCondition, conditions
from rspverify.solver.port import Budget, Sat, ScriptSolver, Unknown, Unsat


@dataclass(frozen=True)
class Certificate:
    """The goal is not reached since `invariants` hold in each reachable state and, with them, no path of `k` steps
    reaches the goal for the first time, nor does any run of fewer than `k` steps. (A step of the goal needs at least
    one.) `conditions` say the same, one script each.
    """

    k: int
    invariants: tuple[tuple[str, Term], ...]
    conditions: tuple[VerificationCondition, ...]


@dataclass(frozen=True)
class Confirmed:
    """The conditions are those of the system and the goal, none left out, and each is unsatisfiable."""

    checked: int


@dataclass(frozen=True)
class Failed:
    """The condition `name` is missing, is not one of this system and goal, or was not answered by `unsat`."""

    name: str
    answer: str


def certify(system: TransitionSystem, goal: Goal, k: int, invariants: tuple[tuple[str, Term], ...]) -> Certificate:
    return Certificate(k, invariants, tuple(conditions(system, goal, k, _joint(invariants))))


Confirmation: TypeAlias = Confirmed | Failed


def check_certificate(
    certificate: Certificate, system: TransitionSystem, goal: Goal, scripts: ScriptSolver, budget: Budget
) -> Confirmation:
    """Build all conditions anew, compare, and have each answered in a session of its own."""
    given = {condition.name: condition.smtlib for condition in certificate.conditions}
    wanted = list(conditions(system, goal, certificate.k, _joint(certificate.invariants)))
    names = {condition.name for condition in wanted}
    if len(names) < len(wanted) or len(given) < len(certificate.conditions):
        return Failed("the list of conditions", "a name is there twice")
    for name in given:
        if name not in names:
            return Failed(name, "not a condition of this system and goal")
    for condition in wanted:
        if condition.name not in given:
            return Failed(condition.name, "missing")
        if given[condition.name] != condition.smtlib:
            return Failed(condition.name, "not the condition of this system and goal")
        match scripts(condition.smtlib, budget):
            case Unsat():
                continue
            case Sat():
                return Failed(condition.name, "sat")
            case Unknown(reason):
                return Failed(condition.name, f"unknown: {reason}")
    return Confirmed(len(wanted))


def _joint(invariants: tuple[tuple[str, Term], ...]) -> Term:
    return build.conj(term for _, term in invariants)
