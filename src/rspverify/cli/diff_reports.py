"""The reports of `diff`: one on standard output, and as many in files as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never, cast

from rspverify.check.diff.results import PolicyDiff
from rspverify.cli.console import Console, ReaderGone, silence
from rspverify.cli.deliver import attempted
from rspverify.cli.options import DiffFormat, Output
from rspverify.cli.write import write
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

INTERRUPTED = "interrupted: what was finished stands above"


@dataclass(frozen=True)
class Compared:
    """One run of `diff`. `diagnostics` are those of no comparison; `verbose`: how texts are told."""

    diffs: Sequence[PolicyDiff]
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    interrupted: bool
    verbose: bool


def delivered(run: Compared, format_: DiffFormat, outputs: Sequence[Output], out: Console, err: Console) -> int:
    """Prints and writes the reports; gives the exit code. A text was printed while policies were compared."""
    return attempted(_deliveries(run, format_, outputs, out), run.exit_code, err)


def _deliveries(
    run: Compared, format_: DiffFormat, outputs: Sequence[Output], out: Console
) -> Iterator[Callable[[], None]]:
    if format_ != "text":
        yield partial(_print, run, format_, out)
    for one in outputs:
        yield partial(_to_file, run, one)


def _print(run: Compared, format_: DiffFormat, out: Console) -> None:
    """That nobody reads any more holds up no file."""
    try:
        out.write(_rendered(run, format_, out.style))
    except ReaderGone:
        silence()


def _to_file(run: Compared, output: Output) -> None:
    write(output.path, _rendered(run, cast(DiffFormat, output.format), Style()))


def _rendered(run: Compared, format_: DiffFormat, style: Style) -> str:
    from rspverify import __version__

    match format_:
        case "text":
            from rspverify.report.diff_text import render_diff

            # What is wrong goes first: nobody has it on a screen beside the file.
            wrong = dict.fromkeys([*run.diagnostics, *(one for diff in run.diffs for one in diff.diagnostics)])
            parts = [f"{render_diagnostic(one)}\n" for one in wrong]
            parts += [render_diff(one, style, run.verbose) for one in run.diffs]
            return "\n".join([*parts, f"{INTERRUPTED}\n"] if run.interrupted else parts)
        case "json":
            from rspverify.report.diff_json import render_diff_json

            return render_diff_json(run.diffs, run.diagnostics, __version__, run.exit_code)
        case "html":
            from rspverify.report.html.diff import render_diff_html

            return render_diff_html(run.diffs, run.diagnostics, __version__, run.exit_code, run.interrupted)
        case "markdown":
            from rspverify.report.diff_markdown import render_diff_markdown

            return render_diff_markdown(run.diffs, run.diagnostics, run.interrupted)
        case _:
            assert_never(format_)
