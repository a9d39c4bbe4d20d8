"""Hostile texts end in a diagnostic, not in a crash or without end."""

from __future__ import annotations

import pytest
from resolving import codes, diagnostics

WORLD = "entity Lab\nindividual ours: Lab\nfact next(l: Lab): Lab\nfact f\nfact b: int 0..5\n"
DEEP = [
    "ours = " + "next(" * 90 + "ours" + ")" * 90,
    "not " * 90 + "f",
    "b = " + "+".join(["1"] * 90),
    "b = " + "if f then 1 else " * 90 + "2",
    "".join(f"some x{n}: Lab | " for n in range(90)) + "f",
    " implies ".join(["f"] * 90),
]


@pytest.mark.parametrize("formula", DEEP, ids=[text[:12] for text in DEEP])
def test_deep_nesting(formula: str) -> None:
    assert set(codes(f"{WORLD}axiom a: {formula}")) == {"RSP242"}


def test_long_chains_are_not_deep() -> None:
    assert codes(f"{WORLD}axiom a: " + " and ".join(["f"] * 150)) == []


def test_doubling_defines() -> None:
    lines = [f"define d{n + 1} = d{n} and d{n}\n" for n in range(200)]
    assert set(codes(WORLD + "define d0 = f\n" + "".join(lines))) == {"RSP222"}
    assert set(codes(WORLD + "define d0 = f\n" + "".join(reversed(lines)))) == {"RSP222"}


def test_long_cycle() -> None:
    assert codes(WORLD + "define d0 = d2000\n" + "".join(f"define d{n + 1} = d{n}\n" for n in range(2000))) == [
        "RSP221"
    ]


def test_too_many_names() -> None:
    assert codes("".join(f"individual i{n}: Lab\n" for n in range(20_100)) + "entity Lab") == ["RSP238"]


def test_too_many_errors_are_not_all_shown() -> None:
    text = "entity Lab\n" + "".join(f"fact f{n}(l: Labb)\n" for n in range(150))
    found = diagnostics(text)
    assert [one.code for one in found] == ["RSP203"] * 100 + ["RSP131"]
    assert found[-1].message == "there are 50 more errors, which are not shown"
