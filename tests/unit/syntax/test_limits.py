"""Any text whatever is read, quickly, without an exception."""

import random
import time
from pathlib import Path

import pytest

from rspverify.source.files import SourceFile
from rspverify.syntax.parser import ParseResult, parse
from rspverify.syntax.printer import print_module
from rspverify.syntax.walk import walk

HERE = Path(__file__).parent
BLOCKS = (HERE / "language_blocks.rsp").read_text(encoding="utf-8")


def read(text: str) -> ParseResult:
    parse(SourceFile("warm.rsp", ""))
    begin = time.perf_counter()
    result = parse(SourceFile("test.rsp", text))
    assert time.perf_counter() - begin < 10
    return result


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("axiom a: " + "(" * 10_000 + "x" + ")" * 10_000, "RSP123"),
        ("axiom a: " + "f(" * 1_000 + "x" + ")" * 1_000, "RSP123"),
        ("axiom a: " + " and ".join(["x"] * 5_000), "RSP124"),
        ("axiom a: " + " implies ".join(["x"] * 5_000), "RSP124"),
        ("axiom a: " + "not " * 5_000 + "x", "RSP124"),
        ("axiom a: " + "every x: T | " * 1_000 + "x", "RSP124"),
        ("axiom a: x = " + "9" * 10_000, "RSP114"),
        ("\0" * 100_000, "RSP113"),
        ("(" * 100_000, "RSP123"),
        ('"' * 99_999, "RSP111"),
        ("policy " * 20_000, "RSP120"),
    ],
)
def test_huge_and_strange_texts_give_one_clear_error(text: str, code: str) -> None:
    assert [each.code for each in read(text).diagnostics] == [code]


def test_random_bytes_give_few_errors() -> None:
    dice = random.Random(1)
    for encoding in ("latin1", "utf-8"):
        text = dice.randbytes(100_000).decode(encoding, errors="replace")
        assert [each.code for each in read(text).diagnostics] == ["RSP113"]


@pytest.mark.parametrize("joined", [" and ", " implies ", " iff ", " + "])
def test_what_is_just_small_enough_can_be_walked_and_printed(joined: str) -> None:
    result = read("axiom a: " + joined.join(["x"] * 190))
    assert result.diagnostics == ()
    again = read(print_module(result.module))
    assert again.module == result.module and hash(again.module) == hash(result.module)
    assert len(list(walk(result.module))) > 300
    assert repr(result.module)


def test_damaged_texts() -> None:
    dice = random.Random(2)
    junk = ['"', "\\", "{", "}", "(", ")", "é", "\0", "#", "==", "policy", "\r", "9" * 30, "\ud800", "\u00a0"]
    for _ in range(60):
        pieces = BLOCKS.split(" ")
        for _ in range(dice.randrange(1, 8)):
            place = dice.randrange(len(pieces))
            pieces[place] = dice.choice([*junk, "", pieces[place][:-1], dice.choice(pieces)])
        text = " ".join(pieces)
        result = parse(SourceFile("test.rsp", text))
        for diagnostic in result.diagnostics:
            assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        print_module(result.module)
