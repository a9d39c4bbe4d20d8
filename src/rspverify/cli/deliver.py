"""Brings a finished run to its readers: what is left for standard output, files, the step summary. The exit code is
settled before. What goes wrong here can make it worse, never better; one report that fails holds up no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from rspverify.check.results import EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED
from rspverify.cli.console import Console
from rspverify.cli.exit_code import worst
from rspverify.cli.failures import crash
from rspverify.cli.options import Output
from rspverify.cli.step_summary import append_summary
from rspverify.cli.write import write
from rspverify.report.document import RunReport
from rspverify.report.formats import renderer
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import SourceError

STREAMED = ("text", "jsonl")
"""Formats whose listeners print while the run goes on."""


def deliver(
    report: RunReport,
    finish: Callable[[], None],
    printed: Callable[[str], None],
    format_: str,
    outputs: Sequence[Output],
    setting: Setting,
    err: Console,
) -> int:
    """The exit code of the process. `finish`: ends what was streamed; `printed`: prints a report that was not."""
    return attempted(_deliveries(report, finish, printed, format_, outputs, setting), report.exit_code, err)


def attempted(deliveries: Iterable[Callable[[], None]], code: int, err: Console) -> int:
    """Makes each delivery, whatever becomes of the others; gives the exit code, which starts as `code`."""
    for deliver_one in deliveries:
        try:
            deliver_one()
        except SourceError as error:
            err.diagnostics(error.diagnostics)
            code = _worse(code, EXIT_INPUT)
        except Exception as error:
            err.diagnostics([crash(error)])
            code = _worse(code, EXIT_FAULT)
    return code


def _deliveries(
    report: RunReport,
    finish: Callable[[], None],
    printed: Callable[[str], None],
    format_: str,
    outputs: Sequence[Output],
    setting: Setting,
) -> Iterator[Callable[[], None]]:
    if format_ not in STREAMED:
        yield lambda: printed(renderer(format_)(report, setting))
    yield finish
    for output in outputs:
        yield partial(_to_file, output, report, Setting(setting.version, setting.detail))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if format_ == "github" and summary:
        yield lambda: append_summary(summary, report, setting)


def _to_file(output: Output, report: RunReport, setting: Setting) -> None:
    write(output.path, renderer(output.format)(report, setting))


def _worse(code: int, other: int) -> int:
    return code if code == EXIT_INTERRUPTED else worst((code, other))
