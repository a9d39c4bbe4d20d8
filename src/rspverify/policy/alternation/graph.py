"""Sorts that ask for members of each other, and the cycles of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rspverify.source.spans import Span

Kind = Literal["fact", "axiom", "initially", "assumption", "lemma", "action", "event", "policy", "clause", "property"]


@dataclass(frozen=True)
class Origin:
    """The declaration that a formula stands in. `name`: its full name; of `initially`, which has none, its number."""

    kind: Kind
    name: str
    span: Span = field(repr=False, compare=False)

    @property
    def words(self) -> str:
        return "`initially`" if self.kind == "initially" else f"{self.kind} `{self.name}`"


@dataclass(frozen=True)
class Reason:
    """Why members of one sort ask for members of another. `place`: the quantifier, or the function's declaration."""

    origin: Origin
    place: Span = field(repr=False, compare=False)


Arc = tuple[str, str]
"""Names of two entities: for every member of the first, one of the second is asked for or given."""
Reasons = Mapping[Arc, Sequence[Reason]]


@dataclass(frozen=True)
class Cycle:
    """`sorts`: each asks for the next one, the last one for the first. `reasons`: for each of these arcs, all that
    make it, at least one; whoever wants to break the cycle must take away all of one arc."""

    sorts: tuple[str, ...]
    reasons: tuple[tuple[Reason, ...], ...]

    @property
    def arcs(self) -> tuple[Arc, ...]:
        return tuple(zip(self.sorts, (*self.sorts[1:], self.sorts[0]), strict=True))


def cycles(reasons: Reasons, order: Iterable[str]) -> tuple[Cycle, ...]:
    """The shortest cycle through each arc that is on one, each cycle once; the shortest first, then in order of
    declaration. `order`: the entities as they are declared; a cycle begins with the first of them.

    Each arc that is on some cycle is on one of these, so that a graph without any of them has no cycles at all.
    """
    rank = {sort: number for number, sort in enumerate(order)}
    after: dict[str, list[str]] = {sort: [] for sort in rank}
    for source, target in sorted(reasons, key=lambda arc: (rank[arc[0]], rank[arc[1]])):
        after[source].append(target)
    found = set()
    for source, target in reasons:
        path = _shortest(after, target, source)
        if path is not None:
            found.add(_from_first(path, rank))
    wanted = sorted(found, key=lambda sorts: (len(sorts), [rank[sort] for sort in sorts]))
    return tuple(_cycle(sorts, reasons) for sorts in wanted)


def _cycle(sorts: tuple[str, ...], reasons: Reasons) -> Cycle:
    arcs = zip(sorts, (*sorts[1:], sorts[0]), strict=True)
    return Cycle(sorts, tuple(tuple(reasons[arc]) for arc in arcs))


def _shortest(after: Mapping[str, Sequence[str]], start: str, end: str) -> tuple[str, ...] | None:
    """The sorts on a shortest way from one to another, both included; among equals the first by declaration."""
    paths: list[tuple[str, ...]] = [(start,)]
    reached = {start}
    while paths:
        longer: list[tuple[str, ...]] = []
        for path in paths:
            if path[-1] == end:
                return path
            for sort in after[path[-1]]:
                if sort not in reached:
                    reached.add(sort)
                    longer.append((*path, sort))
        paths = longer
    return None


def _from_first(path: tuple[str, ...], rank: Mapping[str, int]) -> tuple[str, ...]:
    first = min(range(len(path)), key=lambda index: rank[path[index]])
    return (*path[first:], *path[:first])
