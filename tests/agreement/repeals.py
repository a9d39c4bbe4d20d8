"""The law of spare clauses: repealed, they leave the claim true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from verdicts import OPTIONS, contradictions, results

from rspverify.check.results import CheckResult, Verdict
from rspverify.policy.claims import Project
from rspverify.policy.expressions import Breaching, NormOfClause
from rspverify.policy.norms import Policy

HELD = (Verdict.HOLDS, Verdict.IMPOSSIBLE)
BROKEN = (Verdict.VIOLATED, Verdict.POSSIBLE)


def repeals_contradict(project: Project) -> Iterator[str]:
    """Clauses that the proof of a check is said not to need, and without which, all or one of them, it does not hold."""
    for number, result in enumerate(results(project, OPTIONS)):
        repealed = spare(result)
        check = project.checks[number]
        if repealed and not check.conditions.tolerated:
            for gone in (repealed, *({one} for one in sorted(repealed) if len(repealed) > 1)):
                alone = replace(without(project, gone), checks=(check,))
                if speaks_of(alone, gone):
                    continue
                (again,) = results(alone, OPTIONS)
                if again.verdict in BROKEN:
                    yield f"{result.property}: {again.verdict.value} without {sorted(gone)}"
            for found in contradictions(replace(without(project, repealed), checks=(check,))):
                yield f"{result.property} without {sorted(repealed)}: {found}"


def without(project: Project, repealed: set[str]) -> Project:
    """The project without these clauses, and without what is said of overriding them."""
    return replace(project, policies={name: _less(policy, repealed) for name, policy in project.policies.items()})


def _less(policy: Policy, repealed: set[str]) -> Policy:
    gone = {clause for clause in policy.clauses if f"{policy.name}.{clause}" in repealed}
    kept = {
        name: replace(clause, overrides=tuple(other for other in clause.overrides if other not in gone))
        for name, clause in policy.clauses.items()
        if name not in gone
    }
    return replace(policy, clauses=kept)


def speaks_of(project: Project, gone: set[str]) -> bool:
    """Whether what is left speaks of what is gone: then it cannot be repealed by itself."""
    pending: list[Any] = [project.world, project.policies, project.properties]
    seen: set[int] = set()
    while pending:
        one = pending.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, NormOfClause | Breaching) and f"{one.policy}.{one.clause}" in gone:
            return True
        if isinstance(one, dict):
            pending.extend(one.values())
        elif isinstance(one, tuple):
            pending.extend(one)
        elif is_dataclass(one):
            pending.extend(getattr(one, field.name) for field in fields(one))
    return False


def spare(result: CheckResult) -> set[str]:
    """The clauses that no part of the check's proof needs."""
    found = [proof.rests_on for proof in result.proofs if proof.rests_on is not None]
    if result.verdict not in HELD or not found:
        return set()
    return set.intersection(*(set(one.spare) for one in found))
