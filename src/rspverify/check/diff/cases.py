"""All the cases in which something is so, as few and as short as they can be said in given words.

What: conjunctions of atoms, each of which implies the difference in every reachable state, none of which can be left
out or lose a part, and which cover it all; each of these is proved.
How: a run outside of the cases so far is looked for; what the atoms say there is a case, from which parts are dropped
as long as the rest still implies the difference (prime implicants, Quine 1952; found as preferred minimal sets of
conditions, QuickXplain, Junker, AAAI 2004; one example at a time, as disjunctive forms are learned, Angluin 1988).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rspverify.check.diff.ask import FULL, Ask, Asking, Effort, Finding, Shown
from rspverify.policy.expressions import And, Expr, Not, Or, Truth

LIMIT = 64
"""More cases than that nobody reads."""

_TRIAL = 4
"""What a trial to leave something out may take: this part of the work of a question."""

Literal = tuple[Expr, bool]


@dataclass(frozen=True)
class Cube:
    """Literals that hold together. `whole`: the difference is there wherever they do; else these words do not tell
    whether it is. `reason`: why that is not known. `shown`: a run in which they hold, with the difference."""

    literals: tuple[Literal, ...]
    shown: Shown
    whole: bool = True
    reason: str = ""

    @property
    def formula(self) -> Expr:
        return conjunction(self.literals)


@dataclass(frozen=True)
class Cases:
    """`first`: the finding about the difference as a whole. `complete`: it is proved that there are no others;
    `reason`: why it is not."""

    first: Finding
    cubes: tuple[Cube, ...] = ()
    complete: bool = True
    reason: str = ""


def conjunction(literals: Sequence[Literal]) -> Expr:
    parts = tuple(atom if truth else Not(atom) for atom, truth in literals)
    return And(parts) if parts else Truth(True)


def find_cases(asking: Asking, ask: Ask, difference: Expr, atoms: Sequence[Expr], limit: int = LIMIT) -> Cases:
    """All cases of the difference in the words of the atoms."""
    first = finding = ask(difference, FULL)
    cubes: list[Cube] = []
    search = _Search(asking, ask, difference, tuple(atoms))
    while finding.some and len(cubes) < limit:
        _, shown = finding.shown[0]
        cubes.append(search.generalized(shown))
        finding = ask(And((difference, *(Not(cube.formula) for cube in cubes))), FULL)
    kept = _irredundant(ask, cubes, search.seen)
    if finding.none:
        return Cases(first, kept)
    reason = f"there are more than {limit} cases" if finding.some else finding.reason
    return Cases(first, kept, False, reason)


class _Search:
    """What one search for cases has learned: states in which the difference is not there."""

    def __init__(self, asking: Asking, ask: Ask, difference: Expr, atoms: tuple[Expr, ...]) -> None:
        self._asking, self._ask, self._difference, self._atoms = asking, ask, difference, atoms
        self._without: list[dict[Expr, bool]] = []
        self.seen: list[dict[Expr, bool]] = []
        """States with the difference that runs reach."""

    def generalized(self, shown: Shown) -> Cube:
        """A shortest part of what the atoms say in a state with the difference that still implies it."""
        truths = self._asking.truths(shown, self._atoms)
        self.seen.append(dict(zip(self._atoms, truths, strict=True)))
        literals = list(zip(self._atoms, truths, strict=True))
        implied = self._implies(literals, None, 1)
        if implied is not None:
            return Cube(tuple(literals), shown, False, implied)
        # What stands first in the text is rather kept, and what is so rather than what is not.
        wanted = [one for one in literals if one[1]] + [one for one in literals if not one[1]]
        needed = [] if not wanted or self._holds([], shown) else self._needed([], False, wanted, shown)
        shortest = [one for one in literals if one in needed]
        if len(shortest) == len(literals) or self._implies(shortest, None, 1) is None:
            return Cube(tuple(shortest), shown)
        # It is so under this reading, but not under every one.
        return Cube(tuple(self._one_by_one(literals, wanted)), shown)

    def _needed(self, given: list[Literal], more: bool, candidates: list[Literal], like: Shown) -> list[Literal]:
        """The fewest of the candidates that imply the difference together with what is given (QuickXplain). `more`:
        some of what is given was not there when it was last looked at."""
        if more and self._holds(given, like):
            return []
        if len(candidates) == 1:
            return candidates
        middle = (len(candidates) + 1) // 2
        first, second = candidates[:middle], candidates[middle:]
        late = self._needed([*given, *first], True, second, like)
        early = self._needed([*given, *late], bool(late), first, like)
        return [*early, *late]

    def _holds(self, literals: Sequence[Literal], like: Shown) -> bool:
        return self._implies(literals, like, _TRIAL) is None

    def _one_by_one(self, literals: list[Literal], wanted: list[Literal]) -> list[Literal]:
        """Those that cannot be dropped under every reading."""
        for one in reversed(wanted):
            shorter = [kept for kept in literals if kept != one]
            if self._implies(shorter, None, _TRIAL) is None:
                literals = shorter
        return literals

    def _implies(self, literals: Sequence[Literal], like: Shown | None, share: int) -> str | None:
        """None if it is proved that they imply the difference, in all states that runs reach, under every reading (or
        only the one of a run); else why not."""
        if any(_true_in(state, literals) for state in self._without):
            return ""
        otherwise = And((conjunction(literals), Not(self._difference)))
        finding = self._ask(otherwise, Effort(share, like, any_run=True))
        for _, shown in finding.shown:
            truths = self._asking.truths(shown, self._atoms)
            self._without.append(dict(zip(self._atoms, truths, strict=True)))
        return None if finding.none else finding.reason


def _true_in(state: dict[Expr, bool], literals: Sequence[Literal]) -> bool:
    return all(state[atom] == truth for atom, truth in literals)


def _irredundant(ask: Ask, cubes: Sequence[Cube], seen: Sequence[dict[Expr, bool]]) -> tuple[Cube, ...]:
    """Without those that the others cover, the last found first. `seen`: states that runs reach."""
    kept = list(cubes)
    for cube in reversed(cubes):
        others = [other for other in kept if other is not cube]
        own = [state for state in seen if _true_in(state, cube.literals)]
        alone = any(not any(_true_in(state, other.literals) for other in others) for state in own)
        if others and not alone:
            uncovered = And((cube.formula, Not(Or(tuple(other.formula for other in others)))))
            if ask(uncovered, Effort(_TRIAL, any_run=True)).none:
                kept = others
    return tuple(kept)
