"""The reports of `fuzz`: one on standard output, and as many in files as are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import click

from rspverify.cli.console import Console, ReaderGone, silence
from rspverify.cli.deliver import attempted
from rspverify.cli.options import Output
from rspverify.cli.write import write
from rspverify.report.fuzz_report import DraftsReport, FuzzReport
from rspverify.report.setting import Detail, Setting

RUNS: Mapping[str, str] = {
    "text": "rspverify.report.fuzz_text:render",
    "json": "rspverify.report.fuzz_json:render",
    "sarif": "rspverify.report.fuzz_findings:render_sarif",
    "junit": "rspverify.report.fuzz_findings:render_junit",
    "github": "rspverify.report.fuzz_findings:render_github",
    "markdown": "rspverify.report.fuzz_markdown:render",
    "html": "rspverify.report.html.fuzz:render",
}
"""The formats of random runs, each with the function that renders it."""
DRAFTS: Mapping[str, str] = {
    "text": "rspverify.report.drafts_text:render",
    "json": "rspverify.report.drafts_json:render",
    "markdown": "rspverify.report.drafts_markdown:render",
    "html": "rspverify.report.html.drafts:render",
}
"""Those of random drafts: what drafts show has no place in a file, and is no test that passes or fails."""

Report = FuzzReport | DraftsReport


def refuse_formats_of_runs(format_: str, outputs: Sequence[Output]) -> None:
    """Raises `UsageError` where random drafts are asked for in a format that they do not have."""
    for name in (format_, *(one.format for one in outputs)):
        if name not in DRAFTS:
            *others, last = DRAFTS
            raise click.UsageError(f"`--drafts` has no format `{name}`, only {', '.join(others)} and {last}")


def delivered(
    report: Report, format_: str, outputs: Sequence[Output], detail: Detail, out: Console, err: Console, ends: str
) -> int:
    """Prints and writes the reports; gives the exit code. `ends`: what is left to print of the text report, which is
    printed while files are tried."""
    return attempted(_deliveries(report, format_, outputs, detail, out, ends), report.exit_code, err)


def _deliveries(
    report: Report, format_: str, outputs: Sequence[Output], detail: Detail, out: Console, ends: str
) -> Iterator[Callable[[], None]]:
    from rspverify import __version__

    if format_ == "text":
        yield partial(_print, ends, out)
    else:
        yield lambda: _print(_rendered(format_, report, Setting(__version__, detail, out.style)), out)
    for one in outputs:
        yield partial(_to_file, one, report, Setting(__version__, detail))


def _print(text: str, out: Console) -> None:
    """Prints; that nobody reads any more holds up no file."""
    try:
        out.write(text)
    except ReaderGone:
        silence()


def _to_file(output: Output, report: Report, setting: Setting) -> None:
    write(output.path, _rendered(output.format, report, setting))


def _rendered(format_: str, report: Report, setting: Setting) -> str:
    formats = RUNS if isinstance(report, FuzzReport) else DRAFTS
    module, _, name = formats[format_].partition(":")
    text: str = getattr(importlib.import_module(module), name)(report, setting)
    return text
