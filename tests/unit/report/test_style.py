from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rspverify.report.style import Style, cut, moment, plain, width_of


def test_moments() -> None:
    assert [moment(hours) for hours in (0, 1, 24, 76)] == ["day 0", "day 0, hour 1", "day 1", "day 3, hour 4"]


@given(st.text(), st.integers(20, 120), st.integers(0, 12))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int, indent: int) -> None:
    shown = plain(text)
    lines = Style(width=width).wrap(shown, indent)
    assert all(width_of(line) <= max(width, indent + 20) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(shown.split()).replace(" ", "")


@given(st.text())
def test_plain_text_is_harmless(text: str) -> None:
    assert all(char.isprintable() or char == "\u00a0" or char.isspace() for char in plain(text))
    assert not set(plain(text)) & set("\x1b\r\n\x07\u202e\u2028")


@given(st.text(), st.integers(1, 50))
def test_cut_text_fits(text: str, columns: int) -> None:
    assert width_of(cut(plain(text), columns)) <= columns
