"""`rspverify fmt`: policy files in their canonical form."""

from __future__ import annotations

import difflib
import sys

import click

from rspverify.check.results import EXIT_EXPECTED, EXIT_INPUT, EXIT_OTHER
from rspverify.cli.console import Console, When, shown, standard_error, standard_output
from rspverify.cli.find import find
from rspverify.cli.options import color_option, paths_argument
from rspverify.cli.write import write
from rspverify.report.style import Style, number, plain
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.canonical import canonical
from rspverify.syntax.read import SIZE_LIMIT, read_source


@click.command("fmt")
@paths_argument
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@color_option
def command(paths: tuple[str, ...], only_check: bool, diff: bool, color: When) -> int:
    """Bring policy files into their canonical form, in place.

    A folder stands for all `.rsp` files below it; without any, the working directory is taken; `-` reads from standard
    input and writes to standard output. Comments stay. A file with syntax errors is left as it is (exit code 2).
    """
    out, err = standard_output(color), standard_error(color)
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` stands alone")
        return _format_input(out if diff else standard_output(color, "policy file"), only_check, diff)
    found = find(paths)
    err.diagnostics(found.diagnostics)
    changed, broken = 0, len(found.diagnostics)
    for path in found.files:
        try:
            changed += _format_file(path, out, err, only_check, diff)
        except SourceError as error:
            broken += 1
            err.diagnostics(error.diagnostics)
    verb = "would change" if only_check or diff else "changed"
    total = number(len(found.files), "file")
    if found.files:
        err.write(f"{changed} of {total} {verb}" + (f", {broken} with errors" if broken else "") + "\n")
    if broken:
        return EXIT_INPUT
    return EXIT_OTHER if changed and only_check else EXIT_EXPECTED


def _format_file(path: str, out: Console, err: Console, only_check: bool, diff: bool) -> bool:
    """Formats one file; whether it changes."""
    file = read_source(path)
    text = canonical(file)
    if text == file.text:
        return False
    if diff:
        out.write(_difference(file.path, file.text, text, out.style))
    elif not only_check:
        write(path, text)
    if only_check or not diff:
        err.write(f"{shown(path)}\n")
    return True


def _format_input(out: Console, only_check: bool, diff: bool) -> int:
    file = _standard_input()
    text = canonical(file)
    if diff:
        out.write(_difference(file.path, file.text, text, out.style))
    elif not only_check:
        out.write(text)
    return EXIT_OTHER if only_check and text != file.text else EXIT_EXPECTED


def _standard_input() -> SourceFile:
    name = "<standard input>"
    content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise SourceError([Diagnostic("RSP104", f"`{name}` is too large: more than {SIZE_LIMIT // 10**6} MB")])
    try:
        return SourceFile(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError([Diagnostic("RSP103", f"`{name}` is not UTF-8")]) from None


def _difference(path: str, before: str, after: str, style: Style) -> str:
    """A unified diff; control characters of the old text are spelled out."""
    names = (f"{path} (now)", f"{path} (canonical)")
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="")
    return "".join(f"{_painted(plain(line), style)}\n" for line in lines)


def _painted(line: str, style: Style) -> str:
    match line[:1]:
        case "+":
            return style.paint(line, "green")
        case "-":
            return style.paint(line, "red")
        case "@":
            return style.paint(line, "cyan")
        case _:
            return line
