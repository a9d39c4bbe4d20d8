"""Whether policies say the same, read from two texts: names of variables hang on what stands before them in a file."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.policy.claims import Project
from rspverify.policy.norms import Clause, Policy
from rspverify.policy.substitute import canonical


def alike(one: Policy, other: Policy) -> bool:
    """Whether two policies say the same in all their clauses, and bind the same agents."""
    if one == other:
        return True
    same_clauses = list(one.clauses) == list(other.clauses) and all(
        alike_clauses(clause, other.clauses[name]) for name, clause in one.clauses.items()
    )
    return same_clauses and alike_heads(one, other)


def alike_heads(one: Policy, other: Policy) -> bool:
    """Whether they bind the same agents, at the same times, and say the same of what no clause speaks of."""
    mine, theirs = (one.bounds, one.in_force), (other.bounds, other.in_force)
    return one.otherwise == other.otherwise and (mine == theirs or canonical(mine) == canonical(theirs))


def alike_clauses(one: Clause | None, other: Clause | None) -> bool:
    return one == other or canonical(one) == canonical(other)


def heirs(project: Project, policy: str) -> Iterator[str]:
    """The policy and all that amend it, directly or not."""
    for name in project.policies:
        line: str | None = name
        while line is not None and line in project.policies:
            if line == policy:
                yield name
                break
            line = project.policies[line].amends
