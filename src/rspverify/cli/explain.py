"""`rspverify explain`: the page of a diagnostic code, or why a property has its verdict."""

from __future__ import annotations

import re
from difflib import get_close_matches

import click

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_EXPECTED
from rspverify.cli.console import When, standard_error, standard_output
from rspverify.cli.options import (
    Format,
    color_option,
    depth_option,
    format_option,
    paths_argument,
    rlimit_option,
    timeout_option,
)
from rspverify.report.style import plain
from rspverify.source.codes import CODES, Code
from rspverify.source.diagnostics import Diagnostic, SourceError

_CODE = re.compile(r"(?:\w*\[)?RSP\w*\]?:?|[0-9]+")
"""What is meant as a code, though there may be none of this name. Properties are written in small letters."""


@click.command("explain")
@click.argument("name", required=False, metavar="[CODE OR PROPERTY]")
@paths_argument
@format_option
@rlimit_option
@timeout_option
@depth_option
@color_option
def command(
    name: str | None,
    paths: tuple[str, ...],
    format_: Format,
    rlimit: int,
    timeout: float | None,
    depth: int,
    color: When,
) -> int:
    """Explain a CODE such as RSP203: what is wrong, why, and how to put it right. Without a code, list them all.

    Or explain a PROPERTY (* stands for any text): of each of its checks in the given files and folders, what a proof
    rests on and which clauses would break it if they were gone; and of a counterexample, which facts of its story would
    have had to be otherwise. The exit code is 0 if all of this could be told, 3 if something was left open.
    """
    console = standard_output(color, format_)
    if format_ != "text" and (name is None or _CODE.fullmatch(name.strip())):
        raise click.UsageError("codes are explained as text; `--format json` is for properties")
    if name is None:
        console.write("".join(f"{entry.code}  {entry.severity:<7}  {entry.title}\n" for entry in CODES.values()))
        return EXIT_EXPECTED
    entry = CODES.get(_normal(name))
    if entry is None and not _CODE.fullmatch(name.strip()):
        from rspverify.cli.explain_property import explain_property

        options = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth)
        return explain_property(name, paths, options, format_, console, standard_error(color))
    if paths:
        raise click.UsageError("a code is explained without files")
    if entry is None:
        raise SourceError([_unknown(name)])
    console.write(page(entry))
    return EXIT_EXPECTED


def page(entry: Code) -> str:
    """The page of a code for a terminal: fenced blocks are indented instead."""
    lines = [f"{entry.code} ({entry.severity}): {entry.title}", ""]
    fenced = False
    for line in entry.page.strip().split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        else:
            lines.append(f"    {line}".rstrip() if fenced else line)
    return "\n".join(lines) + "\n"


def _normal(code: str) -> str:
    """The code as it stands in the list: `error[RSP203]` and `203` are understood too."""
    text = code.strip().upper()
    if "[" in text:
        text = text.partition("[")[2].rstrip("]: ")
    return f"RSP{text}" if text.isdigit() else text


def _unknown(code: str) -> Diagnostic:
    text = _normal(code)
    close = get_close_matches(text, CODES, n=100, cutoff=0.5)
    nearest = max(close, key=lambda known: _alike(known, text), default="")
    advice = f"did you mean `{nearest}`? " if nearest else ""
    return Diagnostic(
        "RSP145", f"there is no code `{plain(code)}`", help=f"{advice}`rspverify explain` lists all codes"
    )


def _alike(known: str, text: str) -> int:
    """How many characters at the beginning are the same."""
    return next((at for at, (one, other) in enumerate(zip(known, text, strict=False)) if one != other), len(known))
