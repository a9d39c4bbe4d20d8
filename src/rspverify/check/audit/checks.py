"""The checks that count as checks of an audited policy, each run at most once, and only when it is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from rspverify.check.compare import compared
from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult
from rspverify.check.sanity import Sanity, sane
from rspverify.policy.claims import Check, Project
from rspverify.policy.norms import Policy


class Checks:
    """The checks of some projects, with the results that are known so far."""

    def __init__(self, projects: Sequence[Project], options: CheckOptions) -> None:
        self._projects = tuple(projects)
        self._options = options
        self._sane: dict[int, Sanity] = {}
        self._results: dict[int, CheckResult] = {}

    def all(self) -> Iterator[tuple[Project, Check]]:
        for project in self._projects:
            for check in project.checks:
                yield project, check

    def result(self, project: Project, check: Check) -> CheckResult:
        """What a check comes to."""
        if id(project) not in self._sane:
            self._sane[id(project)] = sane(project, self._options)
        if id(check) not in self._results:
            sanity = self._sane[id(project)]
            self._results[id(check)] = compared(project, check, self._options, sanity, time.monotonic())
        return self._results[id(check)]


def policies_in(project: Project, check: Check) -> tuple[Policy, ...]:
    """The policies that a check names."""
    named = dict.fromkeys((*check.conditions.policies, *check.conditions.compared))
    return tuple(project.policies[name] for name in named)
