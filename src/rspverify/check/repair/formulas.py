"""Conditions as they are written: their parts, joined, negated, and with other names for their variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import fields, replace
from typing import Any, Literal, TypeVar, cast

from rspverify.syntax.expressions import (
    Binary,
    Call,
    Expression,
    Identifier,
    Name,
    NamedType,
    Node,
    Not,
    Past,
    Quantified,
)
from rspverify.syntax.printer import print_expression
from rspverify.syntax.walk import walk

Names = Mapping[str, Expression]
"""What stands for the names of variables and individuals."""

T = TypeVar("T", bound=Node)


def parts(formula: Expression | None, operator: Literal["and", "or"]) -> tuple[Expression, ...]:
    """What is joined by `and` (by `or`); nothing for an absent formula."""
    if formula is None:
        return ()
    if isinstance(formula, Binary) and formula.operator == operator:
        return (*parts(formula.left, operator), *parts(formula.right, operator))
    return (formula,)


def joined(formulas: Sequence[Expression], operator: Literal["and", "or"]) -> Expression | None:
    """The formulas joined; None for none."""
    found: Expression | None = None
    for one in formulas:
        found = one if found is None else Binary(one.span, operator, found, one)
    return found


def negated(formula: Expression) -> Expression:
    """That it is not so; `not` before `not` falls away."""
    return formula.operand if isinstance(formula, Not) else Not(formula.span, formula)


def same(one: Expression, other: Expression) -> bool:
    """Whether two formulas read the same, however they are bracketed."""
    return print_expression(one) == print_expression(other)


def atoms(formula: Expression | None) -> Iterator[Expression]:
    """The conjuncts of a formula, then the formulas of which it is made by `and`, `or`, `not`, `implies` and `iff`."""
    if formula is None:
        return
    yield from parts(formula, "and")
    pending: list[Expression] = [formula]
    while pending:
        one = pending.pop(0)
        match one:
            case Binary(operator="and" | "or" | "implies" | "iff", left=left, right=right):
                pending += [left, right]
            case Not(operand=operand):
                pending.append(operand)
            case _:
                yield one


def about_the_past(formula: Expression) -> bool:
    return any(isinstance(one, Past) for one in walk(formula))


def renamed(formula: Expression, names: Names) -> Expression | None:
    """The formula with other names; None where a variable that it binds itself would capture one of them."""
    targets = {one.name for value in names.values() for one in walk(value) if isinstance(one, Name)}
    for one in walk(formula):
        if isinstance(one, Quantified) and {variable.name.text for variable in one.variables} & targets:
            return None
    return cast(Expression, _renamed(formula, names))


def _renamed(node: Node, names: Names) -> Node:
    if isinstance(node, Name):
        return names.get(node.name, node)
    if isinstance(node, Quantified):
        bound = {variable.name.text for variable in node.variables}
        names = {name: value for name, value in names.items() if name not in bound}
    return _below(node, lambda one: _renamed(one, names))


def replaced(formula: Expression, old: Expression, new: Expression) -> Expression:
    """The formula with `new` wherever `old` is written."""
    return cast(Expression, _replaced(formula, old, new))


def _replaced(node: Node, old: Node, new: Node) -> Node:
    return new if node == old else _below(node, lambda one: _replaced(one, old, new))


def replaced_at(formula: Expression, place: Expression, new: Expression) -> Expression:
    """The formula with `new` at this one place: what is written alike elsewhere stays."""
    return cast(Expression, _replaced_at(formula, place, new))


def _replaced_at(node: Node, place: Node, new: Node) -> Node:
    return new if node is place else _below(node, lambda one: _replaced_at(one, place, new))


def qualified(node: T, prefix: str, declared: Set[str]) -> T:
    """What a file says, as a file would say it that uses it under a prefix. `declared`: the file's own names, which no
    variable has."""

    def change(one: Node) -> Node:
        match one:
            case Name(name=name) | NamedType(name=name) if name in declared:
                return replace(one, name=prefix + name)
            case Identifier(text=text) if text in declared:
                return replace(one, text=prefix + text)
            case _:
                return _below(one, change)

    return cast(T, change(node))


def _below(node: Node, change: Callable[[Node], Node]) -> Node:
    """A node with other nodes right below it."""
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            changed[field.name] = change(value)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(change(one) if isinstance(one, Node) else one for one in value)
    return replace(node, **changed)


def name_of(act: Expression) -> str | None:
    """The name of what may be an act or a fact in use."""
    match act:
        case Call(name=name):
            return name.text
        case Name(name=text):
            return text
        case _:
            return None


def arguments_of(act: Expression) -> tuple[Expression, ...]:
    return act.arguments if isinstance(act, Call) else ()
