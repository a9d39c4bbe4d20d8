"""`rspverify certify`: writes each proof as SMT-LIB files that any solver can check, and has them checked by two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click

from rspverify.check.certify.collection import Asked, certification_code
from rspverify.check.certify.examine import NAMES, Examiner, Name, examiners
from rspverify.check.options import MOST_WORK, CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_INPUT, EXIT_INTERRUPTED, CheckResult
from rspverify.cli.certificate_folder import draft_of
from rspverify.cli.certify_again import certify_again, refusal
from rspverify.cli.certify_run import Certifier
from rspverify.cli.check_run import check_files
from rspverify.cli.console import Console, When, standard_error, standard_output
from rspverify.cli.exit_code import worst
from rspverify.cli.find import find
from rspverify.cli.options import SECONDS, Whole, color_option, paths_argument
from rspverify.cli.sources import InProcess
from rspverify.report.certificates.lines import render_summary
from rspverify.report.outcomes import as_expected
from rspverify.report.setting import Detail
from rspverify.report.style import number, plain
from rspverify.source.diagnostics import Diagnostic

_DEFAULTS = CheckOptions()


@click.command("certify")
@paths_argument
@click.option("--out", metavar="FOLDER", help="Where the certificates go: a new folder, or one that certify wrote.")
@click.option(
    "--check",
    "folder",
    metavar="FOLDER",
    help="Write nothing: compare a folder of certificates with its manifest, and ask the solvers again.",
)
@click.option(
    "--solver",
    type=click.Choice(["z3", "cvc5", "both"]),
    default="both",
    show_default=True,
    help="Who answers the obligations.",
)
@click.option(
    "--timeout",
    type=SECONDS,
    default=60.0,
    metavar="SECONDS",
    show_default=True,
    help="A hard stop for each obligation and solver, besides limits that do not depend on the machine.",
)
@click.option(
    "--select", multiple=True, metavar="NAME", help="Only checks of this name; * stands for any text. May be repeated."
)
@click.option(
    "--rlimit",
    type=Whole(1, MOST_WORK),
    default=_DEFAULTS.rlimit,
    metavar="N",
    show_default=True,
    help="How much work each check may be, as with `check`.",
)
@click.option(
    "--depth",
    type=Whole(0, 1000),
    default=_DEFAULTS.depth,
    metavar="N",
    show_default=True,
    help="How many steps the search for counterexamples looks ahead, as with `check`.",
)
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Show only what was not accepted.")
@click.option("-v", "--verbose", is_flag=True, help="Show what each solver said of each obligation, and invariants.")
def command(
    paths: tuple[str, ...],
    out: str | None,
    folder: str | None,
    solver: str,
    timeout: float,
    select: tuple[str, ...],
    rlimit: int,
    depth: int,
    color: When,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write each proof as SMT-LIB files that any solver can check, and have them answered by Z3 and cvc5.

    The checks of the given policy files are run as by `check`. Each proof becomes a folder of obligations, scripts that
    must be `unsat`; a README says why they prove the verdict and how to check them by hand.
    """
    _refuse(paths, out, folder, select, quiet and verbose)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    wanted: tuple[Name, ...] = tuple(name for name in NAMES if solver in (name.lower(), "both"))
    asked, missing = examiners(wanted, timeout)
    output, err = standard_output(color), standard_error(color)
    solvers = [Asked(name, next((one.version for one in asked if one.name == name), None)) for name in wanted]
    err.diagnostics(_missing(name) for name in missing)
    if folder is not None:
        return certify_again(folder, asked, solvers, output, err, detail)
    assert out is not None
    options = CheckOptions(rlimit=rlimit, depth=depth, select=select)
    return _certify(paths, out, options, asked, solvers, output, err, detail)


def _certify(
    paths: tuple[str, ...],
    out: str,
    options: CheckOptions,
    asked: Sequence[Examiner],
    solvers: Sequence[Asked],
    output: Console,
    err: Console,
    detail: Detail,
) -> int:
    from rspverify import __version__

    with draft_of(out) as draft:
        certifier = Certifier(draft, asked, solvers, output, err, detail)
        report = check_files(find(paths), options, "unknown", certifier, partial(InProcess, options, certificates=True))
        certifier.finished()
        if report.interrupted:
            output.write("\ninterrupted: nothing was written\n")
            return EXIT_INTERRUPTED
        if certifier.failed:
            return EXIT_INPUT
        if not any(isinstance(result, CheckResult) for result in report.results):
            output.write("there is nothing to certify, and nothing was written\n")
            return report.exit_code
        collection = certifier.collection(report)
        digest = certifier.close(collection, __version__)
    examined = [one for certified in collection.proofs for one in certified.examined]
    err.diagnostics(refusal(one) for one in examined if any(said.said == "sat" for said in one.opinions))
    code = worst([report.exit_code, certification_code(collection)])
    if detail != "quiet" or code != EXIT_EXPECTED:
        output.write("\n" + render_summary(collection, output.style, code))
        surprises = sum(not as_expected(result) for result in report.results)
        if surprises:
            output.write(f"{number(surprises, 'verdict')} not as expected; `rspverify check` says why\n")
        output.write(f"written to {plain(out)}; its manifest has the SHA-256 {digest}\n")
    return code


def _refuse(
    paths: tuple[str, ...], out: str | None, folder: str | None, select: tuple[str, ...], both_details: bool
) -> None:
    """Raises `click.UsageError` for options that do not go together."""
    if folder is None and out is None:
        raise click.UsageError("`--out FOLDER` says where the certificates go, `--check FOLDER` what is checked again")
    if folder is not None and (out is not None or paths or select):
        raise click.UsageError("`--check` takes a folder of certificates, and no policy files, `--out` or `--select`")
    if both_details:
        raise click.UsageError("`--quiet` and `--verbose` exclude each other")


def _missing(name: Name) -> Diagnostic:
    return Diagnostic(
        "RSP802",
        f"{name} is not installed, so it says nothing about the obligations",
        help="`pip install 'rspverify[certify]'` brings it; `--solver z3` does without",
    )
