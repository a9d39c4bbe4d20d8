"""`rspverify fuzz --drafts N`: random drafts instead of random runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rspverify.check.fuzzing.draft_results import DraftsTried, drafts_exit_code
from rspverify.check.results import EXIT_INTERRUPTED
from rspverify.cli.console import Console
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.fuzz_reports import delivered
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.listeners import Progress
from rspverify.cli.options import Output
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.setting import Detail, Setting
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


def drafts(
    files: Sequence[str],
    problems: Sequence[Diagnostic],
    amount: int,
    seed: int,
    seconds: float | None,
    format_: str,
    outputs: Sequence[Output],
    out: Console,
    err: Console,
    verbose: bool,
) -> int:
    """Tries drafts of each file that has checks; gives the exit code. `problems`: what is wrong with the paths."""
    from rspverify.fuzz.drafts import DraftOptions, try_drafts
    from rspverify.fuzz.home import elsewhere
    from rspverify.policy.load import load

    options = DraftOptions(amount, seed, seconds)
    diagnostics = list(problems)
    err.diagnostics(problems)
    progress = Progress(err)
    found: list[DraftsTried] = []
    interrupted = False

    def hear(one: DraftsTried) -> None:
        progress.clear()
        _tell(one, format_, out, verbose, bool(found))
        err.diagnostics(one.diagnostics)
        found.append(one)

    unfinished: DraftsTried | None = None
    try:
        with elsewhere(), Interrupts():
            for path in files:
                try:
                    if load(path).checks:
                        one = try_drafts(path, options, partial(_begins, progress, path))
                        if one.interrupted:
                            unfinished = one
                            raise KeyboardInterrupt
                        hear(one)
                except SourceError as error:
                    new = [each for each in error.diagnostics if each not in diagnostics]
                    diagnostics += new
                    err.diagnostics(new)
    except KeyboardInterrupt:
        interrupted = True
    if unfinished is not None:  # where no further interruption is raised
        hear(unfinished)
    every = [*diagnostics, *(one for file in found for one in file.diagnostics)]
    code = worst([drafts_exit_code(found), *(code_of(one) for one in every)])
    code = EXIT_INTERRUPTED if interrupted else code
    report = DraftsReport(tuple(found), tuple(diagnostics), code, interrupted)
    detail: Detail = "verbose" if verbose else "normal"
    ends = ""
    if format_ == "text":
        from rspverify.report.drafts_text import render_end

        ends = ("\n" if found else "") + render_end(report, Setting("", detail, out.style))
    return delivered(report, format_, outputs, detail, out, err, ends)


def _begins(progress: Progress, path: str, what: str) -> None:
    progress.show(f"{plain(path)}: {what}")


def _tell(one: DraftsTried, format_: str, out: Console, verbose: bool, another: bool) -> None:
    if format_ == "text":
        from rspverify.report.drafts_text import render_drafts

        out.write(("\n" if another else "") + render_drafts(one, out.style, verbose))
