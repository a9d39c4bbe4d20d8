"""What to set in a state, or to do, so that a formula becomes true, or false: a way to boundaries that chance alone
would seldom find. Only an attempt: axioms, or other parts of the formula, may see to it that it does not."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.fuzz.choices import Choices
from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    DefineOf,
    Elapsed,
    Equal,
    Expr,
    FactOf,
    Happening,
    Iff,
    Implies,
    Less,
    Not,
    Occurs,
    Once,
    Or,
    Previously,
    Quantified,
    Since,
    TermOf,
)
from rspverify.policy.sorts import EnumSort
from rspverify.semantics.evaluate import bindings, holds, value
from rspverify.semantics.run import Environment, Run, environments, values_of
from rspverify.trace.values import Act, Place, Value

_MANY = 16

Setting = tuple[Place, Value]
Wish = Setting | Act
"""A value for a place, or an act that should happen."""


def aim(choices: Choices, run: Run, formula: Expr, env: Environment, wanted: bool) -> Iterator[Wish]:
    """Places of the last state with what they should be, and acts that should have happened; what is so already is
    left out. Raises `Dead`, `SemanticsError`."""
    i = run.last
    if holds(run, formula, i, env) == wanted:
        return
    match formula:
        case FactOf(fact, arguments):
            place = fact, tuple(value(run, argument, i, env) for argument in arguments)
            if place in run.trace.states[i].facts:
                yield place, wanted
        case Not(operand):
            yield from aim(choices, run, operand, env, not wanted)
        case And(operands) | Or(operands):
            all_of_them = wanted == isinstance(formula, And)
            for operand in operands if all_of_them else (choices.one(operands),):
                yield from aim(choices, run, operand, env, wanted)
        case Implies(left, right):
            yield from aim(choices, run, Or((Not(left), right)), env, wanted)
        case Iff(left, right):
            yield from aim(choices, run, right, env, holds(run, left, i, env) == wanted)
        case DefineOf(_, parameters, arguments, body):
            yield from aim(choices, run, body, bindings(run, parameters, arguments, i, env), wanted)
        case TermOf(name, parameters, arguments, bodies):
            body = dict(bodies)[run.trace.readings[name]]
            yield from aim(choices, run, body, bindings(run, parameters, arguments, i, env), wanted)
        case Quantified():
            yield from _quantified(choices, run, formula, env, wanted)
        case Once(operand) | Previously(operand) | Since(_, operand) if wanted:
            yield from aim(choices, run, operand, env, True)
        case Occurs(Happening() as act) | Elapsed(occurrence=Happening() as act) if wanted:
            yield concrete(choices, run, act, env)
        case AlwaysSoFar(operand):
            yield from aim(choices, run, operand, env, wanted)
        case Equal() | Less():
            yield from _compared(choices, run, formula, env, wanted)
        case _:
            return


def concrete(choices: Choices, run: Run, act: Happening, env: Environment) -> Act:
    """The act with its arguments; where they are left open, some. Raises `Dead`, `SemanticsError`."""
    parameters = run.world.actions[act.action].parameters
    return Act(
        act.action,
        tuple(
            choices.one(values_of(run.universe, parameter.sort))
            if argument is None
            else value(run, argument, run.last, env)
            for parameter, argument in zip(parameters, act.arguments, strict=True)
        ),
    )


def _quantified(choices: Choices, run: Run, formula: Quantified, env: Environment, wanted: bool) -> Iterator[Wish]:
    every = formula.quantifier == "every"
    body = formula.body
    if formula.where is not None:
        body = Implies(formula.where, body) if every else And((formula.where, body))
    inside = [{**env, **binding} for binding in environments(run.universe, formula.variables)][:_MANY]
    match formula.quantifier, wanted:
        case ("every", True):
            chosen, truth = inside, True
        case ("every", False):
            chosen, truth = [choices.one(inside)], False
        case ("some", True):
            chosen, truth = [choices.one(inside)], True
        case ("some", False):
            chosen, truth = inside, False
        case ("at least", True) | ("exactly", True):
            chosen, truth = choices.some(inside, max(formula.count, 1)), True
        case ("at most", False):
            chosen, truth = choices.some(inside, formula.count + 1), True
        case _:
            chosen, truth = inside, False
    for inner in chosen:
        yield from aim(choices, run, body, inner, truth)


def _compared(choices: Choices, run: Run, formula: Equal | Less, env: Environment, wanted: bool) -> Iterator[Wish]:
    """One side is a fact: it gets a value at the boundary, or next to it on either side."""
    sides = [(formula.left, formula.right), (formula.right, formula.left)]
    for fact, other in sides:
        if not isinstance(fact, FactOf):
            continue
        place = fact.fact, tuple(value(run, argument, run.last, env) for argument in fact.arguments)
        if place not in run.trace.states[run.last].facts:
            continue
        bound = value(run, other, run.last, env)
        if isinstance(bound, str):
            yield place, _name(choices, run, fact, bound, isinstance(formula, Equal) and wanted)
        elif isinstance(formula, Equal):
            yield place, int(bound) if wanted else int(bound) + choices.one((1, -1))
        else:
            yield place, int(bound) + choices.one((0, -1, 1))
        return


def _name(choices: Choices, run: Run, fact: FactOf, bound: str, the_same: bool) -> Value:
    if the_same:
        return bound
    every = values_of(run.universe, fact.sort)
    if isinstance(fact.sort, EnumSort) and fact.sort.ordered and bound in every:
        at = every.index(bound)
        return every[min(max(at + choices.one((0, -1, 1)), 0), len(every) - 1)]
    return choices.one(every)
