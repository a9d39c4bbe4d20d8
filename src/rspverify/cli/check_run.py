"""Runs the checks of many files, one after another. A wrong file, a crash or an interruption never hides the results
that are there already, nor those of other files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Protocol

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.exit_code import run_code
from rspverify.cli.failures import crash
from rspverify.cli.find import Found
from rspverify.cli.interrupts import Interrupts
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

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        """Something is wrong with a file, or with the run as a whole."""


@dataclass
class _Begun:
    """A file on the way: what is there so far. `total`: how many checks and scenarios it has; `asked`: how many of them
    are selected."""

    path: str
    results: list[Result] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    project: Project | None = None
    total: int = 0
    asked: int = 0

    def report(self) -> FileReport:
        unfinished = max(0, self.asked - len(self.results))
        begun = self.project is not None or bool(self.diagnostics)
        return FileReport(
            self.path, tuple(self.results), tuple(self.diagnostics), self.total - self.asked, unfinished, begun
        )


def check_files(found: Found, options: CheckOptions, fail_on: FailOn, listener: Listener) -> RunReport:
    """Loads each file as a project of its own and runs its checks and scenarios, in order."""
    started = time.monotonic()
    diagnostics = list(found.diagnostics)
    if diagnostics:
        listener.problem(found.diagnostics, None)
    begun = [_Begun(path) for path in found.files]
    interrupted = False
    try:
        with Interrupts():
            for file in begun:
                _check_file(file, options, listener)
            diagnostics += _about_the_run(begun, options, fail_on, listener)
    except KeyboardInterrupt:
        interrupted = True
    files = tuple(file.report() for file in begun)
    code = run_code(files, tuple(diagnostics), fail_on, interrupted)
    return RunReport(files, tuple(diagnostics), code, interrupted, time.monotonic() - started)


def _check_file(file: _Begun, options: CheckOptions, listener: Listener) -> None:
    """The results of one file."""

    def problem(*found: Diagnostic) -> None:
        file.diagnostics.extend(found)
        listener.problem(found, file.path)

    try:
        from rspverify.policy.load import load

        listener.begins(file.path, 0, 0)
        file.project = project = load(file.path)
        names = [check.property for check in project.checks] + [scenario.name for scenario in project.scenarios]
        file.total, file.asked = len(names), sum(_selected(name, options.select) for name in names)
        listener.begins(file.path, 0, file.asked)
        for result in _results(project, options):
            file.results.append(result)
            if problems := listener.result(project, result):
                problem(*problems)
            listener.begins(file.path, len(file.results), file.asked)
        if len(file.results) != file.asked:
            raise AssertionError(f"{file.asked} results were asked for, {len(file.results)} came")
    except SourceError as error:
        problem(*error.diagnostics)
    except Exception as error:
        problem(crash(error, during=f", while it checked `{plain(file.path)}`"))


def _about_the_run(
    begun: list[_Begun], options: CheckOptions, fail_on: FailOn, listener: Listener
) -> tuple[Diagnostic, ...]:
    """What is to be said when all files are done: warnings, if they matter, and that nothing was selected."""
    found: tuple[Diagnostic, ...] = ()
    if fail_on == "warning":
        found = _warnings([file.project for file in begun if file.project is not None])
    if options.select and begun and not any(file.results or file.diagnostics for file in begun):
        found = (*found, _nothing_selected(options.select))
    if found:
        listener.problem(found, None)
    return found


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
