"""The pages of the kinds of faults tell the truth: the first example has one that nothing notices, the last one none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mutating import mutated

from rspverify.source.code import Code
from rspverify.source.codes_mutate import MUTATE


@pytest.mark.parametrize("code", MUTATE, ids=lambda code: code.code)
def test_page_shows_the_fault_and_what_notices_it(code: Code, tmp_path: Path) -> None:
    first, *_, last = re.findall(r"```\n(.*?)```", code.page, re.DOTALL)
    before = mutated(tmp_path, first, code.code)
    assert any(one.outcome == "silent" for one in before.mutants)
    assert all(one.remedy is not None for one in before.mutants if one.outcome == "silent")
    after = mutated(tmp_path, last, code.code)
    assert after.mutants
    assert {one.outcome for one in after.mutants} <= {"caught", "equivalent"}
    assert not before.left_out and not after.left_out
