"""k-induction with known invariants: one query for each last transition and for each of the goal's steps.

(Sheeran, Singh, Stålmarck, "Checking Safety Properties Using Induction and a SAT-Solver", FMCAD 2000.) The base, that
no run of fewer than k steps reaches the goal, is the caller's to know, from bounded model checking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.substitute import replace_symbols
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.proof.conditions import demands
from rspverify.proof.unroll import Unrolling, conjuncts
from rspverify.solver.port import Budget, Sat, SolverFactory, Unknown, Unsat

Named: TypeAlias = tuple[str, Term]


@dataclass(frozen=True)
class Inductive:
    """The step holds, with only these of the invariants."""

    needed: frozenset[str]


@dataclass(frozen=True)
class NotInductive:
    """Some path has the goal at its end: reachable or not, the step does not show that it is not."""

    end: str


@dataclass(frozen=True)
class NotAnswered:
    """The solver does not know."""

    end: str
    reason: str


StepAnswer: TypeAlias = Inductive | NotInductive | NotAnswered


def flags(names: Sequence[str]) -> dict[str, Symbol]:
    """A Boolean constant for each name, to be assumed."""
    return {name: Symbol(f"use {number}: {name}", (), BOOL, rigid=True) for number, name in enumerate(names)}


def step(
    system: TransitionSystem,
    goal: Goal,
    k: int,
    invariants: Sequence[Named],
    solvers: SolverFactory,
    budget: Budget,
    *,
    rlimit: int | None = None,
) -> StepAnswer:
    """Whether a path of k steps through states with the invariants, without the goal before its end, ends in it.

    For k = 0 that is a state with the invariants and the goal; the goal's steps count as the last of at least one.
    """
    unrolling = Unrolling(system, goal, from_initial=False)
    used = flags([name for name, _ in invariants])
    declared = unrolling.declarations()
    names = {build.apply(flag): name for name, flag in used.items()}
    solver = solvers(Declarations(declared.sorts, declared.enums, (*declared.symbols, *used.values())), budget)

    def assume_invariants(index: int) -> list[Term]:
        return [build.implies(build.apply(used[name]), unrolling.at(term, index)) for name, term in invariants]

    for term in (*unrolling.start(), *assume_invariants(0)):
        solver.add(term)
    ends: list[tuple[str, list[Term]]] = []
    if k == 0 and goal.state is not build.FALSE:
        ends.append(("the goal's state", [goal.state]))
    for index in range(max(k, 1)):
        solver.declare(unrolling.choose())
        if index < k:
            solver.add(build.negate(unrolling.at(goal.state, index)))
        if index < max(k, 1) - 1:
            for term in (*unrolling.extend(), *assume_invariants(index + 1)):
                solver.add(term)
    ends.extend((f"step {bad.transition}", unrolling.bad_step(bad)) for bad in goal.steps)
    if k > 0 and goal.state is not build.FALSE:
        ends.extend(_last_steps(unrolling, invariants, used))
    needed: set[str] = set()
    for end, terms in ends:
        if build.FALSE in terms:
            continue
        solver.push()
        for term in terms:
            solver.add(term)
        answer = solver.check(list(names), rlimit=rlimit)
        solver.pop()
        match answer:
            case Sat():
                return NotInductive(end)
            case Unknown(reason):
                return NotAnswered(end, reason)
            case Unsat(core):
                needed.update(names[literal] for literal in core)
    return Inductive(frozenset(needed))


def outright(system: TransitionSystem, goal: Goal, solvers: SolverFactory, budget: Budget) -> StepAnswer:
    """Whether no state at all has the goal, nor a step to it: `step` for k = 0 without invariants, asked by the very
    conditions that a certificate would have, over no more symbols than these have. Most claims that follow from one
    clause are proved so, and the attempt costs little more than the check of its certificate."""
    for demand in demands(system, goal, 0, build.TRUE):
        if build.FALSE in demand.formulas:
            continue
        used = sorted({symbol for part in demand.formulas for symbol in part.symbols}, key=lambda symbol: symbol.name)
        solver = solvers(Declarations(system.sorts, system.enums, tuple(used)), budget)
        for formula in demand.formulas:
            solver.add(formula)
        match solver.check():
            case Sat():
                return NotInductive(demand.name)
            case Unknown(reason):
                return NotAnswered(demand.name, reason)
            case Unsat():
                pass
    return Inductive(frozenset())


def _last_steps(
    unrolling: Unrolling, invariants: Sequence[Named], used: dict[str, Symbol]
) -> list[tuple[str, list[Term]]]:
    """For each transition, taking it last to a state with the goal."""
    system, index = unrolling.system, len(unrolling.choices) - 1
    before = unrolling.before(index)
    found = []
    for transition in system.transitions:
        after = unrolling.after(transition, index)
        guards = (*conjuncts(transition.possible), *conjuncts(transition.complies))
        terms = [replace_symbols(part, before) for part in guards]
        terms.extend(unrolling.constraint_at(after))
        terms.append(replace_symbols(unrolling.goal.state, after))
        for name, term in invariants:
            terms.append(build.implies(build.apply(used[name]), replace_symbols(term, after)))
        found.append((transition.name, terms))
    return found
