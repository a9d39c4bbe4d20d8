"""Two runs as one system: what is alike is one symbol, all else has a twin, and a joint run is two runs again."""

from __future__ import annotations

from dataclasses import replace

from encoded import encoded

from rspverify.encode.two_runs import OTHER, Likeness, TwoRuns
from rspverify.logic.system import TransitionSystem

LAB_AND_NAME = "policy p binds l: Lab { clause c: l must not train(l, m) when budget(l) > 3 and rival(l) }"


def paired() -> tuple[TransitionSystem, TwoRuns]:
    encoding = encoded(LAB_AND_NAME)
    single = replace(encoding.system(), numbers=(1, 2))
    return single, TwoRuns(
        encoding, Likeness(frozenset({"big"}), True, frozenset(), steps=True, free=frozenset()), single
    )


def test_what_matters_to_engines_is_kept() -> None:
    single, two = paired()
    both = two.system()
    assert both.numbers == single.numbers == (1, 2)
    assert (both.sorts, both.enums) == (single.sorts, single.enums)
    twins = {symbol.name.removesuffix(OTHER) for symbol in both.symbols if symbol.name.endswith(OTHER)}
    assert {"budget", "rival"} <= twins and "big" not in twins


def test_a_joint_run_is_split_into_two() -> None:
    single, two = paired()
    both = two.system()
    named = {symbol.name: symbol for symbol in both.symbols}
    budget, twin, big = named["budget"], named[f"budget{OTHER}"], named["big"]
    who = named["anthropic"]
    state = {budget: {("a",): 1}, twin: {("a",): 2}, big: {("a",): True}}
    one, other = two.split(dict.fromkeys(single.sorts, 1), {who: "a"}, (state,), ())
    assert one.constants == other.constants == {who: "a"}
    assert one.states[0][budget] == {("a",): 1} and other.states[0] == {budget: {("a",): 2}, big: {("a",): True}}
