"""`rspverify explain`: the page of a diagnostic code."""

from __future__ import annotations

from difflib import get_close_matches

import click

from rspverify.check.results import EXIT_EXPECTED
from rspverify.cli.console import standard_output
from rspverify.report.style import plain
from rspverify.source.codes import CODES, Code
from rspverify.source.diagnostics import Diagnostic, SourceError


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain a CODE such as RSP203: what is wrong, why, and how to put it right. Without a code, list them all."""
    console = standard_output()
    if code is None:
        console.write("".join(f"{entry.code}  {entry.severity:<7}  {entry.title}\n" for entry in CODES.values()))
        return EXIT_EXPECTED
    entry = CODES.get(_normal(code))
    if entry is None:
        raise SourceError([_unknown(code)])
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
