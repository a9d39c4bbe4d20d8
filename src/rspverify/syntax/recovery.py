"""Reads what can be read of a text with errors, declaration by declaration and clause by clause."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.build import Built
from rspverify.syntax.claims import Declaration, Module
from rspverify.syntax.norms import PolicyDeclaration
from rspverify.syntax.piece import read_piece
from rspverify.syntax.scan import FAULT_LIMIT, Scan, closing_brace, is_blank, unclosed_bracket


def recover(file: SourceFile, seen: Scan) -> tuple[Module, tuple[Diagnostic, ...]]:
    """The declarations that can be read, and at least one diagnostic."""
    text = file.text
    diagnostics: list[Diagnostic] = list(seen.faults)
    declarations: list[Declaration] = []
    borders = sorted({0, *seen.declarations, len(text)})
    for start, end in pairwise(borders):
        if len(diagnostics) > FAULT_LIMIT:
            break
        if is_blank(text[start:end]) or _has_fault(seen, start, end):
            continue
        read = _declaration(file, seen, start, end)
        diagnostics.extend(read.diagnostics)
        if isinstance(read.node, Module):
            declarations.extend(read.node.declarations)
    if not diagnostics:
        diagnostics.extend(read_piece(file, 0, len(text), "module").diagnostics)
    return Module(Span(file, 0, len(text)), tuple(declarations)), tuple(diagnostics)


def _has_fault(seen: Scan, start: int, end: int) -> bool:
    return any(fault.span is not None and start <= fault.span.start < end for fault in seen.faults)


def _declaration(file: SourceFile, seen: Scan, start: int, end: int) -> Built:
    """One declaration and what follows it up to the next. A policy with errors is read clause by clause; else what
    stands on the lines before the error may be kept."""
    whole = read_piece(file, start, end, "module")
    if whole.node is not None:
        return whole
    if file.text.startswith("policy", start):
        items = [item for item in seen.items if start < item < end]
        if items:
            return _policy(file, items, start, end, whole)
    place = whole.diagnostics[0].span
    if place is not None:
        line = file.text.rfind("\n", 0, place.start) + 1
        if line > start and not is_blank(file.text[start:line]):
            before = read_piece(file, start, line, "module")
            if before.node is not None:
                return Built(before.node, (*before.diagnostics, *whole.diagnostics))
    return whole


def _policy(file: SourceFile, items: list[int], start: int, end: int, whole: Built) -> Built:
    """A policy whose items begin at `items`; `whole` is what came of reading it at once."""
    opening = unclosed_bracket(file, start, items[0])
    close = closing_brace(file, opening.span.start, end) if opening else None
    last = end if close is None or close < items[-1] else close
    head = read_piece(file, start, items[0], "module", closed_by="}")
    pieces = [read_piece(file, begin, stop, "policy_item") for begin, stop in pairwise([*items, last])]
    diagnostics = [each for piece in (head, *pieces) for each in piece.diagnostics]
    if close is None and opening:
        message = "the braces of this policy are never closed"
        diagnostics.append(Diagnostic("RSP121", message, opening.span, help="close them with `}`"))
    elif not diagnostics or last == end or not is_blank(file.text[last + 1 : end]):
        diagnostics.extend(each for each in whole.diagnostics if not _covered(each, diagnostics))
    if isinstance(head.node, Module) and len(head.node.declarations) == 1:
        policy = head.node.declarations[0]
        if isinstance(policy, PolicyDeclaration):
            found = tuple(piece.node for piece in pieces if piece.node is not None)
            policy = replace(policy, span=Span(file, start, last), items=found)
            return Built(replace(head.node, declarations=(policy,)), tuple(diagnostics))
    return Built(None, tuple(diagnostics))


def _covered(diagnostic: Diagnostic, others: list[Diagnostic]) -> bool:
    """Whether there is a diagnostic for the same place, or an earlier one that may have caused this one."""
    return any(
        other.span is not None and diagnostic.span is not None and other.span.start <= diagnostic.span.start
        for other in others
    )
