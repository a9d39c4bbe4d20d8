"""What a user may set for an audit."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.check.options import CheckOptions
from rspverify.policy.claims import Project


@dataclass(frozen=True)
class AuditOptions:
    """`check`: how hard to try for each question. `policies`: full names of those to look at; empty: those that the
    project's own file declares. `select`, `ignore`: codes, or beginnings of codes; an empty `select` selects all.
    `shares`: whether it is counted how much exceptions open. `checked_in`: further projects whose checks count as
    checks of these policies."""

    check: CheckOptions = field(default_factory=lambda: CheckOptions(rlimit=20_000_000, depth=6))
    policies: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    shares: bool = True
    checked_in: tuple[Project, ...] = ()

    def wanted(self, code: str) -> bool:
        """Whether findings of this code are asked for."""
        return (not self.select or code.startswith(self.select)) and not self.ignored(code)

    def ignored(self, code: str) -> bool:
        """Whether nobody wants to hear of this code, whatever is selected."""
        return bool(self.ignore) and code.startswith(self.ignore)
