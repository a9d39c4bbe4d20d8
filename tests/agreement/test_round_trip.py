"""What is printed reads as what it was printed from, and printing it again changes nothing."""

from __future__ import annotations

from generate.choices import Choices, Dead
from generate.project import ATTEMPTS, draw, project_text, resolved
from hypothesis import given
from profiles import examples, seeds

from rspverify.source.files import SourceFile
from rspverify.syntax.parser import parse
from rspverify.syntax.printer import print_module


def printed(text: str) -> str:
    result = parse(SourceFile("random.rsp", text))
    assert not result.diagnostics, result.diagnostics
    return print_module(result.module)


@given(seeds)
@examples(120)
def test_printing_and_reading_changes_nothing(seed: int) -> None:
    text = draw(seed, checks=2).text
    assert resolved(printed(text)) == resolved(text)


@given(seeds)
@examples(120)
def test_formatting_twice_is_formatting_once(seed: int) -> None:
    once = printed(draw(seed, checks=2).text)
    assert printed(once) == once


@given(seeds)
@examples(60)
def test_what_does_not_resolve_is_printed_too(seed: int) -> None:
    """Texts that have errors beyond their syntax have a canonical form as well."""
    try:
        text = project_text(Choices(seed * ATTEMPTS), checks=2)
    except Dead:
        return
    once = printed(text)
    assert printed(once) == once
