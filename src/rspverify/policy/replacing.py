"""Policies with a change made to each expression in them, inner ones first; and all that is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from rspverify.policy.expressions import Expr
from rspverify.source.spans import Span

T = TypeVar("T")

Change = Callable[[Expr], Expr]
"""Gives what stands in the place of an expression whose parts are changed already; itself where it stays."""


def replaced(node: T, change: Change) -> T:
    """`node` (an expression, a norm, a clause, a policy, or a tuple or dictionary of such) with `change` made to each
    expression in it, also inside the bodies of defines and terms. What does not change stays the same object."""
    return cast(T, _Replacing(change).of(node))


def parts(node: object) -> Iterator[object]:
    """Everything in a claim, a formula, a clause or the like, each object once, the whole first."""
    seen: set[int] = set()
    pending = [node]
    while pending:
        one = pending.pop()
        if id(one) in seen or one is None or isinstance(one, str | int | Span):
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, tuple):
            pending.extend(one)
        elif is_dataclass(one):
            pending.extend(getattr(one, field.name) for field in fields(one))


class _Replacing:
    """Each object is looked at once, however often it stands in the node."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._done: dict[int, tuple[object, object]] = {}

    def of(self, node: Any) -> Any:
        if node is None or isinstance(node, str | int | Span):
            return node
        known = self._done.get(id(node))
        if known is None:
            # The node itself is kept, so that its identity is not given to another object meanwhile.
            known = self._done[id(node)] = node, self._new(node)
        return known[1]

    def _new(self, node: Any) -> Any:
        if isinstance(node, tuple):
            parts = tuple(self.of(part) for part in node)
            return node if all(a is b for a, b in zip(parts, node, strict=True)) else parts
        if isinstance(node, dict):
            values = {key: self.of(value) for key, value in node.items()}
            return node if all(values[key] is node[key] for key in node) else values
        if not is_dataclass(node) or isinstance(node, type):
            return node
        after = {one.name: self.of(getattr(node, one.name)) for one in fields(node)}
        changed = {name: value for name, value in after.items() if value is not getattr(node, name)}
        found = replace(node, **changed) if changed else node
        return self._change(found) if isinstance(found, Expr) else found
