"""The audit of one project as a task that any process can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.policy.claims import Project


@dataclass(frozen=True)
class Auditing:
    """What all tasks of a run share."""

    projects: tuple[Project, ...]
    options: AuditOptions

    def for_one(self, number: int) -> AuditOptions:
        """The options for one project: the checks of the others count as checks of its policies."""
        others = (other for at, other in enumerate(self.projects) if at != number)
        return replace(self.options, checked_in=tuple(others))


@dataclass(frozen=True)
class Unanswered:
    """There is no audit. `reason` in words; `fault`: it is our own."""

    reason: str
    fault: bool


@dataclass(frozen=True)
class AuditTask:
    """The project of this number; `words`: how its work is called."""

    number: int
    words: str

    def do(self, subject: Auditing) -> Audit:
        from rspverify.check.audit.every import audit

        return audit(subject.projects[self.number], subject.for_one(self.number))

    def unanswered(self, subject: Auditing, reason: str, fault: bool) -> Unanswered:
        return Unanswered(reason, fault)


def worth_processes(projects: Sequence[Project], options: AuditOptions) -> bool:
    """Whether there is so much to look at that processes of their own do not matter: a question about a large policy
    can be so hard that the solver ends its process, and what was found about others is not to be lost with it."""
    from rspverify.check.audit.every import policies_of

    found = (policy for project in projects for policy in policies_of(project, options.policies))
    return sum(len(policy.clauses) for policy in found) >= _MANY_CLAUSES


_MANY_CLAUSES = 12
