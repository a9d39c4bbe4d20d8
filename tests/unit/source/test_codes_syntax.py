"""The pages of the codes for texts that cannot be read."""

import re

import pytest

from rspverify.source.codes import CODES
from rspverify.source.codes_syntax import SYNTAX
from rspverify.source.files import SourceFile
from rspverify.syntax.parser import parse

SHOWN_IN_WORDS = {"RSP123", "RSP124", "RSP131"}
"""The text that shows these codes is too long for a page."""


@pytest.mark.parametrize("code", [entry.code for entry in SYNTAX])
def test_title_and_page(code: str) -> None:
    entry = CODES[code]
    assert "\n" not in entry.title and not entry.title.endswith(".")
    assert entry.page.count("```") >= 4 and entry.page.endswith("```\n")


@pytest.mark.parametrize("code", [entry.code for entry in SYNTAX if entry.code >= "RSP110" and entry.code != "RSP131"])
def test_examples(code: str) -> None:
    first, *_, last = re.findall(r"```\n(.*?)```", CODES[code].page, re.DOTALL)
    if code not in SHOWN_IN_WORDS:
        assert {each.code for each in parse(SourceFile("wrong.rsp", first)).diagnostics} == {code}
    assert parse(SourceFile("right.rsp", last)).diagnostics == ()
