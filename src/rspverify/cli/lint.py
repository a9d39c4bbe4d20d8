"""`rspverify lint`: what is allowed but probably not meant."""

from __future__ import annotations

import click

from rspverify.check.results import EXIT_EXPECTED, EXIT_INPUT, EXIT_OTHER
from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.exit_code import severity_of
from rspverify.cli.find import find
from rspverify.cli.options import Format, codes_of, color_option, format_option, paths_argument
from rspverify.policy.claims import Project
from rspverify.report.style import number
from rspverify.source.diagnostics import SourceError


@click.command("lint")
@paths_argument
@format_option
@click.option(
    "--select", multiple=True, metavar="CODES", callback=codes_of, help="Only these codes; RSP3 stands for all RSP3xx."
)
@click.option("--ignore", multiple=True, metavar="CODES", callback=codes_of, help="Not these codes.")
@click.option(
    "--fail-on",
    type=click.Choice(["warning", "never"]),
    default="never",
    help="Whether warnings make the exit code 1. never is the default; wrong input always is 2.",
)
@color_option
def command(
    paths: tuple[str, ...],
    format_: Format,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    color: When,
) -> int:
    """Warn of what is allowed but probably not meant: duties without a deadline, words nobody uses, and more.

    `rspverify explain CODE` tells what a warning means and what to do.
    """
    from rspverify.policy.lints.every import lint
    from rspverify.policy.load import load

    found = find(paths)
    errors, projects = list(found.diagnostics), list[Project]()
    for path in found.files:
        try:
            projects.append(load(path))
        except SourceError as error:
            errors += [one for one in error.diagnostics if one not in errors]
    warnings = [one for one in lint(projects) if _wanted(one.code, select, ignore)]
    code = EXIT_INPUT if errors else EXIT_OTHER if warnings and fail_on == "warning" else EXIT_EXPECTED
    if format_ == "json":
        from rspverify import __version__
        from rspverify.report.json import render_diagnostics_json

        standard_output(color, format_).write(render_diagnostics_json("lint", __version__, (*errors, *warnings), code))
        return code
    out, err = standard_output(color), standard_error(color)
    err.diagnostics(errors)
    out.diagnostics(warnings)
    told = sum(severity_of(one) == "warning" for one in warnings)
    notes = len(warnings) - told
    out.write(
        f"{number(len(found.files), 'file')}: {number(told, 'warning')}"
        + (f", {number(notes, 'note')}" if notes else "")
        + (f", {number(len(errors), 'error')}" if errors else "")
        + "\n"
    )
    return code


def _wanted(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))
