"""`rspverify serve`: the HTML report in a browser, from this machine to this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import click

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_FAULT, EXIT_INTERRUPTED, Result
from rspverify.cli.also import Wanted, with_option
from rspverify.cli.console import Console, When, standard_error, standard_output
from rspverify.cli.exit_code import worst
from rspverify.cli.failures import crash
from rspverify.cli.find import Found, find
from rspverify.cli.listeners import RunListener, TextListener
from rspverify.cli.options import (
    Whole,
    cache_option,
    color_option,
    depth_option,
    jobs_option,
    memory_option,
    paths_argument,
    rlimit_option,
    timeout_option,
)
from rspverify.cli.rounds import EVERY, Asked, OneRound, Rounds, watch
from rspverify.cli.server import HOST, Page, Server
from rspverify.policy.claims import Project
from rspverify.report.document import RunReport
from rspverify.report.sentences import summary
from rspverify.report.setting import Detail, Setting
from rspverify.source.diagnostics import Diagnostic

DEFAULT_PORT = 8750


@click.command("serve")
@paths_argument
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=DEFAULT_PORT,
    metavar="N",
    show_default=True,
    help="Where on this machine the page is; 0: at any port that is free.",
)
@click.option(
    "--watch",
    "watching",
    is_flag=True,
    help="Wait for changes of the files and of those that they use, check again what a change touches, and show the "
    "new report in the page.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    help="Only checks and scenarios of this name; * stands for any text. May be repeated.",
)
@with_option
@rlimit_option
@timeout_option
@memory_option
@jobs_option
@depth_option
@cache_option
@color_option
@click.option("-v", "--verbose", is_flag=True, help="Unfold everything in the page.")
def command(
    paths: tuple[str, ...],
    port: int,
    watching: bool,
    select: tuple[str, ...],
    wanted: Wanted,
    rlimit: int,
    timeout: float | None,
    memory: int | None,
    jobs: int | None,
    depth: int,
    no_cache: bool,
    color: When,
    verbose: bool,
) -> int:
    """Check policy files and show the report in a browser, at an address of this machine that no other machine reaches.

    The address is printed at once; the page shows how far the run is, and then the report. /report.json is the same for
    programs. Ctrl-C ends, with the code of the last run.
    """
    from rspverify import __version__

    options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth, select=select, memory=memory)
    detail: Detail = "verbose" if verbose else "normal"
    asked = Asked(options, "unknown", jobs, wanted, cache=not no_cache)
    return serve(
        paths, port, watching, asked, Setting(__version__, detail), standard_output(color), standard_error(color)
    )


def serve(
    paths: Sequence[str],
    port: int,
    watching: bool,
    asked: Asked,
    setting: Setting,
    out: Console,
    err: Console,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Serves until Ctrl-C; gives the code of the last run. Raises `UsageError` if the port is taken."""
    from rspverify.report.html.frame import waiting

    try:
        server = Server(Page("0", waiting(setting.version, "0")), port)
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        raise click.BadParameter(
            f"port {port} of {HOST} cannot be used: {reason}; `--port 0` takes any that is free", param_hint="--port"
        ) from None
    rounds = Rounds(asked)
    served = 0

    def one_round(found: Found, concerned: tuple[str, ...]) -> tuple[int, bool]:
        nonlocal served
        listener = _Told(server, out, err)
        report = rounds.round(found, concerned, listener)
        listener.finished(report)
        served += 1
        code = _publish(server, report, setting, str(served), err)
        err.write(f"{summary(report) or 'nothing was checked'}\n")
        return code, report.interrupted

    def say(text: str) -> None:
        err.write(f"{text}\n")
        server.say(text.removesuffix("; Ctrl-C ends"))

    with server:
        out.write(f"{server.address}\n")
        if watching:
            return watch(paths, rounds, one_round, say, pause)
        return _once(paths, one_round, server, say, pause)


def _once(
    paths: Sequence[str],
    one_round: OneRound,
    server: Server,
    say: Callable[[str], None],
    pause: Callable[[float], None],
) -> int:
    """One round, then nothing new until Ctrl-C."""
    code = EXIT_INTERRUPTED
    try:
        found = find(paths)
        code, interrupted = one_round(found, found.files)
        say("Ctrl-C ends")
        server.say("", over=True)
        while not interrupted:
            pause(EVERY)
    except KeyboardInterrupt:
        pass
    return code


def _publish(server: Server, report: RunReport, setting: Setting, mark: str, err: Console) -> int:
    """Shows a report; what goes wrong with that makes the code worse."""
    from rspverify.report.html.report import render_page
    from rspverify.report.json import render_json

    try:
        server.show(Page(mark, render_page(report, setting, mark), render_json(report, setting.version)))
    except Exception as error:
        err.diagnostics([crash(error)])
        return worst([report.exit_code, EXIT_FAULT])
    return report.exit_code


class _Told(TextListener):
    """Tells the page how far the run is. Results are for the page; standard error hears what is wrong with files."""

    def __init__(self, server: Server, out: Console, err: Console) -> None:
        super().__init__(out, err, "quiet", None)
        self._server = server

    def working(self, text: str) -> None:
        super().working(text)
        self._server.say(text)

    def result(self, project: Project | None, result: Result) -> tuple[Diagnostic, ...]:
        return ()

    def finished(self, report: RunReport) -> None:
        RunListener.finished(self, report)
