"""Resolved trees with something else in some places: what stands for variables, parts changed, variables numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from rspverify.policy.expressions import DefineOf, Expr, TermOf, Var, Variable

Node = TypeVar("Node")


def substituted(node: Node, values: Mapping[Variable, Expr]) -> Node:
    """An expression, or an occurrence, in which `values` stand for free variables. The bodies of defines and terms know
    their parameters only, and stay as they are. The values may not speak of variables that are bound in the node."""
    return cast(Node, _substituted(node, values)) if values else node


def _substituted(node: object, values: Mapping[Variable, Expr]) -> object:
    match node:
        case Var(variable):
            return values.get(variable, node)
        case DefineOf(arguments=arguments) | TermOf(arguments=arguments):
            return replace(node, arguments=tuple(substituted(argument, values) for argument in arguments))
        case tuple():
            return each(node, lambda part: _substituted(part, values))
        case _ if is_dataclass(node):
            return rebuilt(node, lambda part: _substituted(part, values))
        case _:
            return node


def canonical(node: object) -> object:
    """A resolved tree with its variables numbered in order of appearance: equal for trees that differ only in names of
    variables and places in the text."""
    numbers: dict[Variable, Variable] = {}

    def walk(one: object) -> object:
        match one:
            case Variable(_, sort):
                return numbers.setdefault(one, Variable(f"v{len(numbers)}", sort))
            case tuple():
                return each(one, walk)
            case _ if is_dataclass(one):
                return rebuilt(one, walk)
            case _:
                return one

    return walk(node)


def rebuilt(node: Any, change: Callable[[object], object]) -> Any:
    """A node with each of its parts changed; the node itself where nothing changes. Places in the text stay."""
    changed: dict[str, object] = {}
    for one in fields(node):
        before = getattr(node, one.name)
        after = before if one.name == "span" else change(before)
        if after is not before:  # equal things may still stand in other places of the text
            changed[one.name] = after
    return replace(node, **changed) if changed else node


def each(parts: tuple[object, ...], change: Callable[[object], object]) -> tuple[object, ...]:
    """A tuple with each of its parts changed; the tuple itself where none is."""
    changed = tuple(change(one) for one in parts)
    return parts if all(after is before for after, before in zip(changed, parts, strict=True)) else changed
