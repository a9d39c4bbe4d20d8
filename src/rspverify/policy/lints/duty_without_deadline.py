"""RSP301: a duty without a deadline is never breached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.norms import Duty
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each duty without `within` or `at once`, where it is written."""
    for project in projects:
        for policy in project.policies.values():
            for clause in policy.clauses.values():
                match clause.norm:
                    case Duty(deadline=None) if clause.origin == policy.name:
                        yield Diagnostic(
                            "RSP301",
                            f"the duty `{clause.name}` has no deadline, so nobody ever breaches it",
                            clause.span,
                            help="say until when: `within 30 days`, `at once`, or `within 30 days after …`",
                        )
