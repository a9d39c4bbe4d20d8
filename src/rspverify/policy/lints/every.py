"""All lints in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.lints import (
    agent_never_bound,
    blocked_action,
    decidability,
    duty_without_deadline,
    one_reading,
    unchecked_property,
    unnamed_policy,
    unused_vocabulary,
)
from rspverify.source.diagnostics import Diagnostic

Lint = Callable[[Sequence[Project]], Iterator[Diagnostic]]

LINTS: tuple[Lint, ...] = (
    duty_without_deadline.lint,
    unnamed_policy.lint,
    unchecked_property.lint,
    unused_vocabulary.lint,
    one_reading.lint,
    agent_never_bound.lint,
    decidability.lint,
    blocked_action.lint,
)


def lint(projects: Sequence[Project]) -> tuple[Diagnostic, ...]:
    """What the lints find, each finding once, in the order of files and places."""
    found: dict[tuple[str, int, str, str], Diagnostic] = {}
    for one in LINTS:
        for finding in one(projects):
            place = ("", 0) if finding.span is None else (finding.span.file.path, finding.span.start)
            found.setdefault((*place, finding.code, finding.message), finding)
    return tuple(found[key] for key in sorted(found))
