"""Runs the checks of many files, one after another. A wrong file, a crash or an interruption never hides the results
that are there already, nor those of other files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Protocol

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.exit_code import run_code
from rspverify.cli.failures import crash
from rspverify.cli.find import Found
from rspverify.cli.options import FailOn
from rspverify.policy.claims import Project
from rspverify.report.document import FileReport, RunReport
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


class Listener(Protocol):
    """Hears of everything as soon as it happens."""

    def begins(self, path: str, done: int, total: int) -> None:
        """The next check of a file begins; `done` of `total` have results."""

    def result(self, project: Project, result: Result) -> tuple[Diagnostic, ...]:
        """One more result is there. Gives back what went wrong with saving it."""

    def problem(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Something is wrong with a file or with the run."""

    def finished(self, report: RunReport) -> None: ...


def check_files(found: Found, options: CheckOptions, fail_on: FailOn, listener: Listener) -> RunReport:
    """Loads each file as a project of its own and runs its checks and scenarios, in order."""
    started = time.monotonic()
    files: list[FileReport] = []
    interrupted = False
    projects: list[Project] = []
    diagnostics = found.diagnostics
    if diagnostics:
        listener.problem(diagnostics)
    for path in found.files:
        if interrupted:
            files.append(FileReport(path, begun=False))
            continue
        file, interrupted = _check_file(path, options, listener, projects)
        files.append(file)
    if fail_on == "warning" and not interrupted and (warnings := _warnings(projects)):
        listener.problem(warnings)
        diagnostics = (*diagnostics, *warnings)
    if options.select and not interrupted and not any(file.results or file.diagnostics for file in files):
        nothing = _nothing_selected(options.select)
        if found.files:
            listener.problem((nothing,))
            diagnostics = (*diagnostics, nothing)
    code = run_code(tuple(files), diagnostics, fail_on, interrupted)
    report = RunReport(tuple(files), diagnostics, code, interrupted, time.monotonic() - started)
    listener.finished(report)
    return report


def _check_file(
    path: str, options: CheckOptions, listener: Listener, projects: list[Project]
) -> tuple[FileReport, bool]:
    """The results of one file, and whether the run was interrupted in it. Its project is added to `projects`."""
    results: list[Result] = []
    diagnostics: list[Diagnostic] = []
    total = asked = 0
    interrupted = False

    def problem(*found: Diagnostic) -> None:
        diagnostics.extend(found)
        listener.problem(found)

    try:
        from rspverify.policy.load import load

        listener.begins(path, 0, 0)
        project = load(path)
        projects.append(project)
        names = [check.property for check in project.checks] + [scenario.name for scenario in project.scenarios]
        total, asked = len(names), sum(_selected(name, options.select) for name in names)
        listener.begins(path, 0, asked)
        for result in _results(project, options):
            results.append(result)
            if problems := listener.result(project, result):
                problem(*problems)
            listener.begins(path, len(results), asked)
        if len(results) != asked:
            raise AssertionError(f"{asked} results were asked for, {len(results)} came")
    except SourceError as error:
        problem(*error.diagnostics)
    except KeyboardInterrupt:
        interrupted = True
    except Exception as error:
        problem(crash(error, during=f", while it checked `{plain(path)}`"))
    unfinished = max(0, asked - len(results))
    return FileReport(path, tuple(results), tuple(diagnostics), total - asked, unfinished), interrupted


def _results(project: Project, options: CheckOptions) -> Iterator[Result]:
    """The results of a project. A solver is imported only if there is something to check."""
    if not project.checks and not project.scenarios:
        return iter(())
    from rspverify.check.run import run_checks

    return run_checks(project, options)


def _warnings(projects: list[Project]) -> tuple[Diagnostic, ...]:
    from rspverify.policy.lints.every import lint

    return lint(projects)


def _selected(name: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


def _nothing_selected(patterns: tuple[str, ...]) -> Diagnostic:
    names = " or ".join(f"`{pattern}`" for pattern in patterns)
    return Diagnostic(
        "RSP144", f"no check and no scenario is called {names}", help="`*` stands for any text: `--select 'no_*'`"
    )
