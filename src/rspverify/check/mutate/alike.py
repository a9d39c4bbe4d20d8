"""Whether policies say the same, read from two texts: names of variables hang on what stands before them in a file."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.repair.workshop import Loaded
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


Home = tuple[str, int]
"""Where a policy is written: the real path of the file, and where it begins there. Files that belong together may have
policies of one name, and one policy under several names."""


def home_of(file: Loaded, policy: Policy) -> Home:
    """`file`: one that has the policy."""
    return file.reals[policy.span.file.path], policy.span.start


def heirs(project: Project, policy: str) -> Iterator[str]:
    """The policies that are called so, with a prefix or without, and all that amend them, directly or not."""
    for name in project.policies:
        line: str | None = name
        while line is not None and line in project.policies:
            if line.rpartition(".")[2] == policy:
                yield name
                break
            line = project.policies[line].amends
