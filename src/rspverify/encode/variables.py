"""Bound variables and formal arguments: named so that nothing is captured and equal things are equal terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from rspverify.encode.symbols import logic_sort
from rspverify.logic import build
from rspverify.logic.terms import Term
from rspverify.policy.claims import Project
from rspverify.policy.expressions import DefineOf, Expr, Quantified, TermOf, Variable
from rspverify.policy.sorts import IntSort
from rspverify.source.spans import Span

Environment = Mapping[Variable, Term]
"""What the variables in scope stand for."""


def bound_term(variable: Variable, environment: Environment) -> Term:
    """A variable term for a quantifier that no value of the environment mentions."""
    taken = {free for term in environment.values() for free in term.free}
    sort = logic_sort(variable.sort)
    term, number = build.var(variable.name, sort), 0
    while term in taken:
        number += 1
        term = build.var(f"{variable.name}^{number}", sort)
    return term


def bind(variables: Iterable[Variable], environment: Environment) -> tuple[tuple[Term, ...], dict[Variable, Term]]:
    """Variable terms for several quantified variables, and the environment inside."""
    inside = dict(environment)
    terms = []
    for variable in variables:
        term = bound_term(variable, inside)
        inside[variable] = term
        terms.append(term)
    return tuple(terms), inside


def formal(index: int, like: Term) -> Term:
    """The canonical name of the argument at a position of a monitor."""
    return build.var(f"#{index}", like.sort)


def free_in_order(term: Term) -> tuple[Term, ...]:
    """The free variables of a term in order of first appearance, depth first."""
    found: dict[Term, None] = {}
    seen: set[Term] = set()
    stack = [term]
    while stack:
        node = stack.pop()
        if node in seen or not node.free:
            continue
        seen.add(node)
        if node.op == "var":
            if node in term.free:
                found[node] = None
            continue
        stack.extend(reversed(node.args))
    return tuple(found)


def free_variables(parts: Sequence[Any]) -> tuple[Variable, ...]:
    """The free variables of resolved expressions and occurrences, in order of first appearance."""
    found: dict[Variable, None] = {}
    for part in parts:
        _collect(part, frozenset(), found)
    return tuple(found)


def _collect(node: Any, bound: frozenset[Variable], found: dict[Variable, None]) -> None:
    match node:
        case Variable():
            if node not in bound:
                found[node] = None
        case DefineOf() | TermOf():
            _collect(node.arguments, bound, found)
        case Quantified():
            inside = bound | frozenset(node.variables)
            _collect(node.where, inside, found)
            _collect(node.body, inside, found)
        case tuple():
            for item in node:
                _collect(item, bound, found)
        case Expr():
            _collect_fields(node, bound, found)
        case _ if is_dataclass(node) and hasattr(node, "arguments"):
            _collect(node.arguments, bound, found)
        case _:
            pass


def _collect_fields(node: Expr, bound: frozenset[Variable], found: dict[Variable, None]) -> None:
    for field in fields(node):
        if field.name not in ("span", "sort"):
            _collect(getattr(node, field.name), bound, found)


def numbers_of(project: Project) -> range:
    """All whole numbers between the least and the greatest value that a variable of the project can have."""
    limits: set[int] = set()
    seen: set[int] = set()
    pending: list[Any] = [project.world, project.policies, project.properties]
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case Variable(sort=IntSort(int(low), int(high))):
                limits |= {low, high}
            case dict():
                pending.extend(node.values())
            case tuple():
                pending.extend(node)
            case Span():
                pass
            case _ if is_dataclass(node):
                pending.extend(getattr(node, field.name) for field in fields(node))
    return range(min(limits), max(limits) + 1) if limits else range(0)
