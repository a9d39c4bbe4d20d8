"""What the name at a place stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.lsp.seen import Seen
from rspverify.policy.names import Declared
from rspverify.source.spans import Span
from rspverify.syntax.claims import Declaration
from rspverify.syntax.declarations import AlsoDeclaration
from rspverify.syntax.expressions import Identifier, Name, NamedType, Node, VariableDeclaration
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration
from rspverify.syntax.walk import walk


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
                    return (
                        _variable(declaration, at, text)
                        or _clause(seen, declaration, at, text)
                        or _declared(seen, at, text)
                    )
    return None


def _names_in(declaration: Node) -> Iterator[tuple[Span, str]]:
    for node in walk(declaration):
        match node:
            case Identifier(span, text) | Name(span, text) | NamedType(span, text):
                yield span, text


def _variable(declaration: Declaration, at: Span, text: str) -> Pointed | None:
    """A variable that is declared before the place, in the same clause or else in the head of the policy; the nearest
    one."""
    found: list[VariableDeclaration] = []
    clauses = declaration.items if isinstance(declaration, PolicyDeclaration) else ()
    elsewhere = [
        one for one in clauses if isinstance(one, ClauseDeclaration) and not one.span.start <= at.start < one.span.end
    ]
    for node in walk(declaration):
        if isinstance(node, VariableDeclaration) and node.name.text == text and node.span.start <= at.start:
            if not any(one.span.start <= node.span.start < one.span.end for one in elsewhere):
                found.append(node)
        elif isinstance(node, AlsoDeclaration):
            for name in node.variables:
                if name.text == text:
                    return Pointed(at, name.span, "variable", text, name)
    if not found:
        return None
    nearest = max(found, key=lambda one: one.span.start)
    return Pointed(at, nearest.name.span, "variable", text, nearest)


def _clause(seen: Seen, declaration: Declaration, at: Span, text: str) -> Pointed | None:
    """A clause: by its full name anywhere, by its own name in its policy or in one that amends it."""
    policy, _, name = text.rpartition(".")
    if policy:
        named = seen.names.find(policy, seen.home)
        return None if named is None else _clause_of(seen, named, at, name)
    if not isinstance(declaration, PolicyDeclaration):
        return None
    known = {one.name.text for one in declaration.items if isinstance(one, ClauseDeclaration)}
    if name not in known and not _names_a_clause(declaration, at):
        return None
    own = seen.names.find(declaration.name.text, seen.home)
    return None if own is None else _clause_of(seen, own, at, name)


def _names_a_clause(declaration: PolicyDeclaration, at: Span) -> bool:
    """Whether a clause of the policy that is amended can be meant: in `overrides`, `repeal`, or a clause's name."""
    for item in declaration.items:
        if isinstance(item, ClauseDeclaration):
            if any(one.span.start == at.start for one in (item.name, *item.overrides)):
                return True
        elif item.span.start <= at.start < item.span.end:
            return True
    return False


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
