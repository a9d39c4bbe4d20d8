"""Defines and terms: each is resolved once, those that it uses before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from rspverify.policy.expressions import Expr
from rspverify.policy.measure import Measure, measure
from rspverify.policy.names import Declared
from rspverify.policy.signatures import check_readings, word_scope, worded
from rspverify.policy.sort_rules import sort_of
from rspverify.policy.sorts import BOOL
from rspverify.policy.vocabulary import Define, Term, TermReading
from rspverify.source.diagnostics import Label
from rspverify.syntax.declarations import DefineDeclaration, TermDeclaration
from rspverify.syntax.expressions import Call, Name, Node

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator

MAX_SIZE = 10_000
"""How many nodes a define or term may have, written out."""
MAX_NESTING = 100
"""How deep it may be nested, written out."""

_SHOWN_CYCLE = 8


def word(el: Elaborator, name: str) -> Define | Term | None:
    """The define or term of that full name; None if it is part of a cycle."""
    if not el.known.words_begun:
        el.known.words_begun = True
        for declared in _in_order(el):
            el.known.words[declared.name] = _resolved(el, declared)
    return el.known.words.get(name)


def forget_words(el: Elaborator) -> None:
    """Lets the words be resolved again, with what is known by then."""
    el.known.words.clear()
    el.known.measures.clear()
    el.known.words_begun = False


def measure_of(el: Elaborator, name: str) -> Measure:
    """How large a resolved define or term is, and what it speaks of."""
    return el.known.measures[name]


def _in_order(el: Elaborator) -> list[Declared]:
    """All defines and terms that are not in a cycle, each after those that it uses. Cycles are recorded."""
    used = {one.name: _uses(el, one) for one in el.names.of_kind("define", "term")}
    ordered: list[Declared] = []
    finished: dict[str, bool] = {}  # whether it leads into no cycle
    for name in used:
        if name in finished:
            continue
        path = {name: iter(used[name])}
        while path:
            current = next(reversed(path))
            follower = next(path[current], None)
            if follower is None:
                del path[current]
                finished[current] = finished.get(current, True) and all(finished.get(u, False) for u in used[current])
                if finished[current]:
                    ordered.append(el.names.declared[current])
            elif follower in path:
                _cycle(el, list(path), follower)
                finished[current] = False
            elif follower not in finished:
                path[follower] = iter(used[follower])
    return ordered


def _cycle(el: Elaborator, path: list[str], start: str) -> None:
    cycle = path[path.index(start) :]
    first = el.names.declared[start]
    shown = [f"`{name}`" for name in [*cycle, start]]
    if len(shown) > _SHOWN_CYCLE:
        shown[_SHOWN_CYCLE - 2 : -1] = ["…"]
    way = " uses ".join(shown)
    labels = [Label(el.names.declared[name].span, f"`{name}`") for name in cycle[1:_SHOWN_CYCLE]]
    el.problems.add("RSP221", f"the {first.kind} `{start}` is defined by itself: {way}", first.span, labels=labels)


def _uses(el: Elaborator, declared: Declared) -> list[str]:
    """The defines and terms that stand in a declaration, each once, in order."""
    found: dict[str, None] = {}
    for node in nodes(declared.syntax):
        match node:
            case Name(name=text):
                used = el.names.find(text, declared.home)
            case Call(name=name):
                used = el.names.find(name.text, declared.home)
            case _:
                continue
        if used is not None and used.kind in ("define", "term"):
            found[used.name] = None
    return list(found)


def nodes(node: Node) -> Iterator[Node]:
    """A piece of syntax and all its parts, in the order of the text."""
    pending: list[object] = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Node):
            yield one
            pending.extend(getattr(one, field.name) for field in reversed(fields(one)) if field.name != "span")
        elif isinstance(one, tuple):
            pending.extend(reversed(one))


def _resolved(el: Elaborator, declared: Declared) -> Define | Term | None:
    parameters, scope = word_scope(el, declared)
    written = declared.syntax
    if isinstance(written, DefineDeclaration):
        body = el.expression(written.body, scope)
        if not _measured(el, declared, [body]):
            return None
        spoken = worded(el, declared, written.wording, parameters, valued=sort_of(body) != BOOL)
        return Define(declared.name, parameters, spoken, body, sort_of(body), written.span)
    assert isinstance(written, TermDeclaration)
    check_readings(el, (reading.name for reading in written.readings))
    readings = tuple(
        TermReading(
            reading.name.text,
            reading.name.text.replace("_", " ") if reading.wording is None else reading.wording,
            el.formula(reading.body, scope),
        )
        for reading in written.readings
    )
    if not _measured(el, declared, [reading.body for reading in readings]):
        return None
    return Term(declared.name, parameters, worded(el, declared, written.wording, parameters), readings, written.span)


def _measured(el: Elaborator, declared: Declared, bodies: list[Expr]) -> bool:
    known = el.known.measures
    found = [measure(body, known, lambda name: el.fact(name).kind == "fixed") for body in bodies]
    whole = Measure(
        1 + sum(one.size for one in found),
        1 + max((one.depth for one in found), default=0),
        any(one.past for one in found),
        any(one.changing for one in found),
    )
    known[declared.name] = whole
    if whole.size <= MAX_SIZE and whole.depth <= MAX_NESTING:
        return True
    el.problems.add(
        "RSP222",
        f"the {declared.kind} `{declared.name}` becomes too large when what it uses is written out",
        declared.span,
        help=f"at most {MAX_SIZE} nodes and {MAX_NESTING} levels; use fewer defines inside defines",
    )
    return False
