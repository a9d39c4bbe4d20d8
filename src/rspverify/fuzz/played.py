"""The scenarios of a file, and those that were kept from before: played first, and judged by all claims that speak of
such runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from rspverify.check.fuzzing.groups import Group
from rspverify.check.fuzzing.judging import sight
from rspverify.check.fuzzing.results import ScenarioPlayed
from rspverify.check.scenarios import told
from rspverify.fuzz.told import Findings
from rspverify.policy.claims import Project, Scenario
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.scenarios import tell
from rspverify.trace.values import Trace


class Scenarios:
    """`stories`: a project of the same world whose scenarios are played, too."""

    def __init__(
        self,
        project: Project,
        stories: Project | None,
        grouped: Sequence[Group],
        findings: Findings,
        select: tuple[str, ...],
    ) -> None:
        self._projects = (project,) if stories is None else (project, stories)
        self._groups = grouped
        self._findings = findings
        self._select = select

    def played(self) -> tuple[ScenarioPlayed, ...]:
        """All of them, in order."""
        return tuple(
            self._played(project, scenario)
            for project in self._projects
            for scenario in project.scenarios
            if not self._select or any(fnmatchcase(scenario.name, pattern) for pattern in self._select)
        )

    def _played(self, project: Project, scenario: Scenario) -> ScenarioPlayed:
        result = told(project, scenario)
        shows: dict[str, None] = {}
        for one in tell(project, scenario):
            if one.run is not None:
                shows |= dict.fromkeys(self._judged(scenario, one.run.trace))
        failure, place = result.failure, result.place
        return ScenarioPlayed(scenario.name, scenario.wording, scenario.span, failure, place, tuple(shows))

    def _judged(self, scenario: Scenario, trace: Trace) -> Iterator[str]:
        """The properties of which the run shows something."""
        for group in self._groups:
            if trace.readings in group.readings and scenario.conditions.bindings == group.conditions.bindings:
                yield from self._in_group(group, scenario.name, trace)

    def _in_group(self, group: Group, name: str, trace: Trace) -> Iterator[str]:
        run = Run.of(group.project.world, group.policies, group.conditions.policies, trace)
        try:
            for i in range(run.last + 1):
                now = run.until(i)
                complies = group.complies(now)
                for check in group.checks:
                    found = sight(group, check, now, complies)
                    if found is not None:
                        self._findings.see(group, check, found, name)
                        yield check.property
                if not complies:
                    return
        except SemanticsError:
            return  # the story has no meaning under these policies, which is no failure of the story
