"""Scenarios told by the reference semantics, as results."""

from __future__ import annotations

import time

from rspverify.check.results import ScenarioResult
from rspverify.policy.claims import Project, Scenario
from rspverify.policy.conditions import words
from rspverify.semantics.scenarios import tell


def told(project: Project, scenario: Scenario) -> ScenarioResult:
    """The result of a scenario under every combination of readings: the first that goes otherwise decides."""
    started = time.monotonic()
    failure, place = "", None
    several = {word for word, readings in words(project.world).items() if len(readings) > 1}
    for one in tell(project, scenario):
        if one.failure is not None:
            read = ", ".join(f"{word} as {reading}" for word, reading in one.readings.items() if word in several)
            failure = one.failure.reason + (f" (reading {read})" if read else "")
            place = one.failure.span
            break
    return ScenarioResult(
        file=project.path,
        name=scenario.name,
        wording=scenario.wording,
        span=scenario.span,
        succeeded=not failure,
        failure=failure,
        place=place,
        diagnostics=(),
        seconds=time.monotonic() - started,
    )
