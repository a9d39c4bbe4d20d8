"""The pages of the codes tell the truth: the first example shows the code, the last one is free of it."""

from __future__ import annotations

import re

import pytest
from resolving import codes, diagnostics

from rspverify.source.code import Code
from rspverify.source.codes_names import NAMES
from rspverify.source.codes_sorts import SORTS
from rspverify.source.codes_words import WORDS

ABOUT_FILES = {"RSP233", "RSP234", "RSP235", "RSP236", "RSP237", "RSP238"}
PAGES = [code for code in (*NAMES, *SORTS, *WORDS) if code.code not in ABOUT_FILES]


@pytest.mark.parametrize("code", PAGES, ids=lambda code: code.code)
def test_page_shows_the_code_and_its_repair(code: Code) -> None:
    blocks = re.findall(r"```\n(.*?)```", code.page, re.DOTALL)
    assert code.code in codes(blocks[0])
    assert diagnostics(blocks[-1]) == []
