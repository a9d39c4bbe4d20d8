"""`rspverify mutate`: faults seeded into policies, and which of them nothing notices."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

import click

from rspverify.check.mutate.options import MutateOptions
from rspverify.check.options import MOST_WORK, CheckOptions
from rspverify.cli.console import Console, ReaderGone, When, silence, standard_error, standard_output
from rspverify.cli.deliver import attempted
from rspverify.cli.executor import Place, executor_option, refuse_jobs
from rspverify.cli.find import find
from rspverify.cli.options import (
    SECONDS,
    Number,
    Output,
    Whole,
    codes_among,
    color_option,
    jobs_option,
    memory_option,
    output_option,
    paths_argument,
    refuse_sources,
)
from rspverify.cli.write import write
from rspverify.report.mutate_words import MutateReport
from rspverify.report.setting import Detail, Setting
from rspverify.source.codes_mutate import FAULTS
from rspverify.source.render import render_diagnostic

_DEFAULTS = MutateOptions().check
FORMATS = {
    "text": "rspverify.report.mutate_text:render",
    "json": "rspverify.report.mutate_json:render",
    "jsonl": "rspverify.report.mutate_jsonl:render",
    "sarif": "rspverify.report.mutate_findings:render_sarif",
    "junit": "rspverify.report.mutate_findings:render_junit",
    "github": "rspverify.report.mutate_findings:render_github",
    "markdown": "rspverify.report.mutate_markdown:render",
    "html": "rspverify.report.html.mutate:render",
}


@click.command("mutate")
@paths_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="What goes to standard output.",
)
@output_option(FORMATS)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME",
    help="Only this policy, wherever it is declared. Without it, all policies that the files themselves declare.",
)
@click.option(
    "--select", multiple=True, metavar="CODES", callback=codes_among(FAULTS), help="Only faults of these kinds."
)
@click.option(
    "--ignore", multiple=True, metavar="CODES", callback=codes_among(FAULTS), help="No faults of these kinds."
)
@click.option("--all-properties", is_flag=True, help="Name all that notices a fault, not the first that does alone.")
@click.option(
    "--rlimit",
    type=Whole(1, MOST_WORK),
    default=_DEFAULTS.rlimit,
    metavar="N",
    show_default=True,
    help="How much work each question may be. The same number gives the same report on every machine.",
)
@click.option(
    "--timeout",
    type=SECONDS,
    metavar="SECONDS",
    help="A hard stop for each question, and for each fault. What comes out then depends on the machine.",
)
@click.option(
    "--depth",
    type=Whole(0, 1000),
    default=_DEFAULTS.depth,
    metavar="N",
    show_default=True,
    help="How many steps the search for runs looks ahead.",
)
@jobs_option
@executor_option
@memory_option
@click.option(
    "--fail-under",
    type=Number(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if fewer of the faults that count are caught. Silent ones alone then make no difference.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["unknown", "silent", "laxer", "never"]),
    default="unknown",
    help="What makes the exit code differ from 0. unknown (the default): faults that nothing notices and nobody "
    "accepted (1), and faults of which it could not be told (3). silent: only the former. laxer: only those of the "
    "former that make the policy laxer. never: none. Wrong input (2) and our own faults (4) always do.",
)
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Show only what nothing notices.")
@click.option("-v", "--verbose", is_flag=True, help="Show every fault, with whole stories and texts.")
def command(
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[Output, ...],
    policies: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    all_properties: bool,
    rlimit: int,
    timeout: float | None,
    depth: int,
    jobs: int | None,
    executor: Place | None,
    memory: int | None,
    fail_under: float | None,
    fail_on: Literal["unknown", "silent", "laxer", "never"],
    color: When,
    quiet: bool,
    verbose: bool,
) -> int:
    """Seed faults into policies, one at a time, and tell which of them no check and no scenario of the given files
    notices: a clause less, a condition less, `may` for `must not`, a longer deadline, and so on.

    Of a fault that nothing notices it is proved whether it makes a difference at all; if it does, a run shows it, and a
    property is printed that would notice it. `accept CODE "why"` in a clause or in a policy lets faults of a kind go
    unnoticed. `rspverify explain CODE` tells what the kinds are.
    """
    refuse_jobs(executor)
    from rspverify.cli.mutate_lines import Lines
    from rspverify.cli.mutate_run import FailOn, Where, run

    out, err = standard_output(color, format_), standard_error(color)
    check = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth, memory=memory)
    options = MutateOptions(check, policies, select, ignore, all_properties)
    refuse_sources(outputs, paths)
    todo, where, failing = find(paths), Where(jobs, executor), FailOn(fail_on, fail_under)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    if format_ == "jsonl":
        lines = Lines(out, _version())
        report = run(todo, options, where, failing, err, lines.hear)
        lines.finish(report)
    else:
        report = run(todo, options, where, failing, err)
    return attempted(_deliveries(report, format_, outputs, detail, out), report.exit_code, err)


def _deliveries(
    report: MutateReport, format_: str, outputs: Sequence[Output], detail: Detail, out: Console
) -> Iterator[Callable[[], None]]:
    if format_ != "jsonl":
        yield lambda: _print(_rendered(format_, report, Setting(_version(), detail, out.style)), out)
    for one in outputs:
        yield partial(_to_file, one, report, Setting(_version(), detail))


def _print(text: str, out: Console) -> None:
    """Prints; that nobody reads any more holds up no file."""
    try:
        out.write(text)
    except ReaderGone:
        silence()


def _to_file(output: Output, report: MutateReport, setting: Setting) -> None:
    text = _rendered(output.format, report, setting)
    if output.format == "text":  # nobody has what is wrong on a screen beside the file
        wrong = dict.fromkeys([*report.diagnostics, *report.mutation.diagnostics])
        text = "".join(f"{render_diagnostic(one)}\n\n" for one in wrong) + text
    write(output.path, text)


def _rendered(format_: str, report: MutateReport, setting: Setting) -> str:
    module, _, name = FORMATS[format_].partition(":")
    text: str = getattr(importlib.import_module(module), name)(report, setting)
    return text


def _version() -> str:
    from rspverify import __version__

    return __version__
