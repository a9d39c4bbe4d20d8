"""RSP421: a clause is gone, with all that hangs on it: who overrides, repeals or replaces it does so no longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.workshop import Splice
from rspverify.source.spans import Span
from rspverify.syntax.layout import flat_text
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration, Repeal
from rspverify.syntax.print_norms import item_doc

CODE = "RSP421"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        name = clause.name.text
        gone = _gone(clause.span)
        if clause.replaces:
            # What was replaced is not there instead: it is repealed.
            gone = Splice(clause.span, f"repeal {name}")
        elsewhere = _hanging(ground, ground.about.declaration, name)
        yield Fault(name, f"without the clause `{name}`", (gone, *elsewhere))


def _hanging(
    ground: Ground, policy: PolicyDeclaration, name: str, above: tuple[PolicyDeclaration, ...] = ()
) -> Iterator[Splice]:
    """What else has to change, in this policy and in those that amend it, so that the clause can go. `above`: those
    that it amends itself."""
    for item in policy.items:
        if isinstance(item, ClauseDeclaration) and item.name.text != name:
            yield from _no_longer_overrides(item, name)
    line = (*above, policy)
    for heir in ground.everywhere:
        # A policy that is used under a prefix may be amended by one of its own name.
        if not _amends(heir, policy) or any(heir is one for one in line):
            continue
        repeals = [one for one in heir.items if isinstance(one, Repeal) and _names(one, name)]
        own = [one for one in heir.items if isinstance(one, ClauseDeclaration) and one.name.text == name]
        if repeals:
            yield from (_no_longer_repealed(one, name) for one in repeals)
        elif own:
            yield from (_no_longer_replaces(one) for one in own)
        else:
            yield from _hanging(ground, heir, name, line)


def _amends(heir: PolicyDeclaration, policy: PolicyDeclaration) -> bool:
    return heir.amends is not None and heir.amends.text.rpartition(".")[2] == policy.name.text


def _names(repeal: Repeal, name: str) -> bool:
    return any(one.text == name for one in repeal.clauses)


def _no_longer_overrides(clause: ClauseDeclaration, name: str) -> Iterator[Splice]:
    kept = [one.text for one in clause.overrides if one.text != name]
    if len(kept) < len(clause.overrides):
        first, last = clause.overrides[0].span, clause.overrides[-1].span
        start = first.start if kept else first.file.text.rindex("overrides", clause.span.start, first.start)
        yield Splice(Span(first.file, start, last.end), ", ".join(kept))


def _no_longer_repealed(repeal: Repeal, name: str) -> Splice:
    kept = tuple(one for one in repeal.clauses if one.text != name)
    return Splice(repeal.span, flat_text(item_doc(replace(repeal, clauses=kept)))) if kept else _gone(repeal.span)


def _no_longer_replaces(clause: ClauseDeclaration) -> Splice:
    start = clause.span.start
    return Splice(Span(clause.span.file, start, start + len("replace")), "")


def _gone(span: Span) -> Splice:
    """A piece of text taken out with the empty space before it."""
    before = span.file.text[: span.start]
    return Splice(Span(span.file, len(before.rstrip()), span.end), "")
