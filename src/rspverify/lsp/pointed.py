"""What the name at a place stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rspverify.lsp.seen import Seen
from rspverify.policy.names import Declared
from rspverify.source.spans import Span
from rspverify.syntax.claims import (
    Declaration,
    EvenIfOption,
    HasBreached,
    Judged,
    Let,
    Owes,
    ReadingOption,
    ScenarioDeclaration,
    UnderOption,
)
from rspverify.syntax.declarations import (
    ActionDeclaration,
    AlsoDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    DurationReading,
    Effect,
    FactDeclaration,
    TermDeclaration,
    TermReading,
    Use,
)
from rspverify.syntax.expressions import (
    Breach,
    Identifier,
    Name,
    NamedType,
    Node,
    NormOfClause,
    Quantified,
)
from rspverify.syntax.norms import Acceptance, Binding, ClauseDeclaration, PolicyDeclaration, Repeal
from rspverify.syntax.walk import walk

_Role = Literal["clause", "clause or policy", "reading", "nothing"]
"""What can be meant besides variables and declared names; clauses and readings may be called as facts and acts are."""


@dataclass(frozen=True)
class Pointed:
    """`at`: the name where it was asked for; `span`: where it is declared; `kind`: what it is (`fact`, `clause`,
    `variable`, ...), `name` its full name; `syntax`: the declaration."""

    at: Span
    span: Span
    kind: str
    name: str
    syntax: Node


def pointed(seen: Seen, offset: int) -> Pointed | None:
    """What the name at an offset of the file stands for; None: there is no name, or nothing has it."""
    for declaration in seen.module.declarations:
        if declaration.span.start <= offset <= declaration.span.end:
            for at, text in _names_in(declaration):
                if at.start <= offset <= at.end:
                    return _meant(seen, declaration, at, text)
    return None


def _names_in(declaration: Node) -> Iterator[tuple[Span, str]]:
    for node in walk(declaration):
        match node:
            case Identifier(span, text) | Name(span, text) | NamedType(span, text):
                yield span, text


def _meant(seen: Seen, declaration: Declaration, at: Span, text: str) -> Pointed | None:
    for node in walk(declaration):
        for role, name in _roles(node):
            if name.span.start == at.start:
                match role:
                    case "clause":
                        return _clause(seen, declaration, at, text)
                    case "clause or policy":
                        return _clause(seen, declaration, at, text) or _declared(seen, at, text)
                    case "reading":
                        return _reading(seen, node, at, text)
                    case "nothing":
                        return None
    return _variable(declaration, at, text) or _declared(seen, at, text)


def _roles(node: Node) -> Iterator[tuple[_Role, Identifier]]:
    """The names right below a node that have a role of their own."""
    match node:
        case ClauseDeclaration(name=name, overrides=overrides):
            yield from (("clause", one) for one in (name, *overrides))
        case Repeal(clauses=clauses):
            yield from (("clause", one) for one in clauses)
        case Judged(clause=Identifier() as clause):
            yield "clause", clause
        case Owes(clause=clause) | HasBreached(clause=clause) | NormOfClause(clause=clause) | Breach(clause=clause):
            yield "clause", clause
        case EvenIfOption(target=target):
            yield "clause or policy", target
        case TermReading(name=name) | DurationReading(name=name) | ReadingOption(reading=name):
            yield "reading", name
        case Acceptance(code=name) | Use(prefix=Identifier() as name):
            yield "nothing", name


def _variable(declaration: Declaration, at: Span, text: str) -> Pointed | None:
    """The variable of this name that reaches the place, and the innermost of them."""
    found = [
        (scope.end - scope.start, -name.span.start, name, syntax)
        for scope, name, syntax in _variables(declaration)
        if name.text == text and scope.start <= at.start < scope.end
    ]
    if not found:
        return None
    *_, name, syntax = min(found, key=lambda one: one[:2])
    return Pointed(at, name.span, "variable", text, syntax)


def _variables(declaration: Declaration) -> Iterator[tuple[Span, Identifier, Node]]:
    """The variables that are declared, each with how far it reaches and the node that declares it."""
    for node in walk(declaration):
        match node:
            case Quantified(variables=variables):
                yield from ((node.span, one.name, one) for one in variables)
            case Effect(spreads=spreads):
                yield from ((node.span, one.variable.name, one.variable) for one in spreads)
            case Binding(variable=one):
                yield declaration.span, one.name, one
            case FactDeclaration() | DefineDeclaration() | TermDeclaration() | ActionDeclaration():
                yield from ((node.span, one.name, one) for one in node.parameters)
            case AlsoDeclaration(variables=names):
                yield from ((node.span, one, one) for one in names)
            case Let(names=names):
                yield from ((declaration.span, one, node) for one in names)


def _reading(seen: Seen, node: Node, at: Span, text: str) -> Pointed | None:
    """A reading, where it is declared or chosen."""
    if not isinstance(node, ReadingOption):
        return Pointed(at, at, "reading", text, node)
    word = seen.names.find(node.word.text, seen.home)
    if word is not None and isinstance(word.syntax, TermDeclaration | DurationDeclaration):
        for one in word.syntax.readings:
            if one.name.text == text:
                return Pointed(at, one.name.span, "reading", text, one)
    return None


def _clause(seen: Seen, declaration: Declaration, at: Span, text: str) -> Pointed | None:
    """A clause: by its full name anywhere, by its own name in its policy, in one that amends it, or in a scenario
    under one of the two."""
    policy, _, name = text.rpartition(".")
    match declaration:
        case _ if policy:
            policies = [policy]
        case PolicyDeclaration():
            policies = [declaration.name.text]
        case ScenarioDeclaration(options=options):
            policies = [one.text for each in options if isinstance(each, UnderOption) for one in each.policies]
        case _:
            policies = []
    for one in policies:
        named = seen.names.find(one, seen.home)
        found = None if named is None else _clause_of(seen, named, at, name)
        if found is not None:
            return found
    return None


def _clause_of(seen: Seen, policy: Declared, at: Span, name: str) -> Pointed | None:
    """The clause of this name in a policy, or in the one that it amends; amendments go in circles only by mistake."""
    passed: set[str] = set()
    while isinstance(policy.syntax, PolicyDeclaration) and policy.name not in passed:
        passed.add(policy.name)
        for item in policy.syntax.items:
            if isinstance(item, ClauseDeclaration) and item.name.text == name:
                return Pointed(at, item.name.span, "clause", f"{policy.name}.{name}", item)
        amended = policy.syntax.amends
        base = None if amended is None else seen.names.find(amended.text, policy.home)
        if base is None:
            return None
        policy = base
    return None


def _declared(seen: Seen, at: Span, text: str) -> Pointed | None:
    found = seen.names.find(text, seen.home)
    return None if found is None else Pointed(at, found.span, found.kind, found.name, found.syntax)
