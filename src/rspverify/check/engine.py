"""The engines as a check uses them: what cannot matter is left out, every proof is checked again."""

from __future__ import annotations

from rspverify.check.judge import Engine, Fault
from rspverify.check.options import CheckOptions
from rspverify.encode.system import Encoding
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Term
from rspverify.proof.certificate import Failed, check_certificate
from rspverify.proof.ground import Preference
from rspverify.proof.outcome import Outcome, Proved, Unknown
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver


def new_budget(options: CheckOptions) -> Budget:
    return Budget(Limits(rlimit=options.rlimit, query_rlimit=options.rlimit, timeout=options.timeout))


def engine(
    encoding: Encoding, options: CheckOptions, budget: Budget, lemmas: tuple[tuple[str, Term], ...], depth: int
) -> Engine:
    """An engine for the systems of one check; all of them share the budget. `lemmas` were proved before."""
    preferences = tuple(Preference(symbol) for symbol in encoding.symbols.facts.values())
    tools = Tools(z3_solver, budget, preferences)

    def ask(system: TransitionSystem, goal: Goal) -> Outcome:
        sliced = cone(system, goal)
        outcome = prove(sliced.system, goal, tools, lemmas=lemmas, max_depth=depth)
        if isinstance(outcome, Proved):
            again = check_certificate(outcome.certificate, sliced.system, goal, z3_script, Budget(Limits()))
            if isinstance(again, Failed) and again.answer.startswith("unknown"):
                return Unknown(f"a proof was found, but checking it again gave no answer ({again.answer})")
            if isinstance(again, Failed):
                raise Fault(f"a proof was not confirmed when it was checked again: {again.name}: {again.answer}")
        return outcome

    return ask
