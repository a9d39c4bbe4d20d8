"""Runs the checks of many files, and tells of them one after another. A wrong file, a crash or an interruption never
hides the results that are there already, nor those of other files."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.exit_code import run_code
from rspverify.cli.failures import crash
from rspverify.cli.find import Found
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.options import FailOn
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import Begin, FileWork, InProcess, Open, Source, opened
from rspverify.policy.claims import Project
from rspverify.report.document import FileReport, RunReport
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


class Listener(Protocol):
    """Hears of everything as soon as it happens."""

    def begins(self, path: str) -> None:
        """From now on results and problems are those of this file."""

    def working(self, text: str) -> None:
        """How far the run has come."""

    def result(self, project: Project, result: Result) -> tuple[Diagnostic, ...]:
        """One more result is there. Gives back what went wrong with saving it."""

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        """Something is wrong with a file, or with the run as a whole."""


@dataclass
class _Begun:
    """A file on the way: what is there so far. `delivered`: whether the run came as far as to its results."""

    path: str
    results: list[Result] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    work: FileWork | None = None
    delivered: bool = False

    @property
    def elsewhere(self) -> int:
        return 0 if self.work is None else self.work.elsewhere

    @property
    def asked(self) -> int:
        return 0 if self.work is None else len(self.work.asked)

    def report(self) -> FileReport:
        return FileReport(
            self.path,
            tuple(self.results),
            tuple(self.diagnostics),
            left_out=0 if self.work is None else self.work.left_out,
            unfinished=max(0, self.asked - len(self.results)),
            begun=self.delivered,
            elsewhere=self.elsewhere,
        )


def check_files(
    found: Found,
    options: CheckOptions,
    fail_on: FailOn,
    listener: Listener,
    begin: Begin | None = None,
    open_file: Open = opened,
) -> RunReport:
    """Loads each file as a project of its own and runs its checks and scenarios; all is told in order. `begin`: where
    results come from; without it they are made here, one after another. `open_file`: reads a file."""
    started = time.monotonic()
    source: Source | None = None
    diagnostics = list(found.diagnostics)
    if diagnostics:
        listener.problem(found.diagnostics, None)
    begun = [_Begun(path) for path in found.files]
    interrupted = False
    try:
        with Interrupts():
            for file in begun:
                listener.working(f"reading {plain(file.path)}")
                _open(file, options, open_file)
            works = [file.work for file in begun if file.work is not None]
            tracker = Tracker(sum(len(work.asked) for work in works), listener.working)
            source = begin(works, tracker) if begin is not None else InProcess(options, works, tracker)
            for file in begun:
                _deliver(file, source, listener)
            diagnostics += _about_the_run(begun, options, fail_on, listener)
    except KeyboardInterrupt:
        interrupted = True
        if source is not None:
            _deliver_finished(begun, source, listener)
    finally:
        if source is not None:
            source.close()
    files = tuple(file.report() for file in begun)
    code = run_code(files, tuple(diagnostics), fail_on, interrupted)
    return RunReport(files, tuple(diagnostics), code, interrupted, time.monotonic() - started)


def _open(file: _Begun, options: CheckOptions, open_file: Open) -> None:
    """Reads one file; what is wrong with it is told when its turn comes."""
    try:
        file.work = open_file(file.path, options)
    except SourceError as error:
        file.diagnostics.extend(error.diagnostics)
    except Exception as error:
        file.diagnostics.append(_crash(error, file))


def _deliver(file: _Begun, source: Source, listener: Listener) -> None:
    """The results of one file."""
    file.delivered = True
    listener.begins(file.path)
    if file.diagnostics:
        listener.problem(tuple(file.diagnostics), file.path)
    if file.work is None:
        return
    try:
        for result in source.results(file.work):
            _tell(file, file.work, result, listener)
        if len(file.results) != file.asked:
            raise AssertionError(f"{file.asked} results were asked for, {len(file.results)} came")
    except SourceError as error:
        _problem(file, error.diagnostics, listener)
    except Exception as error:
        _problem(file, (_crash(error, file),), listener)


def _tell(file: _Begun, work: FileWork, result: Result, listener: Listener) -> None:
    """One more result."""
    file.results.append(result)
    if problems := listener.result(work.project, result):
        _problem(file, problems, listener)


def _problem(file: _Begun, found: tuple[Diagnostic, ...], listener: Listener) -> None:
    file.diagnostics.extend(found)
    listener.problem(found, file.path)


def _crash(error: Exception, file: _Begun) -> Diagnostic:
    return crash(error, during=f", while it checked `{plain(file.path)}`")


def _deliver_finished(begun: list[_Begun], source: Source, listener: Listener) -> None:
    """After an interruption: what is finished though its turn had not come."""
    try:
        for file in begun:
            listener.begins(file.path)
            if not file.delivered and file.diagnostics:
                file.delivered = True
                listener.problem(tuple(file.diagnostics), file.path)
            if file.work is not None:
                for result in source.finished(file.work, len(file.results)):
                    file.delivered = True
                    _tell(file, file.work, result, listener)
    except KeyboardInterrupt:  # nobody reads any more
        return


def _about_the_run(
    begun: list[_Begun], options: CheckOptions, fail_on: FailOn, listener: Listener
) -> tuple[Diagnostic, ...]:
    """What is to be said when all files are done: warnings, if they matter, and that nothing was selected."""
    found: tuple[Diagnostic, ...] = ()
    if fail_on == "warning":
        found = _warnings([file.work.project for file in begun if file.work is not None])
    if options.select and begun and not any(file.asked or file.elsewhere or file.diagnostics for file in begun):
        found = (*found, nothing_selected(options.select))
    if found:
        listener.problem(found, None)
    return found


def _warnings(projects: list[Project]) -> tuple[Diagnostic, ...]:
    from rspverify.policy.lints.every import lint

    return lint(projects)


def nothing_selected(patterns: tuple[str, ...]) -> Diagnostic:
    """That no check and no scenario of all files has a name that `--select` asks for."""
    names = " or ".join(f"`{pattern}`" for pattern in patterns)
    return Diagnostic(
        "RSP144", f"no check and no scenario is called {names}", help="`*` stands for any text: `--select 'no_*'`"
    )
