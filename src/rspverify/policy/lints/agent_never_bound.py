"""RSP306: a clause about an individual whom its policy never binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.expressions import Individual
from rspverify.source.diagnostics import Diagnostic, Label


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each clause whose agent is an individual of an entity that the policy's `binds` leaves out."""
    for project in projects:
        for policy in project.policies.values():
            bound = {one.sort for one in policy.bounds}
            for clause in policy.clauses.values():
                agent = clause.agent
                if isinstance(agent, Individual) and agent.sort not in bound:
                    yield Diagnostic(
                        "RSP306",
                        f"clause `{clause.name}` is about `{agent.name}`, whom policy `{policy.name}` does not bind",
                        clause.span,
                        labels=(Label(policy.span, "who is bound is said here"),),
                        help="add the agent's entity to `binds`, or leave `binds` out",
                    )
