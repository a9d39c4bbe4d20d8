"""Formulas in the words of the vocabulary, with variables in place of members: what a case says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, assert_never

from rspverify.check.phrases import denied
from rspverify.check.words import length_text, value_text
from rspverify.policy import wording
from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    Arithmetic,
    Breaching,
    DefineOf,
    DurationRef,
    Elapsed,
    EnumValue,
    Equal,
    Expr,
    FactOf,
    Happening,
    Hours,
    IfElse,
    Iff,
    Implies,
    Individual,
    Less,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Num,
    Occurrence,
    Occurs,
    Once,
    Or,
    Previously,
    Quantified,
    Since,
    TermOf,
    Truth,
    Var,
    Variable,
    Waiting,
)
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort, Sort
from rspverify.policy.vocabulary import World

Relation = Literal["less than", "at most", "more than", "at least"]
_DECIDES = re.compile(r"(\S+\.\S+) (forbid|permit)s this\b")
"""What a clause does, as a condition (see `clause_atoms`): no name in a file holds a space."""

_COUNTED = {"at least": "at least", "at most": "at most", "exactly": "exactly"}


def said(world: World, formula: Expr, truth: bool = True) -> str:
    """A formula, or that it is not so, in words."""
    return _true(world, formula) if truth else _false(world, formula)


def _true(world: World, formula: Expr) -> str:
    match formula:
        case Truth(value):
            return "this is so" if value else "this is never so"
        case Not(operand):
            return _false(world, operand)
        case And(operands):
            return " and ".join(_part(world, one, (Or, Implies, Iff, IfElse)) for one in operands)
        case Or(operands):
            return " or ".join(_part(world, one, (And, Implies, Iff, IfElse)) for one in operands)
        case Implies(left, right):
            return f"if {_true(world, left)}, then {_true(world, right)}"
        case Iff(left, right):
            return f"it is alike whether {_true(world, left)} and whether {_true(world, right)}"
        case IfElse(condition, then, otherwise):
            return f"if {_true(world, condition)}, then {_true(world, then)}, else {_true(world, otherwise)}"
        case Equal(left, FactOf() as right) if not isinstance(left, FactOf):
            return _true(world, Equal(right, left))
        case Equal(FactOf(fact, arguments), right) if not isinstance(right, FactOf):
            return _fact(world, fact, arguments, value_said(world, right))
        case Equal(left, right):
            return f"{value_said(world, left)} is {value_said(world, right)}"
        case Less(left, right, or_equal):
            return _compared(world, left, "at most" if or_equal else "less than", right)
        case Quantified(quantifier, count, variables, where, body):
            return _quantified(world, quantifier, count, variables, where, body)
        case Occurs(occurrence):
            return occurrence_said(world, occurrence)
        case Once(Occurs(occurrence)):
            return f"it has happened that {occurrence_said(world, occurrence)}"
        case Once(operand):
            return f"it is or once was so that {_true(world, operand)}"
        case Previously(operand):
            return f"just before, it was so that {_true(world, operand)}"
        case AlwaysSoFar(operand):
            return f"it was always so that {_true(world, operand)}"
        case Since(Not(Occurs(later)), And((Occurs(earlier), Not(Occurs(also))))) if later == also:
            return f"it has happened that {_later(world, earlier, later)}"
        case Since(hold, start):
            return f"{_true(world, hold)}, ever since {_true(world, start)}"
        case Elapsed(bound, duration, occurrence):
            far = {"within": "at most ", "less than": "less than ", "at least": "at least ", "more than": "more than "}
            ago = f"{far[bound]}{value_said(world, duration)} ago"
            return f"{ago} it happened that {occurrence_said(world, occurrence)}"
        case NormOfAct(status, act, policy):
            return f"it is {status}{f' by {policy}' if policy else ''} that {occurrence_said(world, act)}"
        case NormOfClause(status, policy, clause):
            return f"the clause {policy}.{clause} {'applies' if status == 'applies' else 'is defeated'}"
        case _:
            return value_said(world, formula)


def _false(world: World, formula: Expr) -> str:
    match formula:
        case Truth(value):
            return _true(world, Truth(not value))
        case Not(operand):
            return _true(world, operand)
        case Equal(left, right) if isinstance(left, FactOf) != isinstance(right, FactOf):
            return denied(_true(world, formula))
        case Equal(left, right):
            return f"{value_said(world, left)} is not {value_said(world, right)}"
        case Less(left, right, or_equal):
            return _compared(world, left, "more than" if or_equal else "at least", right)
        case Quantified("some", _, variables, where, body):
            return _quantified(world, "no", 0, variables, where, body)
        case Once(Occurs(occurrence)):
            return f"it has never happened that {occurrence_said(world, occurrence)}"
        case Once(operand):
            return f"it is not and never was so that {_true(world, operand)}"
        case Since(Not(Occurs(later)), And((Occurs(earlier), Not(Occurs(also))))) if later == also:
            return f"it has not happened that {_later(world, earlier, later)}"
        case NormOfClause(status, policy, clause):
            return f"the clause {policy}.{clause} {'does not apply' if status == 'applies' else 'is not defeated'}"
        case DefineOf(name) if (decides := _DECIDES.match(name)) is not None:
            return f"{decides[1]} does not {decides[2]} this"
        case _:
            return denied(_true(world, formula))


def _later(world: World, earlier: Occurrence, later: Occurrence) -> str:
    """What an order for each `later` asks for."""
    return f"{occurrence_said(world, earlier)}, since the last time (if any) that {occurrence_said(world, later)}"


def _part(world: World, formula: Expr, apart: tuple[type[Expr], ...]) -> str:
    text = _true(world, formula)
    return f"({text})" if isinstance(formula, apart) else text


def _fact(world: World, name: str, arguments: Sequence[Expr], value: str = "") -> str:
    fact = world.facts[name]
    return wording.fill(fact.wording, _places(world, fact.parameters, arguments), value)


def _places(world: World, parameters: Sequence[Variable], arguments: Sequence[Expr | None]) -> dict[str, str]:
    return {
        p.shown: anything(p.sort) if argument is None else value_said(world, argument)
        for p, argument in zip(parameters, arguments, strict=True)
    }


def anything(sort: Sort) -> str:
    """What stands for `any`."""
    return f"any {sort.name}" if isinstance(sort, EntitySort | EnumSort) else "any number"


_TURNED: dict[Relation, Relation] = {
    "less than": "more than",
    "at most": "at least",
    "more than": "less than",
    "at least": "at most",
}
_OF_RANKS: dict[Relation, str] = {"less than": "below", "more than": "above"}


def _compared(world: World, left: Expr, relation: Relation, right: Expr) -> str:
    """A comparison that begins with what is not constant: `m is rated at least high`."""
    if isinstance(left, EnumValue | Num | Hours) and not isinstance(right, EnumValue | Num | Hours):
        left, relation, right = right, _TURNED[relation], left
    limit = f"{_OF_RANKS.get(relation, relation) if _ranked(left) else relation} {value_said(world, right)}"
    if isinstance(left, FactOf) and "{value}" in world.facts[left.fact].wording:
        return _fact(world, left.fact, left.arguments, limit)
    return f"{value_said(world, left)} is {limit}"


def _ranked(expr: Expr) -> bool:
    sort = expr.variable.sort if isinstance(expr, Var) else getattr(expr, "sort", None)
    return isinstance(sort, EnumSort)


def _quantified(
    world: World, quantifier: str, count: int, variables: Sequence[Variable], where: Expr | None, body: Expr
) -> str:
    named = ", ".join(f"{sort_said(v.sort)} {v.shown}" for v in variables)
    limited = "" if where is None else f" where {_true(world, where)}"
    match quantifier:
        case "some":
            return f"there is some {named}{limited} such that {_true(world, body)}"
        case "no":
            return f"there is no {named}{limited} such that {_true(world, body)}"
        case "at most" if count == 0:
            return f"there is no {named}{limited} such that {_true(world, body)}"
        case "every":
            return f"for every {named}{limited}, {_true(world, body)}"
        case _:
            return f"there are {_COUNTED[quantifier]} {count} {named}{limited} such that {_true(world, body)}"


def sort_said(sort: Sort) -> str:
    """An entity, an enum, or `number`."""
    return sort.name if isinstance(sort, EntitySort | EnumSort) else "number"


def act_said(world: World, act: Happening) -> str:
    """An act in its own wording: `anthropic trains m`."""
    declared = world.actions[act.action]
    return wording.fill(declared.wording, _places(world, declared.parameters, act.arguments))


def occurrence_said(world: World, occurrence: Occurrence) -> str:
    """An act, a wait or a breach in words."""
    match occurrence:
        case Happening():
            return act_said(world, occurrence)
        case Waiting():
            return "time passes"
        case Breaching(policy, clause, arguments):
            given = ", ".join(value_said(world, argument) for argument in arguments if argument is not None)
            return f"{policy}.{clause} is breached{f' for {given}' if given else ''}"
        case _:
            assert_never(occurrence)


def value_said(world: World, expr: Expr) -> str:
    """A value (or a predicate) in words."""
    match expr:
        case Var(variable):
            return variable.shown
        case Individual(name):
            return name
        case EnumValue(name):
            return value_text(name)
        case Num(value):
            return str(value)
        case Hours(hours):
            return length_text(hours)
        case DurationRef(name):
            return name.replace("_", " ")
        case Now():
            return "the present moment"
        case Arithmetic(operator, left, right):
            return f"{value_said(world, left)} {operator} {value_said(world, right)}"
        case FactOf(fact, arguments, BoolSort()):
            return _fact(world, fact, arguments)
        case DefineOf(name) if _DECIDES.match(name) is not None:
            return name
        case FactOf(name, arguments, sort) | DefineOf(name, _, arguments, _, sort) if not isinstance(sort, BoolSort):
            listed = ", ".join(value_said(world, argument) for argument in arguments)
            return f"{name}({listed})" if listed else name
        case DefineOf(name, parameters, arguments):
            declared = world.defines.get(name)
            text = wording.default(name, [p.shown for p in parameters]) if declared is None else declared.wording
            return wording.fill(text, _places(world, parameters, arguments))
        case TermOf(name, parameters, arguments):
            return wording.fill(world.terms[name].wording, _places(world, parameters, arguments))
        case IfElse(condition, then, otherwise):
            return f"{value_said(world, then)} (if {_true(world, condition)}; else {value_said(world, otherwise)})"
        case _:
            return _true(world, expr)
