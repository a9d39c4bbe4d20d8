"""The manual as tests: every block of `tests/language/*.md` is read, checked, and found to be as the text says.

A block that begins with three backticks and `rsp` is a file of its own; with `rsp continued` it goes on where the block
before it ended. A line that ends in `# error: RSPnnn` has that error, and there are no others; in a block without such
a line every check comes to its expected verdict and every story goes as told. A block with errors is not continued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting
from rspverify.check.run import run_checks
from rspverify.policy.load import load_text
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

MANUAL = Path(__file__).parent / "language"
ERROR = re.compile(r"# error: (RSP\d{3})")
FENCE = "```"


@dataclass(frozen=True)
class Block:
    """`first`, `last`: its lines in the chapter, counted from 1. `text`: the block with those that it continues, each
    line where it stands in the chapter, so that a diagnostic points at the chapter."""

    chapter: Path
    first: int
    last: int
    text: str

    @property
    def errors(self) -> list[tuple[int, str]]:
        lines = self.text.splitlines()
        return [(n, code) for n, line in enumerate(lines, 1) for code in ERROR.findall(line)]

    def holds(self, span: Span) -> bool:
        return self.first <= span.file.line_of(span.start) <= self.last


def blocks(chapter: Path) -> Iterator[Block]:
    """The blocks of a chapter, in its order."""
    lines = chapter.read_text(encoding="utf-8").splitlines()
    before: dict[int, str] = {}
    opening: int | None = None
    language = ""
    for number, line in enumerate(lines, 1):
        if not line.startswith(FENCE):
            continue
        if opening is None:
            opening, language = number, line.removeprefix(FENCE).strip()
            continue
        if language in ("rsp", "rsp continued"):
            own = {n: lines[n - 1] for n in range(opening + 1, number)}
            whole = own if language == "rsp" else before | own
            text = "\n".join(whole.get(n, "") for n in range(1, number)) + "\n"
            yield Block(chapter, opening + 1, number - 1, text)
            if not any(ERROR.search(each) for each in own.values()):
                before = whole
        opening = None
    assert opening is None, f"{chapter.name}: the block of line {opening} has no end"


BLOCKS = [block for chapter in sorted(MANUAL.glob("*.md")) for block in blocks(chapter)]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.chapter.stem}:{block.first}")
def test_manual_is_right(block: Block) -> None:
    path = str(block.chapter.with_suffix(".rsp"))
    file = SourceFile(path, block.text)
    if block.errors:
        with pytest.raises(SourceError) as raised:
            load_text(file)
        found = [
            (each.span.file.line_of(each.span.start) if each.span else 0, each.code, each.message)
            for each in raised.value.diagnostics
        ]
        assert [(line, code) for line, code, _ in found] == block.errors, found
        return
    project = load_text(file)
    project = replace(
        project,
        checks=tuple(each for each in project.checks if block.holds(each.span)),
        scenarios=tuple(each for each in project.scenarios if block.holds(each.span)),
    )
    for result in run_checks(project, CheckOptions()):
        if isinstance(result, CheckResult):
            assert result.meeting is Meeting.MET, f"{result.property} {result.conditions}: {result.verdict.value}"
        else:
            assert result.succeeded, f"{result.name}: {result.failure}"


@pytest.mark.parametrize("chapter", sorted(MANUAL.glob("*.md")), ids=lambda chapter: chapter.stem)
def test_chapter_has_examples(chapter: Path) -> None:
    assert any(True for _ in blocks(chapter))
