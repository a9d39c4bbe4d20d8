"""Audits of several projects, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.cli.failures import crash
from rspverify.policy.claims import Project
from rspverify.report.style import plain


def audited(projects: Sequence[Project], options: AuditOptions, begins: Callable[[str], None]) -> Iterator[Audit]:
    """One audit for each project, each as soon as it is there. A policy is told of once, with the first project that
    has it; the checks of all projects count as checks of it. A crash is a diagnostic of its audit, and the others go
    on. `begins` hears what is looked for."""
    from rspverify.check.audit.every import audit

    seen: set[tuple[str, int]] = set()
    for project in projects:
        others = tuple(other for other in projects if other is not project)
        try:
            found = audit(project, replace(options, checked_in=others), begins)
        except Exception as error:
            yield Audit(project.path, (), (crash(error, during=f", while it audited `{plain(project.path)}`"),))
            continue
        fresh = tuple(one for one in found.policies if (one.span.file.path, one.span.start) not in seen)
        seen |= {(one.span.file.path, one.span.start) for one in fresh}
        yield replace(found, policies=fresh)
