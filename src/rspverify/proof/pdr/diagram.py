"""Diagrams: what is true of some members of a finite structure, and the universal clause that says it is nowhere so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice, permutations, product

from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import LogicSort, Term

_MOST_ORDERS = 150
"""So many orders of members are compared."""


@dataclass(frozen=True)
class Diagram:
    """There are `members` (variables) of which all `literals` are true.

    The literals stand in the order in which a generalization should try to do without them. What is implied by a
    structure's full diagram is implied by each structure in which it can be found, so that leaving literals out only
    blocks more.
    """

    members: tuple[Term, ...]
    literals: tuple[Term, ...]

    def only(self, literals: Collection[Term]) -> Diagram:
        """Without the other literals, and without the members of which nothing is left to be said."""
        left = tuple(literal for literal in self.literals if literal in literals)
        used = frozenset[Term]().union(*(literal.free for literal in left))
        return Diagram(tuple(member for member in self.members if member in used), left)

    def clause(self) -> Term:
        """That it is found nowhere: closed, universal."""
        return build.forall(self.members, build.disj(contrary(literal) for literal in tidy(self.literals)))


def canonical(diagram: Diagram) -> Diagram:
    """The same for all diagrams that differ in the names or the order of members of one sort, where they are few."""
    by_sort: dict[LogicSort, list[Term]] = {}
    for member in diagram.members:
        by_sort.setdefault(member.sort, []).append(member)
    orders = product(*(permutations(members) for members in by_sort.values()))
    names = {
        sort: [build.var(f"{sort.name.lower()}{n}", sort) for n, _ in enumerate(m, 1)] for sort, m in by_sort.items()
    }
    found: list[tuple[list[str], tuple[Term, ...]]] = []
    for order in islice(orders, _MOST_ORDERS):
        renamed = {old: new for members in order for old, new in zip(members, names[members[0].sort], strict=True)}
        literals = {repr(new): new for new in (_turned(replace_variables(old, renamed)) for old in diagram.literals)}
        found.append((sorted(literals), tuple(literals[text] for text in sorted(literals))))
    least = min(found, key=lambda one: one[0])[1]
    return Diagram(tuple(name for sort in by_sort for name in names[sort]), least)


def _turned(literal: Term) -> Term:
    """Equations the same way round."""
    atom = contrary(literal) if literal.op == "not" else literal
    if atom.op != "=":
        return literal
    left, right = sorted(atom.args, key=repr)
    return build.negate(build.equal(left, right)) if atom is not literal else build.equal(left, right)


def contrary(literal: Term) -> Term:
    """The negation, comparisons turned round."""
    match literal.op:
        case "<":
            return build.at_most(literal.args[1], literal.args[0])
        case "<=":
            return build.less(literal.args[1], literal.args[0])
        case _:
            return build.negate(literal)


def tidy(literals: tuple[Term, ...]) -> tuple[Term, ...]:
    """The same conjunction: what a stronger comparison of the same two terms says is not said again, and two weak
    ones are made one (`a <= b`, `b <= a` to `a = b`; `a <= b`, `a != b` to `a < b`)."""
    given = set(literals)
    kept: dict[Term, None] = {}
    for literal in literals:
        if literal.op == "<=":
            left, right = literal.args
            if build.at_most(right, left) in given:
                turned = build.equal(right, left)
                literal = turned if turned in kept else build.equal(left, right)
            elif build.negate(build.equal(left, right)) in given or build.negate(build.equal(right, left)) in given:
                literal = build.less(left, right)
        kept[literal] = None
    strict = [literal.args for literal in kept if literal.op == "<"]
    implied = {build.negate(build.equal(*pair)) for one, other in strict for pair in ((one, other), (other, one))}
    implied |= {build.at_most(one, other) for one, other in strict}
    return tuple(literal for literal in kept if literal not in implied)
