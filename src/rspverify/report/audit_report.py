"""What reports of `audit` are about."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.check.audit.finding import Audit
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class AuditReport:
    """One run of `audit`. `diagnostics` are those of no audited file."""

    audits: tuple[Audit, ...]
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    interrupted: bool = False

    @property
    def every_diagnostic(self) -> tuple[Diagnostic, ...]:
        """Those of the files, too, each once."""
        return tuple(dict.fromkeys([*self.diagnostics, *(one for audit in self.audits for one in audit.diagnostics)]))
