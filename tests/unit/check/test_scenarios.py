"""Scenarios that go otherwise: what is said about them."""

from __future__ import annotations

import pytest
from asked import project

from rspverify.check.scenarios import told

STORY = """
fact age(m: Model): int 0..9 "{{m}} is {{value}} months old"
scenario story {{
  let a: Lab let m: Model
  given dangerous(m), age(m) = 3
  train(a, m)
  so {formula}
}}
"""


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("trained(a, m) and big(a) and dangerous(m)", ": it is not so that big(a)"),
        ("age(m) + 1 = 3", ": m is 3 months old"),
        ("not dangerous(m)", ": m is dangerous"),
        ("every x: Model | published(a, x) or age(x) > 5", ": it is not so that published(a, m); m is 3 months old"),
        ("big(a)", ""),
    ],
)
def test_what_is_so_instead(formula: str, why: str) -> None:
    found = project(STORY.format(formula=formula))
    (scenario,) = found.scenarios
    assert told(found, scenario).failure == f"this does not hold here{why} (reading risky as narrow)"
