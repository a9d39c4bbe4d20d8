"""Resolved formulas with other things in the place of their variables and of the policies that they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from rspverify.policy.expressions import Breaching, DefineOf, Expr, NormOfAct, NormOfClause, TermOf, Var, Variable

Node = TypeVar("Node")


def substituted(node: Node, values: Mapping[Variable, Expr]) -> Node:
    """An expression, or an occurrence, in which `values` stand for free variables. The bodies of defines and terms know
    their parameters only, and stay as they are; names of bound variables are unique, so nothing is captured."""
    return cast(Node, _substituted(node, values)) if values else node


def _substituted(node: object, values: Mapping[Variable, Expr]) -> object:
    match node:
        case Var(variable):
            return values.get(variable, node)
        case DefineOf(arguments=arguments) | TermOf(arguments=arguments):
            return replace(node, arguments=tuple(substituted(argument, values) for argument in arguments))
        case tuple():
            return tuple(_substituted(one, values) for one in node)
        case _ if is_dataclass(node):
            return rebuilt(node, lambda part: _substituted(part, values))
        case _:
            return node


def renamed(node: Node, policies: Mapping[str, str]) -> Node:
    """The same in which policies go by other names, in the bodies of defines and terms too."""
    return cast(Node, _renamed(node, policies)) if policies else node


def _renamed(node: object, policies: Mapping[str, str]) -> object:
    match node:
        case Breaching(policy=str(name)) | NormOfClause(policy=str(name)) | NormOfAct(policy=str(name)):
            return replace(rebuilt(node, lambda part: _renamed(part, policies)), policy=policies.get(name, name))
        case tuple():
            return tuple(_renamed(one, policies) for one in node)
        case _ if is_dataclass(node):
            return rebuilt(node, lambda part: _renamed(part, policies))
        case _:
            return node


def rebuilt(node: Any, change: Callable[[object], object]) -> Any:
    """A node with each of its parts changed; the node itself where nothing changes. Places in the text stay."""
    changed: dict[str, object] = {}
    for one in fields(node):
        before = getattr(node, one.name)
        after = before if one.name == "span" else change(before)
        if after is not before and after != before:
            changed[one.name] = after
    return replace(node, **changed) if changed else node
