"""The fewest members with which a goal that was reached is still reached.

Bounds `sort has at most n members` are assumptions, so that each failure names, by its core, the sorts that are too
small; sizes that repeat a known failure are not asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.terms import BOOL, LogicSort, Symbol, Term
from rspverify.proof.finite import sizes_by_total
from rspverify.solver.port import Sat, Solver, Unknown, Unsat


@dataclass(frozen=True)
class Sizes:
    """`exact`: no smaller universe was left unanswered."""

    of: Mapping[LogicSort, int]
    exact: bool


@dataclass(frozen=True)
class NoSizes:
    """`exact`: no universe was left unanswered."""

    exact: bool


def smallest_sizes(
    solver: Solver, terms: Sequence[Term], sorts: Sequence[LogicSort], *, most: int, rlimit: int | None
) -> Sizes | NoSizes:
    """The fewest members, `most` in all, for which the solver's assertions and the terms are satisfiable."""
    if not sorts:
        return Sizes({}, True)
    solver.push()
    for term in terms:
        solver.add(term)
    bounds: dict[tuple[LogicSort, int], Term] = {}
    failures: list[Mapping[LogicSort, int]] = []
    exact = True
    found: Sizes | None = None
    for sizes in sizes_by_total(sorts, most):
        if any(all(sizes[sort] <= size for sort, size in failure.items()) for failure in failures):
            continue
        for pair in sizes.items():
            if pair not in bounds:
                bounds[pair] = _bound(solver, *pair)
        asked = {bounds[pair]: pair for pair in sizes.items()}
        match solver.check(tuple(asked), rlimit=rlimit):
            case Sat():
                found = Sizes(sizes, exact)
                break
            case Unsat(core):
                failures.append(dict(asked[literal] for literal in core))
            case Unknown():
                exact = False
    solver.pop()
    return found or NoSizes(exact)


def _bound(solver: Solver, sort: LogicSort, size: int) -> Term:
    """A Boolean constant that implies: the sort has at most `size` members."""
    flag = Symbol(f"at most {size} of {sort.name}", (), BOOL, rigid=True)
    named = [Symbol(f"member {i} of at most {size} of {sort.name}", (), sort, rigid=True) for i in range(size)]
    solver.declare((flag, *named))
    x = build.var("x", sort)
    covered = build.forall((x,), build.disj(build.equal(x, build.apply(member)) for member in named))
    solver.add(build.implies(build.apply(flag), covered))
    return build.apply(flag)
