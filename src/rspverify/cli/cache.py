"""`rspverify cache`: what is remembered between runs, and how to forget it."""

from __future__ import annotations

import os

import click

from rspverify.check.results import EXIT_EXPECTED
from rspverify.cli.console import When, standard_output
from rspverify.cli.options import Format, color_option, format_option
from rspverify.report.cache import render_json, render_text
from rspverify.source.diagnostics import SourceError
from rspverify.store.place import NoPlace, cache_file, cache_folder
from rspverify.store.upkeep import CacheStats, forget, stats


@click.command("cache")
@click.argument("action", type=click.Choice(["stats", "clear"]), metavar="stats|clear")
@format_option
@color_option
def command(action: str, format_: Format, color: When) -> int:
    """Show what is remembered between runs of check (stats), or forget all of it (clear).

    What is remembered changes no answer: it is only there to be faster. `RSPVERIFY_CACHE` names another folder for it,
    or is `off`.
    """
    from rspverify import __version__

    found = _clear() if action == "clear" else _stats()
    shown = render_json(found, __version__) if format_ == "json" else render_text(found)
    standard_output(color, format_).write(shown)
    return EXIT_EXPECTED


def _stats() -> CacheStats:
    try:
        folder = cache_folder(os.environ)
        return stats(None if folder is None else cache_file(folder))
    except NoPlace as reason:
        return stats(None, str(reason))


def _clear() -> CacheStats:
    """Deletes the database. Raises `SourceError` if it cannot be."""
    from rspverify.cli.write import unwritable

    try:
        folder = cache_folder(os.environ)
        path = None if folder is None else cache_file(folder)
    except NoPlace as reason:
        return stats(None, str(reason))
    if path is not None:
        try:
            forget(path)
        except OSError as error:
            raise SourceError([unwritable(path, error)]) from None
    return stats(path)
