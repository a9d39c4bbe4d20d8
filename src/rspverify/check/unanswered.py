"""Results of checks and scenarios that were cut off or failed before they had one of their own."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.expected import meeting
from rspverify.check.results import CheckResult, Meeting, Result, ScenarioResult, Verdict
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check, Project, Scenario
from rspverify.source.diagnostics import Diagnostic


def unanswered(
    project: Project,
    asked: Check | Scenario,
    reason: str,
    diagnostics: tuple[Diagnostic, ...],
    *,
    fault: bool,
    seconds: float = 0.0,
) -> Result:
    """A result that says why there is none. `fault`: it is our own."""
    match asked:
        case Check():
            bounded = asked.conditions.steps is not None
            met = Meeting.FAULT if fault else meeting(asked.expected, Verdict.UNDETERMINED, (), bounded)
            return CheckResult(
                file=project.path,
                property=asked.property,
                wording=project.properties[asked.property].wording,
                conditions=conditions_text(asked.conditions),
                span=asked.span,
                expected=asked.expected,
                verdict=Verdict.UNDETERMINED,
                meeting=met,
                steps=None,
                reason=reason,
                story=None,
                table=(),
                proof=None,
                diagnostics=diagnostics,
                seconds=seconds,
                under=asked.conditions.policies,
            )
        case Scenario():
            return ScenarioResult(
                file=project.path,
                name=asked.name,
                wording=asked.wording,
                span=asked.span,
                succeeded=False,
                failure=reason,
                place=None,
                diagnostics=diagnostics,
                seconds=seconds,
                unanswered="fault" if fault else "open",
            )
        case _:
            assert_never(asked)
