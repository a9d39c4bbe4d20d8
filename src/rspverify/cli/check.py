"""`rspverify check`: proves or refutes claims, plays scenarios, reports, and ends with the truthful exit code."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import click

from rspverify.check.options import CheckOptions
from rspverify.cli.also import Wanted, add_also, noting, refuse_unseen, with_option
from rspverify.cli.check_run import check_files
from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.deliver import deliver
from rspverify.cli.executor import Place, begin_there, executor_option, refuse_jobs
from rspverify.cli.find import find
from rspverify.cli.jobs import begin
from rspverify.cli.listeners import listener_of
from rspverify.cli.options import (
    FailOn,
    Output,
    cache_option,
    color_option,
    depth_option,
    jobs_option,
    memory_option,
    one_of,
    paths_argument,
    refuse_sources,
    report_options,
    rlimit_option,
    timeout_option,
)
from rspverify.cli.remembering import TIMELESS, Remembering
from rspverify.cli.shards import settled, shard_option, within
from rspverify.cli.sources import FileWork
from rspverify.cli.traces import TraceFolder
from rspverify.report.setting import Detail, Setting
from rspverify.report.shard import Shard
from rspverify.report.style import plain


@click.command("check")
@paths_argument
@report_options
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    help="Only checks and scenarios of this name; * stands for any text. May be repeated.",
)
@rlimit_option
@timeout_option
@memory_option
@jobs_option
@executor_option
@shard_option
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
@with_option
@click.option(
    "--watch",
    "watching",
    is_flag=True,
    help="Go on: wait for changes of the files and of those that they use, and check again what a change touches. "
    "Reports of `--output` are written anew each time. Ctrl-C ends, with the code of the last run.",
)
@cache_option
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Show only what is not as expected.")
@click.option("-v", "--verbose", is_flag=True, help="Show all stories, how each claim was proved, and times.")
def command(
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[Output, ...],
    select: tuple[str, ...],
    rlimit: int,
    timeout: float | None,
    memory: int | None,
    jobs: int | None,
    executor: Place | None,
    shard: Shard | None,
    depth: int,
    fail_on: FailOn,
    save_traces: str | None,
    wanted: Wanted,
    watching: bool,
    color: When,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Prove or refute every claim of the given policy files, and play every scenario.

    A folder stands for all `.rsp` files below it; without any, the working directory is taken. Each verdict is compared
    with the one that the file expects: an expected violation is a success, an unexpected proof is not.
    """
    quiet, verbose = one_of(quiet, verbose)
    if shard is not None and (watching or wanted):
        raise click.UsageError("`--shard` goes neither with `--watch` nor with `--with`")
    refuse_jobs(executor)
    if watching and executor is not None:
        raise click.UsageError("`--watch` and `--executor` exclude each other")
    if watching and save_traces is not None:
        raise click.UsageError("`--watch` and `--save-traces` exclude each other")
    refuse_unseen(wanted, format_, outputs)
    refuse_sources(outputs, paths)
    from rspverify import __version__

    options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth, select=select, memory=memory)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    if watching:
        from rspverify.cli.check_watch import check_and_watch
        from rspverify.cli.rounds import Asked

        asked, out = Asked(options, fail_on, jobs, wanted, cache=not no_cache), standard_output(color)
        setting = Setting(__version__, detail, out.style)
        return check_and_watch(paths, asked, format_, outputs, setting, out, standard_error(color))
    cache = Remembering(options, click.get_current_context().find_root().obj, wanted=not no_cache)
    found = find(paths)
    out, err = cache.recorded(standard_output(color, format_), found, paths), standard_error(color)
    traces = TraceFolder(save_traces) if save_traces is not None else None
    setting = Setting(__version__, detail, out.style)
    listener = listener_of(format_, out, err, setting, traces)
    works: list[FileWork] = []
    makes = partial(begin, cache.options, jobs) if executor is None else partial(begin_there, options, executor)
    anew = noting(works, cache.begin(makes))
    open_file = cache.opened if shard is None else within(shard, cache.opened)
    report = cache.told(check_files(found, options, fail_on, listener, anew, open_file))
    if shard is not None:
        report = replace(report, shard=settled(shard, options, fail_on))
    report = add_also(report, wanted, [work.project for work in works], options, listener)
    code = deliver(report, lambda: listener.finished(report), listener.print, format_, outputs, setting, err)
    repeatable = format_ in TIMELESS and not (verbose or outputs or traces or wanted)
    cache.close(report, code, found, paths, repeatable=repeatable)
    if verbose and cache.problem:
        err.write(f"no cache, or not all of it: {plain(cache.problem)}\n")
    return code
