"""What a resolved piece speaks of: the policies and clauses that its formulas name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rspverify.policy.claims import Conditions, Project, Property
from rspverify.policy.conditions import compared
from rspverify.policy.expressions import Breaching, NormOfAct, NormOfClause
from rspverify.source.spans import Span


def nodes(*roots: Any) -> Iterator[Any]:
    """All dataclass objects in these, those inside tuples and dictionaries too, each object once."""
    pending, seen = list(reversed(roots)), set[int]()
    while pending:
        one = pending.pop()
        if id(one) in seen or isinstance(one, Span):
            continue
        seen.add(id(one))
        if isinstance(one, dict):
            pending.extend(reversed(one.values()))
        elif isinstance(one, tuple):
            pending.extend(reversed(one))
        elif is_dataclass(one):
            yield one
            pending.extend(getattr(one, field.name) for field in reversed(fields(one)))


def speaks_of_clause(policy: str, clause: str, *roots: Any) -> bool:
    """Whether a formula in these asks whether the clause applies, is defeated, or was breached."""
    return any(
        isinstance(one, NormOfClause | Breaching) and (one.policy, one.clause) == (policy, clause)
        for one in nodes(*roots)
    )


def policies_of(project: Project, asked: Property, conditions: Conditions) -> tuple[str, ...]:
    """The policies on which the verdict of a check can depend: those of its `under`, those that the claim names, and
    those of which these or the rules of the world speak; in the order of the project."""
    found: set[str] = set()
    pending = [*conditions.policies, *compared(asked.claim)]
    pending += spoken_of(asked.claim, project.world)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += spoken_of(project.policies[name])
    return tuple(name for name in project.policies if name in found)


def spoken_of(*roots: Any) -> list[str]:
    """The policies of whose norms, or of whose breach, these speak."""
    return [
        one.policy
        for one in nodes(*roots)
        if isinstance(one, NormOfAct | NormOfClause | Breaching) and one.policy is not None
    ]
