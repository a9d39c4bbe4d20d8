"""The pages of codes about policies, claims and lints tell the truth: the first example shows the code, the last one is
free of it."""

from __future__ import annotations

import re

import pytest
from telling import linted, wrong

from rspverify.source.code import Code
from rspverify.source.codes_claims import CLAIMS
from rspverify.source.codes_clauses import CLAUSES
from rspverify.source.codes_lint import LINT
from rspverify.source.codes_norms import NORMS
from rspverify.source.codes_scenarios import SCENARIOS


def blocks(code: Code) -> list[str]:
    return re.findall(r"```\n(.*?)```", code.page, re.DOTALL)


@pytest.mark.parametrize("code", (*NORMS, *CLAUSES, *CLAIMS, *SCENARIOS), ids=lambda code: code.code)
def test_error_page_shows_the_code_and_its_repair(code: Code) -> None:
    first, *_, last = blocks(code)
    assert {one.code for one in wrong(first)} == {code.code}
    assert wrong(last) == []


@pytest.mark.parametrize("code", LINT, ids=lambda code: code.code)
def test_lint_page_shows_the_code_and_its_repair(code: Code) -> None:
    first, *_, last = blocks(code)
    assert [one.code for one in linted(first)] == [code.code]
    assert linted(last) == []
