"""Proves or refutes what people say about policies.

    import rspverify as rv

    project = rv.load("specs/news/news.rsp")      # raises rv.SourceError with diagnostics
    for result in rv.check(project):
        print(result)

Names are imported when they are used: `import rspverify` itself reads neither a parser nor a solver."""

from __future__ import annotations

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than all that is here
if TYPE_CHECKING:
    from rspverify.api import (
        Accepted,
        ActChange,
        ActChanged,
        Apart,
        Audit,
        AuditOptions,
        Beside,
        BindingChange,
        Case,
        Change,
        CheckOptions,
        CheckResult,
        ClauseNote,
        Diagnostic,
        Difference,
        DutyChange,
        Example,
        Excerpt,
        Finding,
        InductionGap,
        Label,
        LeftOut,
        Meeting,
        MutantResult,
        MutateOptions,
        Mutation,
        Notice,
        PolicyAudit,
        PolicyDiff,
        PolicyMutation,
        Project,
        ProofNote,
        ReadingVerdict,
        Recall,
        Remedy,
        Repair,
        Repairs,
        RestsOn,
        Result,
        ScenarioResult,
        Score,
        Share,
        SourceError,
        SourceFile,
        Span,
        Stale,
        Story,
        StoryStep,
        Target,
        Tried,
        Turned,
        Untold,
        Verdict,
        audit,
        check,
        diff,
        exit_code,
        load,
        mutate,
        remembered,
        repair,
    )

    __version__: str

__all__ = [
    "Accepted",
    "ActChange",
    "ActChanged",
    "Apart",
    "Audit",
    "AuditOptions",
    "Beside",
    "BindingChange",
    "Case",
    "Change",
    "CheckOptions",
    "CheckResult",
    "ClauseNote",
    "Diagnostic",
    "Difference",
    "DutyChange",
    "Example",
    "Excerpt",
    "Finding",
    "InductionGap",
    "Label",
    "LeftOut",
    "Meeting",
    "MutantResult",
    "MutateOptions",
    "Mutation",
    "Notice",
    "PolicyAudit",
    "PolicyDiff",
    "PolicyMutation",
    "Project",
    "ProofNote",
    "ReadingVerdict",
    "Recall",
    "Remedy",
    "Repair",
    "Repairs",
    "RestsOn",
    "Result",
    "ScenarioResult",
    "Score",
    "Share",
    "SourceError",
    "SourceFile",
    "Span",
    "Stale",
    "Story",
    "StoryStep",
    "Target",
    "Tried",
    "Turned",
    "Untold",
    "Verdict",
    "__version__",
    "audit",
    "check",
    "diff",
    "exit_code",
    "load",
    "mutate",
    "remembered",
    "repair",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("rspverify")
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("rspverify.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
