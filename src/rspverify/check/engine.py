"""The engines as a check uses them: what cannot matter is left out, every proof is checked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rspverify.check.judge import Answered, Engine, Fault
from rspverify.check.options import CheckOptions
from rspverify.check.recall import Posed, Recall, Recalled
from rspverify.check.rests_on import rests_on
from rspverify.encode.hints.candidates import Hints
from rspverify.encode.system import Encoding
from rspverify.logic.slice import Cone, cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.claims import Property
from rspverify.proof.certificate import Failed, check_certificate
from rspverify.proof.ground import Preference
from rspverify.proof.inductive_validity import validity_core
from rspverify.proof.outcome import Bounded, InScope, Proved, Unknown
from rspverify.proof.portfolio import prove, prove_easily
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver

_INTERNAL = "internal: "
"""How the engines begin a reason that is their own fault."""


@dataclass(frozen=True)
class Asking:
    """`later`: makes candidates for invariants, where a question turns out not to be easy; None: the system has them.
    `canonical`: which of the runs is found is settled, else any will do."""

    later: Callable[[], Hints] | None = None
    canonical: bool = True


ALONE = Asking()


def new_budget(options: CheckOptions) -> Budget:
    return Budget(Limits(rlimit=options.rlimit, query_rlimit=options.rlimit, timeout=options.timeout))


def engine(
    encoding: Encoding,
    asked: Property,
    options: CheckOptions,
    budget: Budget,
    lemmas: tuple[tuple[str, Term], ...],
    depth: int,
    asking: Asking = ALONE,
    *,
    runs_first: bool,
) -> Engine:
    """An engine for the systems of one check; all of them share the budget. `lemmas` were proved before."""
    preferences = tuple(Preference(symbol) for symbol in encoding.symbols.facts.values())
    tools = Tools(z3_solver, budget, preferences, canonical=asking.canonical)

    def ask(system: TransitionSystem, goal: Goal) -> Answered:
        sliced = cone(system, goal)
        easy = None if asking.later is None else prove_easily(sliced.system, goal, tools, max_depth=depth)
        if easy is None and asking.later is not None:
            sliced = replace(sliced, system=asking.later().given_to(sliced.system))
        outcome = easy or prove(sliced.system, goal, tools, lemmas=lemmas, max_depth=depth, runs_first=runs_first)
        match outcome:
            case Proved(certificate):
                again = check_certificate(certificate, sliced.system, goal, z3_script, fresh(budget))
                if isinstance(again, Failed):
                    return Answered(_failed(again), _named(encoding, sliced))
                core = validity_core(certificate, sliced.system, goal, z3_solver, fresh(budget))
                return Answered(outcome, _named(encoding, sliced), rests_on(encoding, asked, core), core)
            case Bounded() | InScope() | Unknown() if outcome.reason.startswith(_INTERNAL):
                raise Fault(f"a run that was found was not confirmed when it was played again: {outcome.reason}")
        return Answered(outcome, _named(encoding, sliced))

    if options.recall is None or asking != ALONE:
        return ask
    return _recalling(ask, options.recall, encoding, asked, budget, lemmas, depth, runs_first)


def _recalling(
    ask: Engine,
    recall: Recall,
    encoding: Encoding,
    asked: Property,
    budget: Budget,
    lemmas: tuple[tuple[str, Term], ...],
    depth: int,
    runs_first: bool,
) -> Engine:
    """The engine, which is asked only where the answer is not known from before."""

    def known(system: TransitionSystem, goal: Goal) -> Answered:
        sliced = cone(system, goal)
        there = {*sliced.system.symbols, *goal.constants}
        posed = Posed(
            sliced.system,
            goal,
            tuple((name, term) for name, term in lemmas if term.symbols <= there),
            depth,
            runs_first,
            tuple(symbol for symbol in encoding.symbols.facts.values() if symbol in there),
            budget.limits.rlimit,
            budget.limits.query_rlimit,
        )
        left = budget.limits.rlimit - budget.spent
        found = recall.recalled(posed, left)
        if found is not None:
            answered = _confirmed(found, sliced, goal, encoding, asked, budget)
            if answered is not None:
                budget.spend(found.spent)
                return answered
            recall.forget(posed)
        answered = ask(system, goal)
        spent = budget.limits.rlimit - budget.spent
        recall.keep(posed, Recalled(answered.outcome, left - spent, left, answered.core))
        return answered

    return known


def _confirmed(
    found: Recalled, sliced: Cone, goal: Goal, encoding: Encoding, asked: Property, budget: Budget
) -> Answered | None:
    """An answer from before, a proof checked again; None: it is no proof of this."""
    if not isinstance(found.outcome, Proved):
        return Answered(found.outcome, _named(encoding, sliced))
    certificate = found.outcome.certificate
    if isinstance(check_certificate(certificate, sliced.system, goal, z3_script, fresh(budget)), Failed):
        return None
    core = found.core or validity_core(certificate, sliced.system, goal, z3_solver, fresh(budget))
    return Answered(found.outcome, _named(encoding, sliced), rests_on(encoding, asked, core), core)


def fresh(budget: Budget) -> Budget:
    """As much work as there may be, in the time that is left."""
    return Budget(replace(Limits(), timeout=budget.seconds_left()))


def _failed(again: Failed) -> Unknown:
    """That nothing is known, since checking again gave no answer. Raises `Fault` where the proof is none."""
    if again.answer.startswith("unknown"):
        return Unknown(f"a proof was found, but checking it again gave no answer: {again.answer}")
    raise Fault(f"a proof was not confirmed when it was checked again: {again.name}: {again.answer}")


def _named(encoding: Encoding, sliced: Cone) -> tuple[str, ...]:
    """The facts, and the actions, that were left out."""
    left = set(sliced.symbols_left_out)
    facts = [name for name, symbol in encoding.symbols.facts.items() if symbol in left]
    return (*facts, *(name for name in sliced.transitions_left_out if name in encoding.world.actions))
