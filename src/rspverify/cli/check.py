"""`rspverify check`: proves or refutes claims, plays scenarios, reports, and ends with the truthful exit code."""

from __future__ import annotations

import click

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_FAULT
from rspverify.cli.check_run import Listener, check_files
from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.failures import crash
from rspverify.cli.find import find
from rspverify.cli.listeners import JsonListener, TextListener
from rspverify.cli.options import (
    FailOn,
    Format,
    Output,
    color_option,
    depth_option,
    format_option,
    outputs_of,
    paths_argument,
    rlimit_option,
    timeout_option,
)
from rspverify.cli.traces import TraceFolder
from rspverify.cli.write import write
from rspverify.report.document import RunReport
from rspverify.report.setting import Detail
from rspverify.report.style import Style
from rspverify.report.text import render_text
from rspverify.source.diagnostics import SourceError


@click.command("check")
@paths_argument
@format_option
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=outputs_of,
    help="Also write a report (text or json) to a file. May be repeated.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    help="Only checks and scenarios of this name; * stands for any text. May be repeated.",
)
@rlimit_option
@timeout_option
@depth_option
@click.option(
    "--fail-on",
    type=click.Choice(["unknown", "violation", "warning", "never"]),
    default="unknown",
    help="What makes the exit code differ from 0. unknown (the default): every verdict that is not the expected one "
    "(1), and what stayed undetermined (3). violation: only the former. warning: also warnings of lint (1). never: "
    "no verdict. Wrong input (2) and our own faults (4) always do.",
)
@click.option(
    "--save-traces", metavar="FOLDER", help="Save each counterexample and witness as a file for `rspverify replay`."
)
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Show only what is not as expected.")
@click.option("-v", "--verbose", is_flag=True, help="Show all stories, how each claim was proved, and times.")
def command(
    paths: tuple[str, ...],
    format_: Format,
    outputs: tuple[Output, ...],
    select: tuple[str, ...],
    rlimit: int,
    timeout: float | None,
    depth: int,
    fail_on: FailOn,
    save_traces: str | None,
    color: When,
    quiet: bool,
    verbose: bool,
) -> int:
    """Prove or refute every claim of the given policy files, and play every scenario.

    A folder stands for all `.rsp` files below it; without any, the working directory is taken. Each verdict is compared
    with the one that the file expects: an expected violation is a success, an unexpected proof is not.
    """
    if quiet and verbose:
        raise click.UsageError("`--quiet` and `--verbose` exclude each other")
    options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth, select=select)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    out, err = standard_output(color), standard_error(color)
    traces = TraceFolder(save_traces) if save_traces is not None else None
    listener: Listener = JsonListener(out, err, traces) if format_ == "json" else TextListener(out, err, detail, traces)
    report = check_files(find(paths), options, fail_on, listener)
    code = report.exit_code
    for output in outputs:
        try:
            write(output.path, _rendered(report, output.format, detail))
        except SourceError as error:
            err.diagnostics(error.diagnostics)
            code = code if code == EXIT_FAULT else max(code, 2)
        except Exception as error:
            err.diagnostics([crash(error)])
            code = EXIT_FAULT
    return code


def _rendered(report: RunReport, format_: Format, detail: Detail) -> str:
    if format_ == "text":
        return render_text(report, Style(), detail)
    from rspverify import __version__
    from rspverify.report.json import render_json

    return render_json(report, __version__)
