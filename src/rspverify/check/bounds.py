"""Bounded answers: what they cover, in words, and whether that is what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rspverify.check.undetermined import runs
from rspverify.logic.terms import LogicSort
from rspverify.proof.outcome import Bounded, InScope, Scope
from rspverify.proof.scope import listed

_MOST_NAMED = 3

Sizes = tuple[tuple[str, int], ...]
"""Entities, each with the greatest number of members that is covered."""


@dataclass(frozen=True)
class Bound:
    """`steps`: at most so many; None: any number. `sizes`: at most so many members; empty: any number of members.
    `conditions`: how many verification conditions were checked for it. `hollow`: sizes in which no run begins, of which
    nothing is shown."""

    steps: int | None
    sizes: Sizes
    conditions: int = 0
    hollow: tuple[Sizes, ...] = ()

    def method(self) -> str:
        """What was found, in a clause."""
        if self.steps is None:
            found = f"proved for {among(self.sizes)} and any number of steps"
        else:
            found = f"{runs(self.steps)}{f' with {among(self.sizes)}' if self.sizes else ''} breaks it"
        if self.hollow:
            which = "; ".join(_counted(sizes) for sizes in self.hollow[:_MOST_NAMED])
            rest = "; …" if len(self.hollow) > _MOST_NAMED else ""
            found += f" (no run begins with {which}{rest})"
        return found


def bound(outcome: Bounded | InScope, wanted: int | None) -> Bound | None:
    """The bound to tell: what covers the steps that were `wanted`, or any number of them; None if nothing does."""
    match outcome:
        case Bounded(depth):
            return Bound(depth, ()) if wanted is not None and depth >= wanted else None
        case InScope(scopes):
            for scope in scopes:
                if scope.depth is None or (wanted is not None and scope.depth >= wanted):
                    hollow = tuple(listed(sizes) for sizes in outcome.empty if _inside(sizes, scope))
                    return Bound(scope.depth, listed(scope.sizes), _conditions(outcome, scope), hollow)
            return None


def among(sizes: Sizes) -> str:
    """`up to 3 Lab, 3 Model`"""
    return f"up to {_counted(sizes)}"


def _counted(sizes: Sizes) -> str:
    return ", ".join(f"{size} {name}" for name, size in sizes)


def _inside(sizes: Mapping[LogicSort, int], scope: Scope) -> bool:
    return all(size <= scope.sizes[sort] for sort, size in sizes.items())


def _conditions(outcome: InScope, scope: Scope) -> int:
    return sum(len(proof.certificate.conditions) for proof in outcome.proofs if _inside(proof.sizes, scope))
