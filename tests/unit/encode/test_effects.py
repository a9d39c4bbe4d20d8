"""Effects as closures, and when two of them clash."""

from __future__ import annotations

import re

import pytest
from encoded import can_be, encoded

from rspverify.encode.describe import describe
from rspverify.encode.system import Encoding, effect_conflicts
from rspverify.logic import build


def after(encoding: Encoding, action: str, fact: str) -> str:
    closure = encoding.step(action).closure(encoding.symbols.facts[fact])
    return "" if closure is None else re.sub(r"'\d+", "", describe(closure.body))


def encoded_act(effects: str, more: str = "") -> Encoding:
    return encoded(f"action act(l: Lab, m: Model) by l then {effects}\n{more}")


@pytest.mark.parametrize(
    ("effects", "fact", "body"),
    [
        ("dangerous(m)", "dangerous", "act:m = @0 or dangerous(@0)"),
        ("budget(l) becomes 3", "budget", "if act:l = @0 then 3 else budget(@0)"),
        ("budget(l) becomes budget(l) + 1", "budget", "if act:l = @0 then budget(act:l) + 1 else budget(@0)"),
        (
            "level(m) becomes weak when dangerous(m)",
            "level",
            "if act:m = @0 and dangerous(act:m) then weak else level(@0)",
        ),
        ("dangerous(x) for every x: Model where trained(l, x)", "dangerous", "dangerous(@0) or trained(act:l, @0)"),
        ("budget(l) changes", "budget", "if act:l = @0 then budget after act(@0) else budget(@0)"),
        ("rival_free becomes 2", "rival_free", "2"),
        ("dangerous(m)", "rival", "rival afterwards(@0)"),
        ("dangerous(m)", "trained", ""),
    ],
)
def test_a_fact_after_a_step(effects: str, fact: str, body: str) -> None:
    found = after(encoded_act(effects, "fact rival_free: int 0..9"), "act", fact)
    assert sorted(found.replace("(", " ").replace(")", " ").split()) == sorted(
        body.replace("(", " ").replace(")", " ").split()
    )


def test_a_value_that_depends_on_who_spreads_it_is_linked() -> None:
    encoding = encoded_act("budget(l) becomes budget(x) for every x: Lab where x = anthropic")
    step, system = encoding.step("act"), encoding.system()
    (symbol,) = (
        s
        for s in step.post(build.apply(encoding.symbols.facts["budget"], step.arguments[:1])).symbols
        if "after" in s.name
    )
    lab = step.arguments[0]
    new, old = (
        build.apply(s, (at,))
        for s, at in (
            (symbol, lab),
            (encoding.symbols.facts["budget"], build.apply(encoding.symbols.individuals["anthropic"])),
        )
    )
    assert not can_be(system, encoding.possible(step), build.negate(build.equal(new, old)))
    assert can_be(system, encoding.possible(step))


@pytest.mark.parametrize(
    ("effects", "clash"),
    [
        ("budget(l) becomes 1, budget(l) becomes 1", False),
        ("budget(l) becomes 1, budget(l) becomes 2", True),
        ("budget(l) becomes 1 when big(l), budget(l) becomes 2 when not big(l)", False),
        ("budget(l) becomes 1 when big(l), budget(l) becomes 2 when dangerous(m)", True),
        ("budget(l) becomes 1, budget(l) changes", True),
        ("budget(l) changes, budget(l) changes", False),
        ("dangerous(m), not dangerous(x) for every x: Model where x != m", False),
        ("dangerous(m), not dangerous(x) for every x: Model", True),
        ("budget(l) becomes budget(x) for every x: Lab", True),
        ("budget(x) becomes budget(l) for every x: Lab", False),
        ("budget(l) becomes 1 when once train(l, m), budget(l) becomes 2 when not once train(l, m)", False),
    ],
)
def test_clashes(effects: str, clash: bool) -> None:
    encoding = encoded_act(effects)
    conflicts = effect_conflicts(encoding)
    system = encoding.system(complying=False)
    assert set(conflicts) <= {"act"}
    assert ("act" in conflicts and can_be(system, system.constraint, conflicts["act"])) == clash


def test_an_axiom_can_rule_a_clash_out() -> None:
    axiom = "axiom same: every x: Lab, y: Lab | budget(x) = budget(y)"
    encoding = encoded_act("budget(l) becomes budget(x) for every x: Lab", axiom)
    conflicts, system = effect_conflicts(encoding), encoding.system(complying=False)
    assert not can_be(system, system.constraint, conflicts["act"])


def test_what_an_act_requires_can_rule_a_clash_out() -> None:
    text = "action act(l: Lab) by l requires not big(l) then budget(l) becomes 1 when big(l), budget(l) becomes 2"
    encoding = encoded(text)
    assert not can_be(encoding.system(), effect_conflicts(encoding)["act"])
