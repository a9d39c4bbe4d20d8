"""`rspverify repair`: the smallest edits of a policy after which a violated property holds."""

from __future__ import annotations

import click

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INPUT, EXIT_OPEN, EXIT_OTHER
from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.exit_code import worst
from rspverify.cli.find import find
from rspverify.cli.options import (
    Format,
    Whole,
    color_option,
    depth_option,
    format_option,
    paths_argument,
    rlimit_option,
    timeout_option,
)
from rspverify.cli.write import write
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

_CODES = {
    "fine": EXIT_EXPECTED,
    "repaired": EXIT_EXPECTED,
    "none": EXIT_OTHER,
    "open": EXIT_OPEN,
    "wrong input": EXIT_INPUT,
    "fault": EXIT_FAULT,
}


@click.command("repair")
@paths_argument
@click.option("--property", "name", required=True, metavar="NAME", help="The property that should hold.")
@click.option("--policy", metavar="NAME", help="The policy to edit, if its checks name several.")
@click.option(
    "--max-edits",
    type=Whole(1, 4),
    default=2,
    metavar="N",
    show_default=True,
    help="How many edits may be made together.",
)
@click.option(
    "--proofs",
    type=Whole(1, 10_000),
    default=60,
    metavar="N",
    show_default=True,
    help="How many combinations of edits are proved or refuted at most.",
)
@click.option(
    "--may-change",
    multiple=True,
    metavar="NAME",
    help="A check or a scenario that need not stay as expected; * stands for any text. May be repeated.",
)
@click.option("--write", "write_", is_flag=True, help="Write the first repair to the files.")
@format_option
@rlimit_option
@timeout_option
@depth_option
@color_option
def command(
    paths: tuple[str, ...],
    name: str,
    policy: str | None,
    max_edits: int,
    proofs: int,
    may_change: tuple[str, ...],
    write_: bool,
    format_: Format,
    rlimit: int,
    timeout: float | None,
    depth: int,
    color: When,
) -> int:
    """Find the smallest edits of a policy after which a violated property holds.

    All else that the given files expect must stay so, so that a repair cannot simply forbid everything: checks, and
    scenarios. Each repair is loaded, proved and checked as a patched file before it is shown; nothing is written
    without --write. The exit code is 0 if there is a repair, or nothing to repair; 1 if there is none; 3 if something
    was left open.
    """
    from rspverify.check.repair.repair import repair
    from rspverify.check.repair.search import Limits
    from rspverify.check.repair.workshop import NotEditable, load_all

    out, err = standard_output(color, format_), standard_error(color)
    found = find(paths)
    diagnostics: list[Diagnostic] = list(found.diagnostics)
    files = []
    for path in found.files:
        try:
            files.append(load_all(path))
        except SourceError as error:
            diagnostics += [one for one in error.diagnostics if one not in diagnostics]
    if not diagnostics and not any(check.property == name for file in files for check in file.project.checks):
        diagnostics.append(_nothing(name))
    repairs = None
    if not diagnostics:
        options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth)
        try:
            repairs = repair(files, name, policy, options, Limits(max_edits, proofs), may_change)
            diagnostics += repairs.diagnostics
        except NotEditable as error:
            diagnostics.append(Diagnostic("RSP140", str(error)))
    written = bool(write_ and repairs is not None and repairs.found)
    if written and repairs is not None:
        for real, text in repairs.found[0].texts.items():
            write(real, text.text)
    code = EXIT_INPUT if repairs is None else worst([_CODES[repairs.state]])
    if format_ == "json":
        from rspverify import __version__
        from rspverify.report.repair_json import render_repairs_json

        out.write(render_repairs_json(repairs, tuple(diagnostics), __version__, code, written))
    elif repairs is not None:
        from rspverify.report.repair_text import render_repairs

        out.write(render_repairs(repairs, out.style, written))
    err.diagnostics(diagnostics)
    return code


def _nothing(name: str) -> Diagnostic:
    return Diagnostic(
        "RSP144",
        f"no property that is checked is called `{plain(name)}`",
        help="name the files with its checks, or a folder",
    )
