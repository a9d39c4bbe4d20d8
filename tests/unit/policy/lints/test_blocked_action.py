"""Acts that something else than their own `requires` can make impossible."""

from __future__ import annotations

import pytest
from telling import linted

WORLD = "fact staff(l: Lab): int 0..9 fact open_to_all(l: Lab) fixed fact old(l: Lab) "


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("action hire(l: Lab) by l then staff(l) becomes staff(l) + 1", "the range of `staff`"),
        ("action hire(l: Lab) by l then staff(l) becomes 9", ""),
        ("action hire(l: Lab) by l then staff(l) changes", ""),
        ("action join(l: Lab) by l then open_to_all(l)", ""),
        ("action join(l: Lab) by l then open_to_all(l) axiom shut: no l: Lab | open_to_all(l)", "the axiom `shut`"),
        ("action join(l: Lab) by l then open_to_all(l) axiom young: no l: Lab | old(l)", ""),
        (
            "action join(l: Lab) by l then staff(l) becomes 2 * staff(l), staff(l) becomes 3 when old(l), open_to_all(l) "
            "axiom shut: no l: Lab | open_to_all(l) and staff(l) > 1",
            "the axiom `shut` or the range of `staff`",
        ),
    ],
)
def test_what_can_block(text: str, blocked: str) -> None:
    found = [one.message for one in linted(WORLD + text) if one.code == "RSP308"]
    assert len(found) == bool(blocked)
    assert all(f"cannot happen where {blocked} would" in message for message in found)
