"""`rspverify lsp`: the language server for editors."""

from __future__ import annotations

import sys

import click

from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER
from rspverify.cli.console import ReaderGone


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Standard input and output, which it uses in any case.")
def command(stdio: bool) -> int:
    """Tell an editor what is wrong with policy files while they are written, and format them.

    An editor starts it, and speaks with it by the Language Server Protocol, on standard input and output. Nothing is
    proved: `rspverify check --watch` and `rspverify serve --watch` do that beside it.
    """
    from rspverify import __version__
    from rspverify.lsp.server import Server

    # Not the reader of `sys.stdin`: Python waits for that one when it ends, and it may still be waiting for the editor.
    incoming = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115
    try:
        ended = Server(incoming, sys.stdout.buffer, __version__).serve()
    except BrokenPipeError:
        raise ReaderGone from None
    return EXIT_EXPECTED if ended else EXIT_OTHER
