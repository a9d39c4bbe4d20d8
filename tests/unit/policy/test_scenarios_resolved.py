"""Scenarios: what each step becomes, and what is wrong with them."""

from __future__ import annotations

import pytest
from telling import told, wrong

from rspverify.policy.claims import (
    Assign,
    AssignDuration,
    Expect,
    ExpectBreached,
    ExpectOwes,
    JudgeAct,
    MeanwhileSet,
    Occur,
    Scenario,
    WaitFor,
)
from rspverify.policy.expressions import EnumValue, Hours, Individual, Quantified, Truth, Var
from rspverify.policy.sorts import EntitySort
from rspverify.policy.walk import subexpressions

POLICIES = """
policy p binds l: Lab {
  clause halt: l must not train(l, m)
  clause free overrides halt: l may train(l, m) when published(l, m)
  clause report: l must publish(l, m) within 3 days after train(l, m)
  clause lone: anthropic must review(anthropic) within reasonable
}
policy q binds l: Lab { clause halt: l must not review(l) }
"""
STORY = """
scenario story "words" under p + q reading hazardous as by_capability binding anthropic {
  let a, b: Lab
  let m: Model
  given dangerous(m), not published(a, m), level(m) = high, owner(m) = b, budget(a) = 3, covered(a) = now - 3 days
  given reasonable = 2 weeks
  publish(a, m)
  incident(m)
  wait 31 days
  wait reasonable
  meanwhile rival_close(a), not rival_close(b)
  train(a, m) is permitted
  train(b, m) is forbidden by p.halt
  so no r: Lab where r != a | dangerous(m) and permitted train(r, m)
  anthropic owes lone
  b has breached report
}
"""


def story() -> Scenario:
    return told(POLICIES + STORY).scenarios[0]


def test_head() -> None:
    found = story()
    assert (found.name, found.wording) == ("story", "words")
    assert found.members == (("a", EntitySort("Lab")), ("b", EntitySort("Lab")), ("m", EntitySort("Model")))
    assert found.conditions.policies == ("p", "q")
    assert found.conditions.readings == (("hazardous", "by_capability"),)


def test_given() -> None:
    lab, model = EntitySort("Lab"), EntitySort("Model")
    a, b, m = Individual("a", lab), Individual("b", lab), Individual("m", model)
    dangerous, published, level, owner, budget, covered, reasonable = story().given
    assert isinstance(dangerous, Assign) and dangerous.arguments == (m,) and dangerous.value == Truth(True)
    assert isinstance(published, Assign) and published.arguments == (a, m) and published.value == Truth(False)
    assert isinstance(level, Assign) and isinstance(level.value, EnumValue) and level.value.name == "high"
    assert isinstance(owner, Assign) and owner.value == b
    assert isinstance(budget, Assign) and isinstance(covered, Assign)
    assert isinstance(reasonable, AssignDuration) and reasonable.hours == 14 * 24


def test_steps() -> None:
    found = story().steps
    assert [type(step) for step in found] == [
        Occur,
        Occur,
        WaitFor,
        WaitFor,
        MeanwhileSet,
        JudgeAct,
        JudgeAct,
        Expect,
        ExpectOwes,
        ExpectBreached,
    ]
    waited, judged, expected, breached = found[2], found[6], found[7], found[9]
    assert isinstance(waited, WaitFor) and waited.length == Hours(31 * 24)
    assert isinstance(judged, JudgeAct) and judged.clause == ("p", "halt") and not judged.permitted
    assert isinstance(breached, ExpectBreached) and breached.agent == Individual("b", EntitySort("Lab"))
    assert isinstance(expected, Expect) and isinstance(expected.formula, Quantified)
    shown = {one.variable.shown for one in subexpressions(expected.formula) if isinstance(one, Var)}
    assert shown == {"r"}


WRONG = [
    ("let a: Lab", "RSP290", "`a` is introduced twice"),
    ("let anthropic: Lab", "RSP213", "has the name of an individual"),
    ("let x: Level", "RSP204", "an entity is needed here"),
    ("given dangerous(m) or founder(a)", "RSP291", "is neither a literal nor an equation"),
    ("given level(m)", "RSP291", "`given` does not say which value `level(m)` has"),
    ("given dangerous(m) = high", "RSP291", "`dangerous(m)` is a predicate"),
    ("given hazardous(m)", "RSP291", "`hazardous` is a term"),
    ("given promptly = 3 days", "RSP291", "the length of `promptly` is declared"),
    ("given reasonable = 3", "RSP291", "is not a length of time with its unit"),
    ("given reasonable = 0 days", "RSP291", "is at least an hour"),
    ("given rival_close(owner(m))", "RSP293", "`owner(m)` is not a member"),
    ("given budget(a) = budget(b)", "RSP293", "`budget(b)` is not a member"),
    ("given budget(a) = 10", "RSP209", "`10` is outside of `0..9`"),
    ("given owner(m) = m", "RSP206", "`m` is a `Model`"),
    ("given dangerous(m), not dangerous(m)", "RSP298", "`not dangerous(m)` sets what is set already"),
    ("given reasonable = 1 day, reasonable = 2 days", "RSP298", "sets what is set already"),
    ("given dangerous(x)", "RSP203", "is called `x`"),
    ("review(a) given dangerous(m)", "RSP297", "`given` speaks of the first state"),
    ("meanwhile dangerous(m)", "RSP292", "`dangerous` does not change by itself"),
    ("train(a, any)", "RSP217", "`any` cannot stand here"),
    ("review(owner(m))", "RSP293", "`owner(m)` is not a member"),
    ("incident(m) is permitted", "RSP271", "`incident` is an event"),
    ("train(a, m) is permitted by fre", "RSP294", "no clause `fre` stands in `p` or `q`"),
    ("train(a, m) is forbidden by halt", "RSP294", "`halt` is a clause of several policies"),
    ("train(a, m) is forbidden by offices.halt", "RSP203", "no policy is called `offices`"),
    ("train(a, m) is permitted by p.halt", "RSP296", "clause `halt` permits nothing"),
    ("train(a, m) is forbidden by free", "RSP296", "clause `free` forbids nothing"),
    ("review(a) is forbidden by p.halt", "RSP296", "clause `halt` is not about `review(a)`"),
    ("a owes p.halt", "RSP296", "clause `halt` is no duty"),
    ("a has breached free", "RSP296", "clause `free` cannot be breached"),
    ("m owes report", "RSP296", "clause `report` is not about `m`"),
    ("a owes lone", "RSP296", "clause `lone` is not about `a`"),
    ("so every a: Lab | founder(a)", "RSP213", "there is already a variable `a` here"),
    ("so founder(x)", "RSP203", "is called `x`"),
]


@pytest.mark.parametrize(("steps", "code", "words"), WRONG, ids=[steps for steps, _, _ in WRONG])
def test_wrong_step(steps: str, code: str, words: str) -> None:
    length = "" if "reasonable" in steps else "given reasonable = 1 day "
    found = wrong(f"{POLICIES} scenario story under p + q {{ let a, b: Lab let m: Model {length}{steps} }}")
    assert [one.code for one in found if one.code != "RSP299"] == [code], [one.message for one in found]
    assert words in found[0].message


def test_a_member_that_is_not_there_is_to_be_introduced() -> None:
    found = wrong("scenario s { so founder(x) }")
    assert [one.help for one in found] == ["introduce it: `let x: Lab`"]


HEADS = [
    ("under p under q", "RSP295", "has one `under`"),
    ("under p expect holds", "RSP295", "`expect holds` says nothing in a scenario"),
    ("under p even if p is broken", "RSP295", "says nothing in a scenario"),
    ("under q binding every Office", "RSP282", "no policy of this run binds"),
    ("under x", "RSP203", "no policy is called `x`"),
]


@pytest.mark.parametrize(("head", "code", "words"), HEADS)
def test_wrong_head(head: str, code: str, words: str) -> None:
    found = wrong(f"{POLICIES} scenario story {head} {{ given reasonable = 1 day let a: Lab review(a) is permitted }}")
    assert [one.code for one in found] == [code], [one.message for one in found]
    assert words in found[0].message


@pytest.mark.parametrize("step", ["review(a) is permitted", "a owes report", "so permitted review(a)"])
def test_without_policies_there_is_nobody_to_ask(step: str) -> None:
    found = wrong(f"{POLICIES} scenario story {{ let a: Lab {step} }}")
    assert [one.code for one in found] == ["RSP284"]


def test_needed_length() -> None:
    (found,) = wrong(f"{POLICIES} scenario story under p {{ }}")
    assert found.code == "RSP299" and found.message == "this scenario needs to know how long `reasonable` is"
    assert wrong(f"{POLICIES} scenario story under q {{ }}") == []
