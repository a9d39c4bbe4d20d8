"""From a project to results: every check judged, every scenario told, one after another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.policy.claims import Project


def run_checks(project: Project, options: CheckOptions) -> Iterator[Result]:
    """Every check of the project in the order of the file, then every scenario; each result as soon as it is there."""
    checks = [check for check in project.checks if _selected(check.property, options)]
    if checks:
        # These need a solver, which is imported only where there is something to check.
        from rspverify.check.compare import compared
        from rspverify.check.sanity import sane

        sanity = sane(project, options)
        for check in checks:
            started = time.monotonic()
            yield compared(project, check, options, sanity, started)
    yield from _scenarios(project, options)


def _selected(name: str, options: CheckOptions) -> bool:
    return not options.select or any(fnmatchcase(name, pattern) for pattern in options.select)


def _scenarios(project: Project, options: CheckOptions) -> Iterator[Result]:
    from rspverify.check.scenarios import told

    for scenario in project.scenarios:
        if _selected(scenario.name, options):
            yield told(project, scenario)
