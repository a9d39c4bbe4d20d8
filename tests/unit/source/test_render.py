"""Diagnostics as text."""

from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.render import render_diagnostic
from rspverify.source.spans import Span

FILE = SourceFile("specs/a.rsp", "entity Lab\n\tfact f(l: Lba)\n\nfact 日本 = x\n")


def span(text: str, file: SourceFile = FILE) -> Span:
    start = file.text.index(text)
    return Span(file, start, start + len(text))


def test_place_carets_and_help() -> None:
    diagnostic = Diagnostic(
        "RSP120", "unexpected word `Lab`", span("Lab"), label="expected `:`", help="remove it", notes=("really",)
    )
    assert render_diagnostic(diagnostic) == (
        "error[RSP120]: unexpected word `Lab`\n"
        " --> specs/a.rsp:1:8\n"
        "  |\n"
        "1 | entity Lab\n"
        "  |        ^^^ expected `:`\n"
        "  |\n"
        "  = help: remove it\n"
        "  = note: really"
    )


def test_secondary_labels_tabs_and_gaps() -> None:
    diagnostic = Diagnostic("RSP120", "m", span("日本"), labels=(Label(span("Lba"), "here"), Label(span("Lab"), "")))
    assert render_diagnostic(diagnostic) == (
        "error[RSP120]: m\n"
        " --> specs/a.rsp:4:6\n"
        "  |\n"
        "1 | entity Lab\n"
        "  |        ---\n"
        "2 |     fact f(l: Lba)\n"
        "  |               --- here\n"
        "  | ...\n"
        "4 | fact 日本 = x\n"
        "  |      ^^^^"
    )


def test_labels_in_other_files() -> None:
    other = SourceFile("b.rsp", "entity Lab\n")
    diagnostic = Diagnostic("RSP120", "m", span("Lab"), labels=(Label(span("Lab", other), "there"),))
    assert "\n ::: b.rsp:1:8\n" in render_diagnostic(diagnostic)


def test_without_a_place() -> None:
    assert render_diagnostic(Diagnostic("RSP131", "more")) == "note[RSP131]: more"
    assert render_diagnostic(Diagnostic("RSP101", "m", help="h")) == "error[RSP101]: m\n = help: h"


def test_the_end_of_a_file() -> None:
    end = Span(FILE, len(FILE.text), len(FILE.text))
    assert render_diagnostic(Diagnostic("RSP121", "m", end)).splitlines()[-2:] == ["5 |", "  | ^"]


def test_control_characters_do_not_come_through() -> None:
    file = SourceFile("a\x1b.rsp", "entity \x1b[31m\u202e\r\n")
    diagnostic = Diagnostic("RSP113", "bad \x1b[0m\n", Span(file, 7, 8), label="\x07", help="\u2066")
    rendered = render_diagnostic(diagnostic)
    assert all(char == "\n" or char.isprintable() for char in rendered)
    assert "error[RSP113]: bad <U+001B>[0m<U+000A>" in rendered
    assert "1 | entity <U+001B>[31m<U+202E>\n  |        ^^^^^^^^" in rendered


def test_long_lines_are_cut_around_the_place() -> None:
    file = SourceFile("a.rsp", "x" * 5000 + "HERE" + "y" * 5000)
    lines = render_diagnostic(Diagnostic("RSP120", "m", span("HERE", file))).splitlines()
    assert max(map(len, lines)) < 200
    column = lines[4].index("^")
    assert lines[3][column : column + 4] == "HERE" and lines[4][column:] == "^^^^"


def test_colours() -> None:
    plain = render_diagnostic(Diagnostic("RSP120", "m", span("Lab"), help="h"))
    colored = render_diagnostic(Diagnostic("RSP120", "m", span("Lab"), help="h"), color=True)
    assert colored.startswith("\x1b[31;1merror[RSP120]\x1b[0m")
    for style in ("31;1", "34;1", "1", "0"):
        colored = colored.replace(f"\x1b[{style}m", "")
    assert colored == plain
