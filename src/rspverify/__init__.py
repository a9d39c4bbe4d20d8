"""Proves or refutes what people say about policies.

    import rspverify as rv

    project = rv.load("specs/news/news.rsp")      # raises rv.SourceError with diagnostics
    for result in rv.check(project):
        print(result)

Names are imported when they are used: `import rspverify` itself reads neither a parser nor a solver."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rspverify.api import (
        ActChange,
        Audit,
        AuditOptions,
        Case,
        Change,
        CheckOptions,
        CheckResult,
        Diagnostic,
        Difference,
        DutyChange,
        Finding,
        Meeting,
        PolicyAudit,
        PolicyDiff,
        Project,
        Result,
        ScenarioResult,
        Share,
        SourceError,
        Story,
        Verdict,
        audit,
        check,
        diff,
        exit_code,
        load,
    )

    __version__: str

__all__ = [
    "ActChange",
    "Audit",
    "AuditOptions",
    "Case",
    "Change",
    "CheckOptions",
    "CheckResult",
    "Diagnostic",
    "Difference",
    "DutyChange",
    "Finding",
    "Meeting",
    "PolicyAudit",
    "PolicyDiff",
    "Project",
    "Result",
    "ScenarioResult",
    "Share",
    "SourceError",
    "Story",
    "Verdict",
    "__version__",
    "audit",
    "check",
    "diff",
    "exit_code",
    "load",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("rspverify")
    if name in __all__:
        return getattr(import_module("rspverify.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
