"""`check --watch`: prints what comes out, and again whenever something changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import click

from rspverify.cli.console import Console
from rspverify.cli.deliver import deliver
from rspverify.cli.find import Found
from rspverify.cli.listeners import listener_of
from rspverify.cli.options import Output
from rspverify.cli.rounds import Asked, Rounds, watch
from rspverify.report.setting import Setting


def check_and_watch(
    paths: Sequence[str],
    asked: Asked,
    format_: str,
    outputs: Sequence[Output],
    setting: Setting,
    out: Console,
    err: Console,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """The code of the last run. Raises `UsageError` for a format of which there can be only one on standard output."""
    if format_ != "text":
        raise click.UsageError(
            f"`--watch` prints text each time that something changes: use `--output {format_}=FILE` for another format"
        )
    rounds = Rounds(asked)

    def one_round(found: Found, concerned: tuple[str, ...]) -> tuple[int, bool]:
        listener = listener_of(format_, out, err, setting, None)
        report = rounds.round(found, concerned, listener)
        code = deliver(report, lambda: listener.finished(report), listener.print, format_, outputs, setting, err)
        return code, report.interrupted or listener.gone

    return watch(paths, rounds, one_round, lambda text: err.write(f"{text}\n"), pause)
