"""The exit code of a run, computed from its results before anything is rendered (docs/exit-codes.md)."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.results import (
    EXIT_EXPECTED,
    EXIT_FAULT,
    EXIT_INPUT,
    EXIT_INTERRUPTED,
    EXIT_OPEN,
    EXIT_OTHER,
    exit_code,
)
from rspverify.cli.options import FailOn
from rspverify.report.document import FileReport
from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic

_WORST_FIRST = (EXIT_FAULT, EXIT_INPUT, EXIT_OTHER, EXIT_OPEN, EXIT_EXPECTED)


def worst(codes: Iterable[int]) -> int:
    """The code that counts if several apply: 4, 2, 1, 3, 0."""
    return min(codes, key=_WORST_FIRST.index, default=EXIT_EXPECTED)


def severity_of(diagnostic: Diagnostic) -> str:
    """`error`, `warning` or `note`; what is not in the list is an error."""
    entry = CODES.get(diagnostic.code)
    return entry.severity if entry else "error"


def run_code(
    files: tuple[FileReport, ...], diagnostics: tuple[Diagnostic, ...], fail_on: FailOn, interrupted: bool
) -> int:
    """The code of a run of `check`."""
    if interrupted:
        return EXIT_INTERRUPTED
    results = [result for file in files for result in file.results]
    about_files = [one for file in files for one in file.diagnostics] + list(diagnostics)
    verdicts = exit_code(results)
    if verdicts == EXIT_OTHER and fail_on == "never":
        verdicts = EXIT_EXPECTED
    told = about_files + [one for result in results for one in result.diagnostics]
    codes = [verdicts, *(code_of(one) for one in told)]
    if fail_on in ("violation", "never"):
        codes = [code for code in codes if code != EXIT_OPEN]
    if fail_on == "warning" and any(severity_of(one) == "warning" for one in told):
        codes.append(EXIT_OTHER)
    return worst(codes)


def code_of(diagnostic: Diagnostic) -> int:
    """What a diagnostic alone makes of a run: our own fault, a limit that was reached, an error in the input."""
    if severity_of(diagnostic) != "error":
        return EXIT_EXPECTED
    return {"RSP9": EXIT_FAULT, "RSP8": EXIT_OPEN}.get(diagnostic.code[:4], EXIT_INPUT)
