"""`P is consistent`.

What: no state of a run that complies with P has a conflict: an act (possible or not) that an undefeated prohibition
forbids and an undefeated permission (other than a sole one) permits.
Why: a conflict shows two clauses of which the text does not say which goes before the other.
Formula: unsatisfiable iff the claim holds: `reachable(s) and some act a | forbids_P(a, s) and permits_P(a, s)`.
Example: `rsp_v3 is consistent`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Question
from rspverify.encode.standing import conflict
from rspverify.encode.steps import Step
from rspverify.encode.symbols import in_range
from rspverify.logic import build
from rspverify.logic.system import Goal
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Consistent
from rspverify.policy.expressions import Variable


def consistent(asked: Asked, claim: Consistent) -> Question:
    policy = asked.encoding.norms.policies[claim.policy]
    constants: list[Symbol] = []
    found = []
    for step, _ in asked.acts(()):
        assert step.action is not None
        arguments, symbols, limits = some_act(step)
        clash = conflict(asked.encoding, policy, step.name, arguments)
        if clash is not build.FALSE:
            constants += symbols
            found.append(build.both(clash, limits))
    goal = Goal(build.disj(found), (), tuple(constants))
    return Question(goal, False, (asked.agents(lambda step: asked.bound(step, policy)),), asked.constants)


def some_act(step: Step) -> tuple[tuple[Term, ...], list[Symbol], Term]:
    """Constants for the arguments of an act that is only spoken of, and that they are in range."""
    assert step.action is not None
    symbols = [Symbol(f"{p.name} of {step.name}", (), s.sort, rigid=True) for p, s in _parameters(step)]
    arguments = tuple(build.apply(symbol) for symbol in symbols)
    limits = [in_range(p.sort, t) for (p, _), t in zip(_parameters(step), arguments, strict=True)]
    return arguments, symbols, build.conj(limits)


def _parameters(step: Step) -> list[tuple[Variable, Symbol]]:
    assert step.action is not None
    return list(zip(step.action.parameters, step.parameters, strict=True))
