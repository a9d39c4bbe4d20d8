"""Goes through any tree of nodes, whatever their classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from rspverify.syntax.expressions import Node


def children(node: Node) -> Iterator[Node]:
    """The nodes right below `node`, in the order of its fields; those inside tuples too."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Node))


def walk(node: Node) -> Iterator[Node]:
    """`node` and all nodes below it, each before those below it. Works without recursion."""
    pending = [node]
    while pending:
        top = pending.pop()
        yield top
        pending.extend(reversed(list(children(top))))
