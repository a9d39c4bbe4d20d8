"""RSP303: a property that no check is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each such property."""
    checked = {check.property for project in projects for check in project.checks}
    for project in projects:
        for one in project.properties.values():
            if one.name not in checked:
                yield Diagnostic(
                    "RSP303",
                    f"the property `{one.name}` is never checked",
                    one.span,
                    help=f"write `check {one.name} under …`",
                )
