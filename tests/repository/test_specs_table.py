"""specs/README.md tells each property of specs/rsp, who claims it, and the verdicts that its checks expect."""

from __future__ import annotations

import pytest

from tests.repository.specs_table import PAGE, ROW, asked, filled, verdicts

TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if ROW.match(line)]


def test_every_property_has_one_row() -> None:
    told = [(found["file"], found["property"]) for line in ROWS if (found := ROW.match(line))]
    assert len(told) == len(set(told))
    assert set(told) == asked()


@pytest.mark.parametrize("line", ROWS, ids=lambda line: line.split("`")[1])
def test_row_tells_the_verdicts(line: str) -> None:
    """`python -m tests.repository.specs_table` writes them anew."""
    assert filled(line) == line
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    assert len(cells) == 5 and all(cells)


def test_verdicts_of_one_property() -> None:
    assert verdicts("rsp/properties_absolute.rsp", "may_lower") == (
        "rsp_1_0: **impossible**; rsp_2_2: **possible** (all assuming unamended)"
    )


def test_what_only_some_assume_is_told_of_those() -> None:
    told = verdicts("rsp/properties_governance.rsp", "two_heads")
    assert told.startswith("rsp_2_2 assuming two_officers: **holds**; rsp_2_2: **violated**;")
    assert told.endswith("(all assuming unamended)")
