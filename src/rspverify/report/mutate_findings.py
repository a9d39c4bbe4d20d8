"""What seeding faults came to, for SARIF, GitHub and JUnit: each fault that nothing notices, or of which nothing could
be told, is a warning where the clause stands. JUnit has a case for every fault."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.results import MutantResult
from rspverify.report import github, junit
from rspverify.report.document import FileReport, RunReport
from rspverify.report.mutate_words import MutateReport, headline, stale_words, summary
from rspverify.report.sarif import log
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic


def render_sarif(report: MutateReport, setting: Setting) -> str:
    """One result for each finding; its rule is the kind of fault."""
    return log.render(_document(report), setting)


def render_github(report: MutateReport, setting: Setting) -> str:
    """An annotation for each finding, and the summary."""
    shown = github.annotated(_document(report))
    text = f"{summary(report)}; exit code {report.exit_code}"
    return "\n".join([*(github.command(one) for one in shown), text]) + "\n"


def render_junit(report: MutateReport, setting: Setting) -> str:
    """A suite for each policy, a case for each fault: a failure where nothing notices it, or nothing could be told."""
    return junit.render_cases(_suites(report), report.exit_code, interrupted=report.mutation.interrupted)


def _document(report: MutateReport) -> RunReport:
    mutation = report.mutation
    by_file: dict[str, list[Diagnostic]] = {}
    for policy in mutation.policies:
        for one in policy.mutants:
            if one.outcome in ("silent", "undetermined") and one.accepted is None:
                by_file.setdefault(one.place.file.path, []).append(_finding(one))
        for stale in policy.stale:
            found = Diagnostic("RSP413", stale_words(stale), stale.span)
            by_file.setdefault(stale.span.file.path, []).append(found)
    files = tuple(FileReport(path, (), tuple(found)) for path, found in by_file.items())
    general = (*report.diagnostics, *mutation.diagnostics)
    return RunReport(files, general, report.exit_code, mutation.interrupted, 0.0)


def _finding(one: MutantResult) -> Diagnostic:
    wanted = None if one.remedy is None else "paste what `rspverify mutate` prints for it"
    return Diagnostic(one.code, headline(one), one.place, help=wanted)


def _suites(report: MutateReport) -> Iterator[tuple[str, list[junit.Case]]]:
    wrong = [*report.diagnostics, *report.mutation.diagnostics]
    if wrong:
        yield "rspverify", list(junit.wrong(wrong, ""))
    for policy in report.mutation.policies:
        yield policy.policy, [_case(one) for one in policy.mutants]


def _case(one: MutantResult) -> junit.Case:
    name = f"{one.code} {one.said}"
    told = headline(one)
    if one.outcome in ("silent", "undetermined") and one.accepted is None:
        text = f"{told}\n{one.remedy.text}" if one.remedy is not None else f"{told}\n{one.reason}"
        kind = one.outcome
        return junit.Case(name, one.place.file.path, one.place.line, "failure", kind, told, text)
    because = f"\naccepted, because: {one.accepted.reason}" if one.accepted is not None else ""
    return junit.Case(name, one.place.file.path, one.place.line, text=told + because)
