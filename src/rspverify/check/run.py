"""From a project to results: every check judged, every scenario told, one after another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeAlias, assert_never

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.policy.claims import Check, Project, Scenario

if TYPE_CHECKING:  # it needs a solver, which is imported only where there is something to check
    from rspverify.check.sanity import Sanity

Asked: TypeAlias = Check | Scenario


def run_checks(project: Project, options: CheckOptions) -> Iterator[Result]:
    """Every check of the project in the order of the file, then every scenario; each result as soon as it is there."""
    asked = selected(project, options)
    sanity = sanity_for(project, asked, options)
    for one in asked:
        yield result_of(project, one, options, sanity)


def selected(project: Project, options: CheckOptions) -> tuple[Asked, ...]:
    """The checks of the project that the options select, then its scenarios, each in the order of the file."""
    checks = tuple(check for check in project.checks if _selected(check.property, options))
    return (*checks, *(scenario for scenario in project.scenarios if _selected(scenario.name, options)))


def sanity_for(project: Project, asked: tuple[Asked, ...], options: CheckOptions) -> Sanity | None:
    """What must be known of the project before any check of it is judged; None: there is no check among `asked`."""
    if not any(isinstance(one, Check) for one in asked):
        return None
    from rspverify.check.sanity import sane

    return sane(project, options)


def result_of(project: Project, asked: Asked, options: CheckOptions, sanity: Sanity | None) -> Result:
    """The result of one check or scenario. `sanity`: what `sanity_for` says; a scenario needs none."""
    match asked:
        case Check():
            from rspverify.check.compare import compared

            assert sanity is not None
            return compared(project, asked, options, sanity, time.monotonic())
        case Scenario():
            from rspverify.check.scenarios import told

            return told(project, asked)
        case _:
            assert_never(asked)


def _selected(name: str, options: CheckOptions) -> bool:
    return not options.select or any(fnmatchcase(name, pattern) for pattern in options.select)
