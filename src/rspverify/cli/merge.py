"""`rspverify merge`: the JSON reports of the parts of a run (`check --shard`) as one report."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import cast

import click

from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.deliver import deliver
from rspverify.cli.exit_code import run_code
from rspverify.cli.listeners import RunListener, listener_of
from rspverify.cli.options import FailOn, Output, color_option, refuse_sources, report_options
from rspverify.report.document import RunReport
from rspverify.report.lossless import NotWhole, Part, part_from_json
from rspverify.report.merged import differences, merged
from rspverify.report.setting import Detail, Setting
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


@click.command("merge")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT.json...")
@report_options
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Show only what is not as expected.")
@click.option("-v", "--verbose", is_flag=True, help="Show all stories, and how each claim was proved.")
def command(
    reports: tuple[str, ...], format_: str, outputs: tuple[Output, ...], color: When, quiet: bool, verbose: bool
) -> int:
    """Put together the reports of `check --shard 1/N` to `check --shard N/N`, written with `--output json=FILE`.

    The report is the one that `check` without `--shard` gives, in any format, and so is the exit code. A part that is
    missing is said, and makes it 2.
    """
    if quiet and verbose:
        raise click.UsageError("`--quiet` and `--verbose` exclude each other")
    refuse_sources(outputs, reports)
    from rspverify import __version__

    parts = [_read(path) for path in reports]
    problems = differences(parts)
    if problems:
        raise SourceError([_unfit(problem) for problem in problems])
    if parts[0].version != __version__:
        other = f"the reports come from rspverify {plain(parts[0].version)}, and this is {__version__}"
        raise SourceError([_unfit(other)])
    report = _report(parts)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    out, err = standard_output(color, format_), standard_error(color)
    setting = Setting(__version__, detail, out.style)
    listener = listener_of(format_, out, err, setting, None)
    with suppress(KeyboardInterrupt):  # nobody reads any more, which is no news here
        _tell(report, listener)
    return deliver(report, lambda: listener.finished(report), listener.print, format_, outputs, setting, err)


def _tell(report: RunReport, listener: RunListener) -> None:
    """As if it happened now."""
    if report.diagnostics:
        listener.problem(report.diagnostics, None)
    for file in report.files:
        listener.begins(file.path)
        if file.diagnostics:
            listener.problem(file.diagnostics, file.path)
        for result in file.results:
            listener.result(None, result)


def _report(parts: list[Part]) -> RunReport:
    """The whole. Its exit code is that of a run which came to the same results."""
    whole = merged(parts)
    diagnostics = whole.diagnostics
    if whole.missing:
        diagnostics = (*diagnostics, _missing(whole.missing, whole.of))
    fail_on = cast(FailOn, dict(parts[0].shard.settings).get("fail-on", "unknown"))
    code = run_code(whole.files, diagnostics, fail_on, whole.interrupted)
    return RunReport(whole.files, diagnostics, code, whole.interrupted, whole.seconds)


def _read(path: str) -> Part:
    try:
        with open(path, encoding="utf-8") as stream:
            document = json.load(stream)
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        raise SourceError([Diagnostic("RSP102", f"`{plain(path)}` cannot be read: {reason}")]) from None
    except (ValueError, RecursionError):
        raise SourceError([_no_part(path, "it is not JSON")]) from None
    try:
        return part_from_json(document)
    except NotWhole as problem:
        raise SourceError([_no_part(path, str(problem))]) from None


def _no_part(path: str, why: str) -> Diagnostic:
    return Diagnostic(
        "RSP150",
        f"`{plain(path)}` cannot be merged: {plain(why)}",
        help="give the files that `rspverify check --shard I/N --output json=FILE` writes",
    )


def _unfit(problem: str) -> Diagnostic:
    return Diagnostic(
        "RSP151",
        f"these reports are not parts of one run: {plain(problem)}",
        help="merge reports of the same files, with the same options and the same version of rspverify",
    )


def _missing(numbers: tuple[int, ...], of: int) -> Diagnostic:
    listed = ", ".join(f"{number}/{of}" for number in numbers)
    verb = "part is" if len(numbers) == 1 else "parts are"
    told = f"run `rspverify check --shard {numbers[0]}/{of}` with the same files"
    return Diagnostic("RSP152", f"{len(numbers)} {verb} missing: {listed}", help=told)
