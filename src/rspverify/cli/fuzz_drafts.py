"""`rspverify fuzz --drafts N`: random drafts instead of random runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rspverify.check.fuzzing.draft_results import DraftsTried, drafts_exit_code
from rspverify.check.results import EXIT_INTERRUPTED
from rspverify.cli.console import Console
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.listeners import Progress
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


def drafts(
    files: Sequence[str],
    problems: Sequence[Diagnostic],
    amount: int,
    seed: int,
    seconds: float | None,
    format_: str,
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
    try:
        with elsewhere(), Interrupts():
            for path in files:
                try:
                    if load(path).checks:
                        one = try_drafts(path, options, partial(_begins, progress, path))
                        progress.clear()
                        _tell(one, format_, out, verbose, bool(found))
                        err.diagnostics(one.diagnostics)
                        found.append(one)
                except SourceError as error:
                    new = [each for each in error.diagnostics if each not in diagnostics]
                    diagnostics += new
                    err.diagnostics(new)
    except KeyboardInterrupt:
        interrupted = True
    every = [*diagnostics, *(one for file in found for one in file.diagnostics)]
    code = worst([drafts_exit_code(found), *(code_of(one) for one in every)])
    code = EXIT_INTERRUPTED if interrupted else code
    _finish(found, tuple(diagnostics), format_, out, code)
    return code


def _begins(progress: Progress, path: str, what: str) -> None:
    progress.show(f"{plain(path)}: {what}")


def _tell(one: DraftsTried, format_: str, out: Console, verbose: bool, another: bool) -> None:
    if format_ == "text":
        from rspverify.report.drafts_text import render_drafts

        out.write(("\n" if another else "") + render_drafts(one, out.style, verbose))


def _finish(
    found: Sequence[DraftsTried], diagnostics: tuple[Diagnostic, ...], format_: str, out: Console, code: int
) -> None:
    match format_:
        case "json":
            from rspverify import __version__
            from rspverify.report.drafts_json import render_drafts_json

            out.write(render_drafts_json(found, diagnostics, __version__, code))
        case "markdown":
            from rspverify.report.drafts_markdown import render_drafts_markdown

            out.write(render_drafts_markdown(found, code))
        case _:
            from rspverify.report.drafts_text import render_drafts_summary

            if found or not diagnostics:
                out.write(("\n" if found else "") + render_drafts_summary(found, out.style))
            if code == EXIT_INTERRUPTED:
                out.write("interrupted: what was finished stands above\n")
