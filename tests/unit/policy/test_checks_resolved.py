"""Checks: options become runs, and what is wrong with them."""

from __future__ import annotations

import pytest
from telling import told, wrong

from rspverify.policy.claims import BindingChoice, Check, Tolerated
from rspverify.policy.sorts import EntitySort

TEXT = """
policy p binds l: Lab { clause halt: l must not train(l, m) clause free overrides halt: l may train(l, any) }
policy q binds l: Lab { }
policy offices binds o: Office { }
property safe: never train(l, m) when hazardous(m)
property reach: possible train(l, m)
property fine: p is consistent
property free_to: always permitted review(l)
property merits: review(l) does not depend on rival_close
"""


def runs(check: str) -> tuple[Check, ...]:
    return told(TEXT + check).checks


def test_each_under_is_a_run() -> None:
    first, second = runs("check safe assuming honest under p + q expect violated under q up to 12 steps")
    assert first.conditions.policies == ("p", "q") and second.conditions.policies == ("q",)
    assert (first.expected, second.expected) == ("violated", "holds")
    assert first.conditions.assuming == second.conditions.assuming == ("honest",)
    assert (first.conditions.steps, second.conditions.steps) == (None, 12)


def test_own_options_go_before_common_ones() -> None:
    first, second = runs("check safe expect violated up to 3 steps under p under q expect holds up to 4 steps")
    assert (first.expected, first.conditions.steps) == ("violated", 3)
    assert (second.expected, second.conditions.steps) == ("holds", 4)


def test_without_under_there_is_one_run() -> None:
    (check,) = runs("check fine")
    assert check.conditions.policies == () and check.expected == "holds"
    (check,) = runs("check safe expect violated")
    assert check.conditions.policies == ()


def test_possible_is_the_default_of_the_possible() -> None:
    assert runs("check reach")[0].expected == "possible"


def test_readings_add_up() -> None:
    (check,) = runs("check safe reading hazardous as by_capability reading promptly as day reading promptly as month")
    assert check.conditions.readings == (("hazardous", "by_capability"), ("promptly", "day"), ("promptly", "month"))


def test_bindings() -> None:
    lab, office = EntitySort("Lab"), EntitySort("Office")
    (check,) = runs("check safe under p + offices binding anthropic, ministry, openai binding every Office")
    assert check.conditions.bindings == (
        BindingChoice(lab, ("anthropic", "openai")),
        BindingChoice(office, ("ministry",)),
        BindingChoice(office, None),
    )


def test_even_if() -> None:
    (check,) = runs("check safe under p + q even if p.halt is broken even if q is broken")
    assert check.conditions.tolerated == (Tolerated("p", "halt"), Tolerated("q", None))


WRONG = [
    ("check saef", "RSP203", "no property is called `saef`"),
    ("check p", "RSP204", "a property is needed here"),
    ("check safe under x", "RSP203", "no policy is called `x`"),
    ("check safe under x even if p is broken binding anthropic", "RSP203", "no policy is called `x`"),
    ("check safe under p + p", "RSP285", "`p` stands twice"),
    ("check safe expect possible", "RSP280", "`safe` can never be `possible`"),
    ("check reach expect holds", "RSP280", "`reach` can never be `holds`"),
    ("check reach expect undetermined", "RSP280", "`reach` can never be `undetermined`"),
    ("check safe expect holds expect violated", "RSP285", "`expect violated` contradicts `expect holds`"),
    ("check safe under p up to 3 steps up to 4 steps", "RSP285", "`up to 4 steps` contradicts"),
    ("check safe reading hazardous as danger", "RSP281", "`hazardous` has no reading `danger`"),
    ("check safe reading reasonable as day", "RSP281", "the duration `reasonable` has no readings"),
    ("check safe reading level as high", "RSP204", "`level` is a fact"),
    ("check safe binding anthropic", "RSP282", "and this run has none"),
    ("check safe under p binding every Office", "RSP282", "no policy of this run binds agents of `Office`"),
    ("check safe under p binding Lab", "RSP204", "`Lab` is an entity"),
    ("check safe under p assuming safe", "RSP204", "an assumption is needed here"),
    ("check safe under p even if q is broken", "RSP283", "`q` may be broken here, but this run is not under it"),
    ("check safe under p even if p.hlat is broken", "RSP240", "has no clause `hlat`"),
    ("check safe under p even if p.free is broken", "RSP241", "`p.free` cannot be broken"),
    ("check free_to", "RSP284", "`permitted review(l)` does not say by which policy, and this check names none"),
    ("check merits", "RSP284", "property `merits` asks what policies say, and this check names none"),
]


@pytest.mark.parametrize(("check", "code", "words"), WRONG, ids=[check for check, _, _ in WRONG])
def test_wrong_check(check: str, code: str, words: str) -> None:
    found = wrong(TEXT + check)
    assert [one.code for one in found] == [code], [one.message for one in found]
    assert words in found[0].message


def test_a_broken_property_is_reported_once() -> None:
    found = wrong("property bad: never train(l) check bad under nobody_knows check bad expect holds")
    assert [one.code for one in found] == ["RSP205", "RSP203"]
