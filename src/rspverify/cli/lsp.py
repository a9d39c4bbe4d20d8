"""`rspverify lsp`: the language server for editors."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER
from rspverify.cli.console import ReaderGone


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Standard input and output, which it uses in any case.")
@click.option("--no-check", is_flag=True, help="Prove nothing: show no verdicts.")
def command(stdio: bool, no_check: bool) -> int:
    """Show an editor what is wrong with policy files while they are written, what their checks come to, and more.

    An editor starts it, and speaks with it by the Language Server Protocol, on standard input and output. Files are
    checked when they are opened and when they are saved, with the settings of their project.
    """
    if find_spec("pygls") is None:
        raise click.UsageError("editors are spoken with by pygls, which is not installed: pip install 'rspverify[lsp]'")
    from rspverify import __version__
    from rspverify.lsp.server import serve

    # Not the reader of `sys.stdin`: Python waits for that one when it ends, and it may still be waiting for the editor.
    incoming = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115
    outgoing = open(os.dup(sys.stdout.fileno()), "wb")  # noqa: SIM115 (pygls closes it)
    try:
        ended = serve(incoming, outgoing, __version__, checking=not no_check)
    except BrokenPipeError:
        raise ReaderGone from None
    return EXIT_EXPECTED if ended else EXIT_OTHER
