"""`rspverify diff`: what one policy permits, forbids and requires that another does not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, get_args

import click

from rspverify.check.diff.results import PolicyDiff
from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_OPEN, EXIT_OTHER
from rspverify.cli.console import ReaderGone, When, silence, standard_error, standard_output
from rspverify.cli.diff_reports import INTERRUPTED, Compared, delivered
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.listeners import Progress
from rspverify.cli.options import (
    DiffFormat,
    Output,
    color_option,
    depth_option,
    output_option,
    refuse_sources,
    rlimit_option,
    timeout_option,
)
from rspverify.policy.claims import Conditions
from rspverify.policy.expressions import Happening
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

FailOn = Literal["any", "laxer", "stricter", "never"]


@click.command("diff")
@click.argument("names", nargs=-1, metavar="OLD NEW [FILES AND FOLDERS]...")
@click.option(
    "--since",
    "revision",
    metavar="REV",
    help="Compare one policy with itself as it was at this git revision: `diff POLICY [FILES AND FOLDERS]... --since "
    "HEAD~1`.",
)
@click.option("--on", "on", metavar="ACT", help="Only this act, and no duties: `train` or `train(acme, any)`.")
@click.option(
    "--reading", "readings", multiple=True, metavar="WORD=READING", help="Read a word in one way. May be repeated."
)
@click.option(
    "--binding",
    "bindings",
    multiple=True,
    metavar="WHO",
    help="Whom both policies bind: an individual, or `every Lab`. May be repeated.",
)
@click.option("--assuming", multiple=True, metavar="NAME", help="Only runs in which this holds. May be repeated.")
@click.option(
    "--fail-on",
    type=click.Choice(["any", "laxer", "stricter", "never"]),
    default="any",
    help="What makes the exit code differ from 0. any (the default): each difference (1), and what stayed undetermined "
    "(3). laxer, stricter: only a difference of this kind (1), or where it is not known whether there is one (3). "
    "never: neither. Wrong input (2) and our own faults (4) always do.",
)
@click.option(
    "--format", "format_", type=click.Choice(get_args(DiffFormat)), default="text", help="What goes to standard output."
)
@output_option(get_args(DiffFormat))
@rlimit_option
@timeout_option
@depth_option
@color_option
@click.option("-v", "--verbose", is_flag=True, help="Tell the story of each case, and what was proved to be the same.")
def command(
    names: tuple[str, ...],
    revision: str | None,
    on: str | None,
    readings: tuple[str, ...],
    bindings: tuple[str, ...],
    assuming: tuple[str, ...],
    fail_on: FailOn,
    format_: DiffFormat,
    outputs: tuple[Output, ...],
    rlimit: int,
    timeout: float | None,
    depth: int,
    color: When,
    verbose: bool,
) -> int:
    """Compare policy NEW with policy OLD, for all runs of any length: what is newly permitted and newly forbidden, in
    which cases, and which duties are dropped, added, longer or shorter.

    The cases are all there are, none of them can be left out, and each has a replayed run that comes to it (-v tells
    it). Both policies must be known to one of the files.
    """
    from rspverify.check.diff.named import act_of, conditions_of
    from rspverify.check.diff.policies import diff
    from rspverify.cli.diff_projects import Comparisons, compared_projects
    from rspverify.cli.diff_since import since

    wanted = 1 if revision is not None else 2
    if len(names) < wanted:
        raise click.UsageError("name the policy to be compared" if wanted == 1 else "name two policies to be compared")
    policies, paths = names[:wanted], names[wanted:]
    refuse_sources(outputs, paths)
    out, err = standard_output(color, format_), standard_error(color)
    found = Comparisons(())
    asked: list[tuple[Conditions, Happening | None]] = []
    try:
        if revision is None:
            found = compared_projects(policies[0], policies[1], paths)
        else:
            found = since(policies[0], paths, revision)
        for one in found.comparisons:
            conditions = conditions_of(one.project, readings, bindings, assuming, one.old, one.new)
            asked.append((conditions, None if on is None else act_of(one.project, on)))
    except SourceError as error:
        found = Comparisons((), (*found.diagnostics, *error.diagnostics))
        asked = []
    err.diagnostics(found.diagnostics)
    diffs: list[PolicyDiff] = []
    unprinted: list[Diagnostic] = []
    interrupted = False
    progress = Progress(err)
    options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth)
    try:
        with Interrupts():
            for one, (conditions, act) in zip(found.comparisons, asked, strict=True):
                result = diff(
                    one.project, one.old, one.new, options, conditions, act, one.remarks, partial(_tell, progress)
                )
                progress.clear()
                err.diagnostics(result.diagnostics)
                diffs.append(result)
                if format_ == "text":
                    from rspverify.report.diff_text import render_diff

                    try:
                        out.write(("\n" if len(diffs) > 1 else "") + render_diff(result, out.style, verbose))
                    except SourceError as error:
                        unprinted += error.diagnostics
                        err.diagnostics(error.diagnostics)
    except KeyboardInterrupt:
        interrupted = True
        progress.clear()
        err.write(f"{INTERRUPTED}\n")
    except ReaderGone:
        silence()
        interrupted = True  # as `check`: the files tell what was finished
    diagnostics = (*found.diagnostics, *unprinted)
    code = EXIT_INTERRUPTED if interrupted else exit_code_of(diffs, diagnostics, fail_on)
    compared = Compared(diffs, diagnostics, code, interrupted, verbose)
    return delivered(compared, format_, outputs, out, err)


def _tell(progress: Progress, what: str) -> None:
    progress.show(f"comparing {plain(what)}")


def exit_code_of(diffs: Sequence[PolicyDiff], diagnostics: Sequence[Diagnostic], fail_on: FailOn) -> int:
    """The code of a run (docs/exit-codes.md)."""
    codes = [EXIT_EXPECTED, *(code_of(one) for one in diagnostics)]
    for diff in diffs:
        codes += [code_of(one) for one in diff.diagnostics]
        codes.append(_code(diff, fail_on))
    return worst(codes)


def _code(diff: PolicyDiff, fail_on: FailOn) -> int:
    if diff.fault:
        return EXIT_FAULT
    if diff.wrong_input:
        return EXIT_INPUT
    differs, is_open = {
        "any": (diff.laxer or diff.stricter, diff.undetermined),
        "laxer": (diff.laxer, diff.laxer_open),
        "stricter": (diff.stricter, diff.stricter_open),
        "never": (False, False),
    }[fail_on]
    return EXIT_OTHER if differs else EXIT_OPEN if is_open else EXIT_EXPECTED
