"""Laws of what engines say of a goal: each function yields what contradicts one.

What is `known` of the goal was found by other means than the engine's: by search, or by whoever wrote the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from generate.choices import Choices
from known import Shortest, budget, excludes, finite, reached

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import LogicSort, Term
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.finite import sizes_by_total
from rspverify.proof.houdini import Invariants
from rspverify.proof.outcome import InScope, Proved, Refuted
from rspverify.proof.pdr.engine import pdr
from rspverify.proof.portfolio import ENGINES, prove
from rspverify.proof.scope import covered, finite_scope, sizes_up_to
from rspverify.proof.search import Tools, search
from rspverify.proof.universe import Checkers
from rspverify.solver.port import Budget, Limits, Solver, SolverFactory, Unknown
from rspverify.solver.z3_adapter import z3_script, z3_solver

_LEVEL = re.compile(r"after at most (\d+) steps")


def engines_contradict(
    system: TransitionSystem,
    goal: Goal,
    known: Shortest | None,
    solvers: SolverFactory = z3_solver,
    *,
    depth: int = 4,
    engines: Sequence[str] = ENGINES,
) -> Iterator[str]:
    """Each engine by itself: no run is excluded, every proof has a certificate that is confirmed, a run that is called
    minimal is the shortest and has the fewest members."""
    for engine in engines:
        outcome = prove(system, goal, Tools(solvers, budget()), max_depth=depth, engines=(engine,))
        if known is not None and excludes(outcome, known):
            yield f"{engine} excludes a run: {type(outcome).__name__}"
        if isinstance(outcome, Proved):
            again = check_certificate(outcome.certificate, system, goal, z3_script, budget())
            if not isinstance(again, Confirmed) and not again.answer.startswith("unknown"):
                yield f"{engine}: a certificate is not confirmed: {again.name}: {again.answer}"
        if isinstance(outcome, Refuted) and outcome.run.minimal:
            yield from _smaller(system, goal, Shortest.of(outcome))


def _smaller(system: TransitionSystem, goal: Goal, run: Shortest) -> Iterator[str]:
    for sizes in sizes_by_total(system.sorts, sum(run.sizes.values()) - 1):
        if isinstance(reached(*finite(system, goal, sizes), run.steps), int):
            yield f"a run with {run.sizes} is called minimal, and {sizes} are enough"


def frames_overclaim(
    system: TransitionSystem, goal: Goal, solvers: SolverFactory = z3_solver, *, depth: int = 3, frames: int = 4
) -> Iterator[str]:
    """What property-directed reachability learned of the first so many steps is true of them."""
    nothing = Invariants((), {})
    found = pdr(system, goal, Tools(solvers, budget()), known=nothing, most_frames=frames)
    at: dict[int, list[Term]] = {}
    for name, clause in found.clauses:
        level = _LEVEL.match(name)
        at.setdefault(min(int(level[1]), depth) if level else depth, []).append(clause)
    for most, clauses in at.items():
        broken = search(system, Goal(build.negate(build.conj(clauses))), Tools(z3_solver, budget()), max_depth=most)
        if isinstance(broken, Refuted):
            yield f"what is said of {most} steps is broken in {len(broken.run.steps)}: {clauses}"


def scope_overclaims(
    system: TransitionSystem,
    goal: Goal,
    known: Shortest | None,
    solvers: SolverFactory = z3_solver,
    *,
    most: int = 2,
    depth: int = 4,
) -> Iterator[str]:
    """Within a scope there is no run; of the sizes in it, those and only those are called empty in which no run
    begins; each proof is one."""
    found = finite_scope(system, goal, Tools(solvers, budget()), most=most, depth=depth)
    if isinstance(found, Refuted) and (known is None or len(found.run.steps) < known.steps):
        yield "a run is found where there is none"
    if not isinstance(found, InScope):
        return
    if known is not None and excludes(found, known):
        yield "a scope excludes a run"
    for sizes in sizes_up_to(system.sorts, most):
        inside = any(all(sizes[sort] <= size for sort, size in scope.sizes.items()) for scope in found.scopes)
        begins = reached(*finite(system, Goal(build.TRUE), sizes), 0)
        if begins == 0 and sizes in found.empty:
            yield f"runs begin with {sizes}, which is called empty"
        if begins is None and inside and sizes not in found.empty and solvers is z3_solver:
            yield f"no run begins with {sizes}, and that is not said"
    for proof in found.proofs:
        again = check_certificate(proof.certificate, *finite(system, goal, proof.sizes), z3_script, budget())
        if not isinstance(again, Confirmed):
            yield f"for {proof.sizes}: {again.name}: {again.answer}"


def unconfirmed_is_proved(system: TransitionSystem, goal: Goal) -> Iterator[str]:
    """Where no verification condition is answered, finite scope proves nothing for any number of steps."""
    mute = Checkers(scripts=lambda script, spent: Unknown("says nothing"))
    found = finite_scope(system, goal, Tools(z3_solver, budget()), most=2, depth=2, checkers=mute)
    if isinstance(found, InScope) and any(proof.certificate.conditions for proof in found.proofs):
        yield f"proved without an answer: {found.scopes}"


def covered_wrongly(choices: Choices) -> Iterator[str]:
    """Scopes of random answers: all sizes within are answered as far as is said."""
    sorts = [LogicSort(name) for name in ("Lab", "Model")]
    corners = [(one, other) for one, other in product(range(1, 4), repeat=2) if choices.chance(85)]
    bounds = {corner: choices.one((-1, 0, 2, 3, None, None)) for corner in corners}
    answers = [(dict(zip(sorts, corner, strict=True)), bound) for corner, bound in bounds.items()]
    for scope in covered(answers):
        for corner in product(*(range(1, scope.sizes[sort] + 1) for sort in sorts)):
            bound = bounds.get(corner, -1)
            if bound is not None and (scope.depth is None or scope.depth > bound):
                yield f"{corner} is answered up to {bound} steps, and {scope} says more"


def spending_lost(system: TransitionSystem, goal: Goal, rlimit: int = 400_000) -> Iterator[str]:
    """All that queries spend, whichever part of the budget they are given, counts in the whole, which is kept to."""
    spent: list[Budget] = []
    generous: list[str] = []

    def metered(declared: Declarations, part: Budget) -> Solver:
        spent.append(part)
        if part.limits.rlimit - part.spent > rlimit - whole.spent:
            generous.append(f"{part.limits.rlimit} may be spent where {rlimit - whole.spent} are left")
        return z3_solver(declared, part)

    whole = Budget(Limits(rlimit=rlimit, query_rlimit=rlimit // 4))
    prove(system, goal, Tools(metered, whole), max_depth=4)
    yield from generous
    parts = {id(part): part.spent for part in spent if part is not whole}
    if sum(parts.values()) > whole.spent:
        yield f"parts spent {sum(parts.values())}, the whole {whole.spent}"
    if whole.spent > rlimit + rlimit // 4:
        yield f"{whole.spent} is spent of {rlimit}"
