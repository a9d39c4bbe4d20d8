"""Audits of several projects: one after the other here, or each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.audit.task import Auditing, AuditTask, Unanswered, worth_processes
from rspverify.cli.failures import crash, fault
from rspverify.cli.jobs import has_processes, processors
from rspverify.policy.claims import Project
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic


def audited(projects: Sequence[Project], options: AuditOptions, begins: Callable[[str], None]) -> Iterator[Audit]:
    """One audit for each project, each as soon as it and those before it are there. A policy is told of once, with the
    first project that has it; the checks of all projects count as checks of it. A crash is a diagnostic of its audit,
    and the others go on. `begins` hears what is looked for."""
    seen: set[tuple[str, int]] = set()
    apart = has_processes() and worth_processes(projects, options)
    for found in (_in_processes if apart else _here)(Auditing(tuple(projects), options), begins):
        fresh = tuple(one for one in found.policies if (one.span.file.path, one.span.start) not in seen)
        seen |= {(one.span.file.path, one.span.start) for one in fresh}
        yield replace(found, policies=fresh)


def _here(all_: Auditing, begins: Callable[[str], None]) -> Iterator[Audit]:
    from rspverify.check.audit.every import audit

    for number, project in enumerate(all_.projects):
        try:
            yield audit(project, all_.for_one(number), begins)
        except Exception as error:
            yield _failed(project, crash(error, during=_during(project)))


def _in_processes(all_: Auditing, begins: Callable[[str], None]) -> Iterator[Audit]:
    from rspverify.workers.anywhere import in_workers
    from rspverify.workers.messages import Limits
    from rspverify.workers.pool import Pool

    tasks = [AuditTask(number, project.path) for number, project in enumerate(all_.projects)]
    pool = Pool(min(processors(), len(tasks)), Limits(None, all_.options.check.memory))
    there: dict[int, Any] = {}
    told = 0
    for task, found in in_workers(pool, all_, tasks, lambda words, _: begins(words)):
        there[task.number] = found
        while told in there:
            yield _audit(all_.projects[told], there.pop(told))
            told += 1


def _audit(project: Project, found: Audit | Unanswered) -> Audit:
    if isinstance(found, Audit):
        return found
    if found.fault:
        return _failed(project, fault(f"{found.reason}{_during(project)}", ()))
    return _failed(project, Diagnostic("RSP801", f"{found.reason}{_during(project)}"))


def _during(project: Project) -> str:
    return f", while it audited `{plain(project.path)}`"


def _failed(project: Project, told: Diagnostic) -> Audit:
    return Audit(project.path, (), (told,))
