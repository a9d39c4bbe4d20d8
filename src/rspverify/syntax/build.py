"""From the parser's tree to the nodes: one method for each rule of the grammar, named like the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.build_claims import ClaimBuilder
from rspverify.syntax.build_declarations import DeclarationBuilder
from rspverify.syntax.build_norms import NormBuilder
from rspverify.syntax.build_scenarios import ScenarioBuilder

if TYPE_CHECKING:
    from lark import Token, Tree

DEPTH_LIMIT = 200
"""How many nodes may stand inside each other. Everything that walks the tree may thus recurse without fear."""

_OUTERMOST = 3
"""The depth of what is pointed at when something in it is too deep: about that of a declaration's formula."""


@dataclass(frozen=True)
class Built:
    """What came of one tree: the node (None if it is too deep), and what is wrong with it."""

    node: Any
    diagnostics: tuple[Diagnostic, ...]


class _TreeBuilder(DeclarationBuilder, NormBuilder, ClaimBuilder, ScenarioBuilder):
    """All rules of the grammar."""


def build(tree: Tree[Token], file: SourceFile, offset: int) -> Built:
    """The node for `tree`, which was read from `file` beginning at `offset`. Works without recursion."""
    backwards: list[Any] = []
    pending: list[tuple[Any, int]] = [(tree, 1)]
    outermost = tree
    while pending:
        item, depth = pending.pop()
        backwards.append(item)
        if not hasattr(item, "children"):
            continue
        if depth == _OUTERMOST:
            outermost = item
        if depth > DEPTH_LIMIT:
            return Built(None, (_too_large(_span(outermost, file, offset)),))
        pending.extend((child, depth + 1) for child in item.children)
    builder = _TreeBuilder(file, offset)
    done: list[Any] = []
    for item in reversed(backwards):
        if not hasattr(item, "children"):
            done.append(item)
            continue
        size = len(item.children)
        children = done[len(done) - size :]
        del done[len(done) - size :]
        rule: Callable[[Span, list[Any]], Any] = getattr(builder, item.data)
        done.append(rule(_span(item, file, offset), children))
    return Built(done[0], tuple(builder.diagnostics))


def _span(tree: Tree[Token], file: SourceFile, offset: int) -> Span:
    meta = tree.meta
    if meta.empty:
        return Span(file, offset, offset)
    return Span(file, offset + meta.start_pos, offset + meta.end_pos)


def _too_large(span: Span) -> Diagnostic:
    return Diagnostic(
        "RSP124",
        f"this expression is too large: more than {DEPTH_LIMIT} operators stand inside each other",
        span,
        help="name a part of it with `define`, or write a long list of alternatives as `x in {a, b, ...}`",
    )
