"""docs/case-study.md: every statement names checks, and each of them is in the file, with the verdict that the page tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check
from rspverify.policy.load import load
from tests.repository.places import ROOT

PAGE = (ROOT / "docs" / "case-study.md").read_text(encoding="utf-8")

_REFERENCE = re.compile(r"\[`(?P<property>\w+)`\]\(\.\./(?P<file>specs/[\w/]+\.rsp)\): (?P<told>[^\[]+)")
_VERDICT = "holds|violated|vacuous|possible|impossible|depends"
_TOLD = re.compile(rf"(?:`(?P<conditions>[^`]+)` )?(?P<verdict>{_VERDICT})")
_STRONGER_WITH_LESS = {"violated", "possible"}
"""What has been found with an assumption is also found without it, so the page may leave assumptions out."""


def items() -> list[str]:
    """The statements of the page: its list items, each on one line."""
    blocks = re.split(r"\n(?=\* )|\n\n", PAGE)
    return [" ".join(block.split()) for block in blocks if block.startswith("* ")]


def references() -> Iterator[tuple[str, str, str, str]]:
    """Each verdict that the page tells: file, property, conditions, verdict."""
    for item in items():
        for reference in _REFERENCE.finditer(item):
            for told in reference["told"].split(";"):
                found = _TOLD.fullmatch(told.strip())
                assert found, f"not a verdict: {told}"
                yield reference["file"], reference["property"], found["conditions"] or "", found["verdict"]


@cache
def checks(file: str) -> tuple[Check, ...]:
    return load(ROOT / file).checks


def shows(check: Check, conditions: str, verdict: str) -> bool:
    """Whether this check is the one that the page tells of."""
    if check.expected != verdict:
        return False
    before, _, assumed = conditions.partition("assuming ")
    own, _, own_assumed = conditions_text(check.conditions).partition("assuming ")
    told, assumptions = set(assumed.split(", ")) - {""}, set(own_assumed.split(", ")) - {""}
    left_out_well = told <= assumptions if verdict in _STRONGER_WITH_LESS else told == assumptions
    return own.strip() == before.strip() and left_out_well


@pytest.mark.parametrize(("file", "name", "conditions", "verdict"), list(references()))
def test_a_check_shows_what_is_told(file: str, name: str, conditions: str, verdict: str) -> None:
    of_name = [check for check in checks(file) if check.property == name]
    assert of_name, f"{file} has no check of {name}"
    there = "\n".join(f"{conditions_text(check.conditions)}: {check.expected}" for check in of_name)
    assert any(shows(check, conditions, verdict) for check in of_name), f"{name} has only\n{there}"


def test_every_statement_has_a_check() -> None:
    assert len(items()) > 25
    assert [item for item in items() if not _REFERENCE.search(item)] == []


def test_what_is_no_statement_asks() -> None:
    sections = PAGE.split("\n## ")[1:]
    for section in sections:
        heading, _, text = section.partition("\n")
        assert heading.endswith("?")
        between = [part for part in re.split(r"\n(?=\* )|\n\n", text) if part.strip() and not part.startswith("* ")]
        assert all(part.strip().endswith("?") for part in between), between


@pytest.mark.parametrize(
    ("conditions", "verdict", "shown"),
    [
        ("under rsp_v3 assuming beliefs_are_true", "violated", True),
        ("under rsp_v3", "violated", True),
        ("under rsp_v2", "holds", True),
        ("under rsp_v2", "violated", False),
        ("under rsp_v2 assuming beliefs_are_true", "holds", False),
        ("under rsp_v3 reading committed as promise assuming beliefs_are_true", "violated", False),
    ],
)
def test_what_counts_as_shown(conditions: str, verdict: str, shown: bool) -> None:
    of_name = [check for check in checks("specs/news/disclosure.rsp") if check.property == "no_hidden_hazard"]
    assert any(shows(check, conditions, verdict) for check in of_name) is shown
