"""The literals that are true of the members of a finite structure, in the order in which to try to do without them.

Numbers enter by comparisons only: with each other, with the nearest of the constants that the system mentions, and,
where their difference matters, with the nearest sums. (Two comparisons each way, a strict one before the weak one that
it implies: whichever goes first leaves the other.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice

from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort, Term
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.vocabulary import Vocabulary
from rspverify.solver.port import Value

_NEAREST = 2
"""So many constants below and above a number are told."""

_MOST_COMPARISONS = 200
"""So many comparisons of numbers with each other, and so many with sums, are told of one structure; those of few
members come first."""


def full_diagram(vocabulary: Vocabulary, values: Mapping[Term, Value], members: Sequence[Term]) -> Diagram:
    """All that `values` tells. A value is that of a term over the members, which are different from each other; for a
    term of an uninterpreted sort it is the number of a member of that sort, in the order given."""
    by_sort: dict[LogicSort, list[Term]] = {}
    for member in members:
        by_sort.setdefault(member.sort, []).append(member)
    different = [
        build.negate(build.equal(one, other)) for sort in by_sort.values() for one, other in combinations(sort, 2)
    ]
    absent: list[Term] = []
    present: list[Term] = []
    numbers: list[tuple[Term, int]] = []
    for term, value in values.items():
        if term.sort == INT:
            assert isinstance(value, int)
            if not (term.op == "apply" and term.payload in vocabulary.lengths):
                numbers.append((term, value))
        elif term.sort == BOOL:
            (present if value else absent).append(term if value else build.negate(term))
        elif term.sort.values:
            present.append(build.equal(term, build.enum(str(value), term.sort)))
            others = (build.enum(other, term.sort) for other in term.sort.values if other != value)
            absent.extend(build.negate(build.equal(term, other)) for other in others)
        else:
            for place, member in enumerate(by_sort[term.sort]):
                same = build.equal(term, member)
                (present if place == value else absent).append(same if place == value else build.negate(same))
    lengths = [(build.apply(s), int(values[build.apply(s)])) for s in vocabulary.lengths]
    compared = _of_numbers(vocabulary, numbers, lengths)
    return Diagram(tuple(members), tuple(dict.fromkeys((*compared, *different, *absent, *present))))


def _of_numbers(
    vocabulary: Vocabulary, numbers: Sequence[tuple[Term, int]], lengths: Sequence[tuple[Term, int]]
) -> Iterator[Term]:
    offsets = [*((build.integer(number), number) for number in vocabulary.offsets), *lengths]
    constants = [*((build.integer(number), number) for number in vocabulary.constants), *lengths]
    for term, value in numbers:
        yield from _near(term, build.integer(0), value, constants)
    pairs = [(a, b) if b[1] <= a[1] else (b, a) for a, b in combinations(numbers, 2) if _related(a[0], b[0])]
    pairs.sort(key=lambda pair: len(pair[0][0].free | pair[1][0].free))
    sums = (_near(high, low, more - less, offsets) for (high, more), (low, less) in pairs)
    yield from islice(chain.from_iterable(sums), _MOST_COMPARISONS)
    orders = (_ordered(low, high, less < more) for (high, more), (low, less) in pairs)
    yield from islice(chain.from_iterable(orders), _MOST_COMPARISONS)


def _near(high: Term, low: Term, difference: int, offsets: Sequence[tuple[Term, int]]) -> Iterator[Term]:
    """Comparisons of `high` with `low` and the offsets that are nearest to their difference."""
    ordered = sorted(offsets, key=lambda offset: offset[1])
    sizes = [size for _, size in ordered]
    below = ordered[: bisect_right(sizes, difference)][-_NEAREST:]
    above = ordered[bisect_left(sizes, difference) :][:_NEAREST]
    for offset, size in below:
        yield from _ordered(build.add(low, offset), high, size < difference)
    for offset, size in above:
        yield from _ordered(high, build.add(low, offset), difference < size)


def _ordered(low: Term, high: Term, strictly: bool) -> Iterator[Term]:
    """The order of two numbers, the strongest literal first."""
    if strictly:
        yield build.less(low, high)
        yield build.at_most(low, high)
        yield build.negate(build.equal(low, high))
    else:
        yield build.at_most(low, high)
        yield build.at_most(high, low)


def _related(one: Term, other: Term) -> bool:
    """Whether it is likely to matter how two numbers compare: same symbol, a member of both, or one of no members."""
    return one.payload == other.payload or not (one.free and other.free) or not one.free.isdisjoint(other.free)


def layers(diagram: Diagram) -> Iterator[Diagram]:
    """The diagram as seen by one who looks at fewer comparisons, the fewest first; the last is all of it.

    What holds whatever the numbers are, or however they compare with constants, is worth more than a clause about some
    numbers only, and a core may well name such a one first.
    """
    kinds = {literal: _kind(literal) for literal in diagram.literals}
    seen = None
    for allowed in ("", "order", "order sums", "order constants", "order sums constants"):
        layer = diagram.only([literal for literal, kind in kinds.items() if kind in allowed])
        if layer != seen:
            yield layer
        seen = layer


def _kind(literal: Term) -> str:
    """What the literal compares: numbers with each other, with sums, or with constants; or nothing."""
    atom = literal.args[0] if literal.op == "not" else literal
    if len(atom.args) != 2 or atom.args[0].sort != INT or atom.op == "apply":
        return ""
    if any(side.op == "+" for side in atom.args):
        return "sums"
    return "constants" if any(side.op == "int" for side in atom.args) else "order"
