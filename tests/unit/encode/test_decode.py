"""The way back, from a made-up run of an engine to names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from encoded import encoded

from rspverify.encode.decode import Sketch, decode
from rspverify.encode.steps import HOURS, MOMENT, WAIT
from rspverify.encode.symbols import logic_sort
from rspverify.encode.system import Encoding
from rspverify.logic.terms import LogicSort, Symbol
from rspverify.policy.sorts import EntitySort
from rspverify.trace.values import Act, Value, Wait

LAB, MODEL = logic_sort(EntitySort("Lab")), logic_sort(EntitySort("Model"))


@dataclass(frozen=True)
class Found:
    sizes: Mapping[LogicSort, int]
    constants: Mapping[Symbol, Value]
    states: tuple[Mapping[Symbol, Mapping[tuple[Value, ...], Value]], ...] = ({},)


def members(encoding: Encoding, found: Found) -> dict[str, tuple[str, ...]]:
    return dict(decode(encoding, found, []).universe.members)


def individual(encoding: Encoding, name: str) -> Symbol:
    return encoding.symbols.individuals[name]


def test_individuals_keep_their_names_and_others_get_some() -> None:
    encoding = encoded()
    constants = {individual(encoding, "anthropic"): 2, individual(encoding, "openai"): 0}
    assert members(encoding, Found({LAB: 3, MODEL: 2}, constants)) == {
        "Lab": ("anthropic", "openai", "lab_1"),
        "Model": ("model_1", "model_2"),
    }


def test_an_individual_that_the_engine_did_not_look_at_is_one_of_the_others() -> None:
    """More members than the engine had could break an axiom that it kept."""
    encoding = encoded(world="entity Lab\nindividual anthropic: Lab\nfact f(l: Lab)\naction go(l: Lab) by l\n")
    found = Found({LAB: 1}, {}, ({encoding.symbols.facts["f"]: {(0,): True}},))
    sketch = decode(encoding, found, [])
    assert sketch.universe.members == {"Lab": ("anthropic",)}
    assert sketch.facts == ({("f", ("anthropic",)): True},)


def test_individuals_looked_at_and_not() -> None:
    encoding = encoded()
    found = Found({LAB: 2, MODEL: 1}, {individual(encoding, "openai"): 0})
    assert members(encoding, found)["Lab"] == ("anthropic", "openai")


def test_a_sort_that_was_left_out_has_a_member() -> None:
    assert members(encoded(), Found({}, {}))["Model"] == ("model_1",)


def test_no_two_members_have_one_name() -> None:
    encoding = encoded(world="entity ALab\nentity Lab\nentity BigLab\nfact lab_1(l: Lab)\naction go(l: Lab) by l\n")
    names = [name for each in members(encoding, Found({}, {})).values() for name in each]
    assert len(set(names)) == len(names) and "lab_1" not in names


def test_readings_lengths_and_steps() -> None:
    encoding = encoded()
    symbols, train = encoding.symbols, encoding.step("train")
    constants = {symbols.words["risky"]: "strongly", symbols.lengths["reasonable"]: 7}
    steps: list[tuple[str, Mapping[Symbol, Value]]] = [
        ("train", dict(zip(train.parameters, (1, 0), strict=True))),
        (WAIT, {HOURS: 5}),
        (MOMENT, {}),
    ]
    sketch = decode(encoding, Found({LAB: 2, MODEL: 1}, constants, ({},) * 4), steps)
    assert sketch.readings == {"risky": "strongly", "promptly": "day"}
    assert sketch.durations == {"reasonable": 7}
    assert sketch.steps == (Act("train", ("openai", "model_1")), Wait(5), Wait(0))


def test_facts_by_name() -> None:
    encoding = encoded()
    facts = encoding.symbols.facts
    state = {facts["owner"]: {(0,): 1}, facts["level"]: {(0,): "weak"}, facts["moment"]: {(): 3}}
    sketch: Sketch = decode(encoding, Found({LAB: 2, MODEL: 1}, {}, (state,)), [])
    assert sketch.facts[0] == {("owner", ("model_1",)): "openai", ("level", ("model_1",)): "weak", ("moment", ()): 3}
