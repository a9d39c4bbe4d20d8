"""What a run of `check` did besides checking, where that was asked for. It informs: it has no part in any verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # most runs do nothing besides
    from rspverify.check.audit.finding import Audit
    from rspverify.check.diff.results import PolicyDiff
    from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class Also:
    """`audits`, `comparisons`: None if not asked for."""

    audits: tuple[Audit, ...] | None = None
    comparisons: tuple[PolicyDiff, ...] | None = None

    def __bool__(self) -> bool:
        return self.audits is not None or self.comparisons is not None

    @property
    def diagnostics(self) -> Iterator[Diagnostic]:
        """What has to be said about the input of these."""
        for comparison in self.comparisons or ():
            yield from comparison.diagnostics
        for audit in self.audits or ():
            yield from audit.diagnostics


NOTHING_BESIDES = Also()


def audit_words(audits: Sequence[Audit]) -> str:
    """What there is in all, in a line."""
    from rspverify.report.audit_text import audit_summary

    return audit_summary(audits)


def diff_words(diffs: Sequence[PolicyDiff]) -> str:
    """What became of all comparisons, in a line."""
    from rspverify.report.diff_text import diff_summary

    return "; ".join(diff_summary(one) for one in diffs) or "nothing was compared"
