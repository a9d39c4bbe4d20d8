"""Runs of `check` over files that change: each round checks only what a change touches, and reports on all files."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_INTERRUPTED, Result
from rspverify.cli.also import Wanted, add_also, noting
from rspverify.cli.check_run import Listener, check_files
from rspverify.cli.exit_code import run_code
from rspverify.cli.find import Found
from rspverify.cli.jobs import begin
from rspverify.cli.looking import Looking, Seen, Touched, touched
from rspverify.cli.options import FailOn
from rspverify.cli.remembering import Remembering
from rspverify.cli.sources import FileWork
from rspverify.policy.claims import Project
from rspverify.report.document import FileReport, RunReport
from rspverify.report.style import number, plain
from rspverify.source.diagnostics import Diagnostic

OneRound: TypeAlias = Callable[[Found, tuple[str, ...]], tuple[int, bool]]
"""Checks these files of those that were found; gives the exit code, and whether it was interrupted."""

EVERY = 0.3
"""Seconds between two looks."""
_NOTHING_SELECTED = "RSP144"
_NAMED = 3


@dataclass(frozen=True)
class Asked:
    """What a run of `check` is asked. `jobs`: how many checks at once, if that is said; `cache`: whether results are
    kept for other runs, and known from them."""

    options: CheckOptions
    fail_on: FailOn
    jobs: int | None
    wanted: Wanted
    cache: bool


class Rounds:
    """What is known of all files, from round to round."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._files: dict[str, FileReport] = {}
        self._projects: dict[str, Project] = {}

    def round(self, found: Found, paths: Sequence[str], listener: Listener) -> RunReport:
        """Checks the files at these paths, which are some of those that were found; the report is about all."""
        started = time.monotonic()
        asked, hears = self._asked, _Holding(listener)
        works: list[FileWork] = []
        cache = Remembering(asked.options, None, wanted=asked.cache)
        source = noting(works, cache.begin(partial(begin, cache.options, asked.jobs)))
        these = Found(tuple(paths), found.diagnostics)
        part = check_files(these, asked.options, asked.fail_on, hears, source, cache.opened)
        cache.close(part, part.exit_code, these, paths, repeatable=False)
        self._files |= {file.path: file for file in part.files}
        for path in paths:
            self._projects.pop(path, None)
        self._projects |= {work.path: work.project for work in works}
        files = tuple(self._files[path] for path in found.files if path in self._files)
        some = any(file.results or file.diagnostics for file in files)
        diagnostics = tuple(one for one in part.diagnostics if not (some and one.code == _NOTHING_SELECTED))
        if not some:
            hears.tell()
        code = run_code(files, diagnostics, asked.fail_on, part.interrupted)
        report = RunReport(files, diagnostics, code, part.interrupted, 0.0, cache.known)
        projects = [self._projects[path] for path in found.files if path in self._projects]
        report = add_also(report, asked.wanted, projects, asked.options, listener)
        return replace(report, seconds=time.monotonic() - started)

    def concerned(self, found: Found, what: Touched) -> tuple[str, ...]:
        """The files to be checked. Warnings hang on all files together, so with them all are checked."""
        return found.files if self._asked.fail_on == "warning" else what.files


class _Holding:
    """Holds back that nothing is selected in the files of a round, which is no news if there is something in others."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._held: tuple[Diagnostic, ...] = ()

    def begins(self, path: str) -> None:
        self._listener.begins(path)

    def working(self, text: str) -> None:
        self._listener.working(text)

    def result(self, project: Project, result: Result) -> tuple[Diagnostic, ...]:
        return self._listener.result(project, result)

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        self._held += tuple(one for one in diagnostics if one.code == _NOTHING_SELECTED)
        others = tuple(one for one in diagnostics if one.code != _NOTHING_SELECTED)
        if others:
            self._listener.problem(others, file)

    def tell(self) -> None:
        if self._held:
            self._listener.problem(self._held, None)


def watch(
    paths: Sequence[str],
    rounds: Rounds,
    one_round: OneRound,
    say: Callable[[str], None],
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Makes a round now, and one each time that something changes, until Ctrl-C; gives the code of the last one.
    `say` hears in a line what is done."""
    looking = Looking(paths)
    code = EXIT_INTERRUPTED
    try:
        seen = looking.look()
        what = Touched(seen.found.files, (), (), True)
        while True:
            code = EXIT_INTERRUPTED  # until the round is over
            code, interrupted = one_round(seen.found, rounds.concerned(seen.found, what))
            if interrupted:
                return code
            say(f"watching {number(len(seen.texts), 'file')}; Ctrl-C ends")
            seen, what = _next(looking, seen, pause)
            say(sentence(what, len(rounds.concerned(seen.found, what)), len(seen.found.files)))
    except KeyboardInterrupt:
        return code


def _next(looking: Looking, before: Seen, pause: Callable[[float], None]) -> tuple[Seen, Touched]:
    """Waits for a change, and until nothing has changed for a moment: editors write a file in several steps."""
    now = before
    while True:
        pause(EVERY)
        then, now = now, looking.look()
        what = touched(before, now)
        if what.anything and now == then:
            return now, what
        if not what.anything:
            before = now


def sentence(what: Touched, again: int, every: int) -> str:
    """What has happened, and what is done about it."""
    parts = [f"changed: {_listed(what.changed)}"] if what.changed else []
    parts += [f"gone: {_listed(what.gone)}"] if what.gone else []
    return f"{'; '.join(parts) or 'changed'}; checking {again} of {number(every, 'file')}"


def _listed(paths: Sequence[str]) -> str:
    shown = [plain(path) for path in paths[:_NAMED]]
    return ", ".join(shown) + (f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else "")
