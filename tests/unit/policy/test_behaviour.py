"""Actions, their effects, and the statements about all runs."""

from __future__ import annotations

from resolving import project

from rspverify.policy.expressions import FactOf, Individual, Truth, Var
from rspverify.policy.sorts import BOOL, EntitySort, IntSort
from rspverify.policy.vocabulary import Action

WORLD = """
entity Lab
entity Model
individual ours: Lab
public fact open(l: Lab)
fact budget(l: Lab): int 0..100
"""


def action(text: str) -> Action:
    return project(WORLD + text).world.actions["go"]


def test_agent_is_a_parameter_or_an_individual() -> None:
    by_parameter = action("action go(m: Model, l: Lab) by l")
    assert by_parameter.agent == by_parameter.parameters[1]
    assert action("action go(m: Model) by ours").agent == Individual("ours", EntitySort("Lab"))
    assert action("event go").agent is None


def test_defaults() -> None:
    found = action("action go(l: Lab) by l")
    assert (found.requires, found.effects, found.public) == (Truth(True), (), False)
    assert found.wording == "go({l})"


def test_effects() -> None:
    found = action(
        "action go(l: Lab) by l then open(l), not open(ours), budget(l) becomes budget(l) + 1, budget(ours) changes"
    )
    assert [one.fact for one in found.effects] == ["open", "open", "budget", "budget"]
    assert found.effects[0].value == Truth(True)
    assert found.effects[1].value == Truth(False)
    assert found.effects[2].value is not None
    assert found.effects[3].value is None
    assert all(one.condition == Truth(True) and one.spread == () for one in found.effects)


def test_spread_and_condition() -> None:
    (found,) = action("event go then open(l) when budget(l) > 3 for every l: Lab where l != ours").effects
    (variable,) = found.spread
    assert found.arguments == (Var(variable),)
    assert found.condition != Truth(True)


def test_also_speaks_of_the_parameters() -> None:
    found = action("also go(x) then open(x)\naction go(l: Lab) by l then budget(l) becomes 0")
    assert [one.fact for one in found.effects] == ["budget", "open"]
    assert found.effects[1].arguments == (Var(found.parameters[0]),)


def test_statements_and_their_order() -> None:
    world = project(
        WORLD
        + "initially no l: Lab | open(l)\naxiom a: open(ours)\nassume b: open(ours)\nlemma c: open(ours)\naxiom d: open(ours)"
    ).world
    assert len(world.initially) == 1
    assert [one.name for one in world.axioms] == ["a", "d"]
    assert (list(world.assumptions), list(world.lemmas)) == (["b"], ["c"])
    assert world.axioms[0].formula == FactOf("open", (Individual("ours", EntitySort("Lab")),), BOOL)


def test_vocabulary() -> None:
    text = """
entity Lab "an AI developer"
individual anthropic, openai: Lab
enum Evidence { none, weak }
fact plain
fixed fact stays: int
varying fact moves: int 0..3
public fact seen
belief hopes(l: Lab) "{l} hopes"
fact owner(m: Evidence): Lab
duration known = 2 weeks
duration word { reading a: 1 day  reading b: 1 month }
duration free
"""
    world = project(text).world
    assert world.entities["Lab"].wording == "an AI developer"
    assert world.entities["Lab"].individuals == ("anthropic", "openai")
    kinds = {name: (fact.kind, fact.public, fact.belief) for name, fact in world.facts.items()}
    assert kinds == {
        "plain": ("plain", False, False),
        "stays": ("fixed", False, False),
        "moves": ("varying", False, False),
        "seen": ("plain", True, False),
        "hopes": ("varying", False, True),
        "owner": ("plain", False, False),
    }
    assert world.facts["stays"].sort == IntSort()
    assert world.facts["owner"].wording == "owner({m}) is {value}"
    assert world.durations["known"].hours == 336
    assert world.durations["word"].readings == (("a", 24), ("b", 720))
    assert (world.durations["free"].hours, world.durations["free"].readings) == (None, ())
