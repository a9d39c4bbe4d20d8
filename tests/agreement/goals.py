"""The goal of a check for the engines, without the way from there to a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from verdicts import OPTIONS

from rspverify.check.claims.question import Unsupported
from rspverify.check.claims.select import question
from rspverify.check.sanity import sane
from rspverify.encode.hints.candidates import hints
from rspverify.encode.system import Encoding, encode
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.policy.claims import Check, Project
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

RLIMIT = 2_000_000


@dataclass(frozen=True)
class Asked:
    encoding: Encoding
    system: TransitionSystem
    goal: Goal


def asked(project: Project, check: Check) -> Asked | None:
    """What the engines are asked; None where nothing can be asked (the world contradicts itself)."""
    if sane(project, OPTIONS).errors:
        return None
    encoding = encode(project, check.conditions)
    prop = project.properties[check.property]
    try:
        asking = question(encoding, prop, prop.claim)  # type: ignore[arg-type]
    except Unsupported:
        return None
    spoken = [asking.goal.state, *(step.condition for step in asking.goal.steps)]
    candidates = hints(encoding, asking.waiting, spoken)
    return Asked(encoding, candidates.given_to(encoding.system()), asking.goal)


def tools(rlimit: int = RLIMIT) -> Tools:
    return Tools(z3_solver, Budget(Limits(rlimit=rlimit, query_rlimit=rlimit)))
