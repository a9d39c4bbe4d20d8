"""What a formula's truth hinged on: the fewest atomic formulas that make it true, or false, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    DefineOf,
    Expr,
    IfElse,
    Iff,
    Implies,
    Not,
    Once,
    Or,
    Previously,
    Quantified,
    TermOf,
)
from rspverify.semantics.evaluate import bindings, holds
from rspverify.semantics.run import Environment, Run, environments, key_of


@dataclass(frozen=True)
class Reason:
    """An atomic formula with its truth in state `index`. Words are looked through, down to the facts of their
    definitions; formulas about a whole past that cannot be told by one state are atoms too."""

    formula: Expr
    index: int
    environment: Environment = field(hash=False)
    truth: bool


Reasons = tuple[Reason, ...]


def reasons(run: Run, formula: Expr, i: int, env: Environment, *, words: bool = False) -> Reasons:
    """Atoms whose values alone make `formula` what it is in state i, each once, in order. With `words`, defines and
    terms are atoms too. Raises `SemanticsError`."""
    return _once_each(_reasons(run, formula, i, env, words))


def _reasons(run: Run, formula: Expr, i: int, env: Environment, words: bool) -> Reasons:
    truth = holds(run, formula, i, env)
    match formula:
        case Not(operand):
            return _reasons(run, operand, i, env, words)
        case And(operands) | Or(operands):
            one_suffices = truth == isinstance(formula, Or)
            if one_suffices:
                return _fewest(_reasons(run, o, i, env, words) for o in operands if holds(run, o, i, env) == truth)
            return tuple(reason for operand in operands for reason in _reasons(run, operand, i, env, words))
        case Implies(left, right):
            return _reasons(run, Or((Not(left), right)), i, env, words)
        case Iff(left, right):
            return (*_reasons(run, left, i, env, words), *_reasons(run, right, i, env, words))
        case IfElse(condition, then, otherwise):
            branch = then if holds(run, condition, i, env) else otherwise
            return (*_reasons(run, condition, i, env, words), *_reasons(run, branch, i, env, words))
        case DefineOf() | TermOf() if words:
            return (Reason(formula, i, env, truth),)
        case DefineOf(_, parameters, arguments, body):
            return _reasons(run, body, i, bindings(run, parameters, arguments, i, env), words)
        case TermOf(name, parameters, arguments, bodies):
            body = dict(bodies)[run.trace.readings[name]]
            return _reasons(run, body, i, bindings(run, parameters, arguments, i, env), words)
        case Quantified():
            return _quantified(run, formula, i, env, truth, words)
        case Previously(operand) if i > 0:
            return _reasons(run, operand, i - 1, env, words)
        case Once(operand) | AlwaysSoFar(operand) if truth == isinstance(formula, Once):
            latest = max(j for j in range(i + 1) if holds(run, operand, j, env) == truth)
            return _reasons(run, operand, latest, env, words)
        case _:
            return (Reason(formula, i, env, truth),)


def _quantified(run: Run, formula: Quantified, i: int, env: Environment, truth: bool, words: bool) -> Reasons:
    """As many examples as tell, or else what holds of each combination of values."""
    every = formula.quantifier == "every"
    instance = _instance(formula, every)
    inside = [{**env, **binding} for binding in environments(run.universe, formula.variables)]
    examples = [inner for inner in inside if holds(run, instance, i, inner) != every]
    needed = {
        ("some", True): 1,
        ("every", False): 1,
        ("at least", True): formula.count,
        ("at most", False): formula.count + 1,
    }.get((formula.quantifier, truth))
    chosen = inside if needed is None else examples[:needed]
    return tuple(reason for inner in chosen for reason in _reasons(run, instance, i, inner, words))


def _instance(formula: Quantified, every: bool) -> Expr:
    if formula.where is None:
        return formula.body
    return Implies(formula.where, formula.body) if every else And((formula.where, formula.body))


def _fewest(choices: Iterable[Reasons]) -> Reasons:
    return min(choices, key=lambda found: len(_once_each(found)), default=())


def _once_each(found: Reasons) -> Reasons:
    return tuple({(reason.formula, reason.index, key_of(reason.environment)): reason for reason in found}.values())
