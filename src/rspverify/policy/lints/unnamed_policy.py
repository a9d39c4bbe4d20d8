"""RSP302: a policy that no check, no property and no scenario names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.lints.mentions import mentioned
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each such policy; one that another policy amends is named by that."""
    named: set[str] = set()
    for project in projects:
        conditions = [one.conditions for one in project.checks] + [one.conditions for one in project.scenarios]
        named |= {policy for one in conditions for policy in one.policies}
        named |= mentioned(project).policies
        named |= {policy.amends for policy in project.policies.values() if policy.amends is not None}
    for project in projects:
        for policy in project.policies.values():
            if policy.name not in named:
                yield Diagnostic(
                    "RSP302",
                    f"nothing is checked about policy `{policy.name}`",
                    policy.span,
                    help=f"name it in a check (`check … under {policy.name}`), or remove it",
                )
