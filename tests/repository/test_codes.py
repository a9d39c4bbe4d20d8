"""The list of codes, the diagnostics that the code emits, and the documentation say the same."""

from __future__ import annotations

import re

import pytest

from rspverify.source.codes import CODES, Code
from tests.repository.pages import CODES_PAGE, codes_page
from tests.repository.places import SOURCE, modules


def emitted() -> set[str]:
    """Every code that the source mentions, outside of the list itself."""
    texts = [path.read_text(encoding="utf-8") for path in modules() if not path.match("source/codes*.py")]
    return {code for text in texts for code in re.findall(r"\"(RSP\d{3})\"", text)}


def test_every_emitted_code_is_in_the_list() -> None:
    assert emitted() - CODES.keys() == set()


def test_every_code_is_emitted() -> None:
    assert CODES.keys() - emitted() == set()


def test_no_code_is_listed_twice() -> None:
    listed = [
        code
        for path in (SOURCE / "source").glob("codes_*.py")
        for code in re.findall(r"^        \"(RSP\d{3})\",$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(listed) == sorted(set(listed))


@pytest.mark.parametrize("entry", CODES.values(), ids=CODES.keys())
def test_page_explains_with_an_example(entry: Code) -> None:
    assert re.fullmatch(r"RSP[1234589]\d\d", entry.code)
    assert entry.title and not entry.title.endswith(".") and "\n" not in entry.title
    assert entry.page.count("```") >= 2 and entry.page.count("```") % 2 == 0, "a page has an example in a fenced block"
    assert len(entry.page.split("```")[0].split()) >= 6, "a page says in words what is wrong"


def test_documentation_is_in_step() -> None:
    assert CODES_PAGE.read_text(encoding="utf-8") == codes_page(), "run `python -m tests.record`"
