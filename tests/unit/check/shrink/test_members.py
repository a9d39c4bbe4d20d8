"""Members that are not needed are taken away, two that need not differ become one; the first names stay in use."""

from __future__ import annotations

from shrinking import Asked, train

from rspverify.check.shrink.members import members


def test_a_superfluous_member_is_taken_away_with_what_mentions_it() -> None:
    asked = Asked("never train(l, m)")
    draft = asked.draft(train(model="model_1"), train("lab_1", "model_2"), labs=2, models=2)
    found = asked.shrunk(draft, members)
    assert found.universe.members == {"Lab": ("ada",), "Model": ("model_1",)}
    assert found.steps == (train(),)


def test_those_who_are_left_take_the_first_names() -> None:
    asked = Asked("never train(l, m) when level(m) = high")
    facts = {("level", ("model_3",)): "high"}
    found = asked.shrunk(asked.draft(train(model="model_3"), facts=facts, models=3), members)
    assert found.universe.members["Model"] == ("model_1",)
    assert found.steps == (train(model="model_1"),)
    assert found.states[0].facts["level", ("model_1",)] == "high"


def test_two_members_become_one() -> None:
    """Neither can be left out, since both acts are needed."""
    asked = Asked("never train(l, m) when once start(any)")
    from rspverify.trace.values import Act

    draft = asked.draft(Act("start", ("lab_1",)), train("lab_2"), labs=3)
    found = asked.shrunk(draft, members)
    assert found.universe.members["Lab"] == ("ada",)
    assert found.steps == (Act("start", ("ada",)), train())


def test_the_one_that_is_left_may_have_the_facts_of_the_other() -> None:
    asked = Asked("never train(l, m) when level(m) = high and some n: Model | author(n) = ada and level(n) = high")
    facts = {("level", ("model_1",)): "low", ("level", ("model_2",)): "high"}
    found = asked.shrunk(asked.draft(train(model="model_2"), facts=facts, models=2), members)
    assert found.universe.members["Model"] == ("model_1",)
    assert found.states[0].facts["level", ("model_1",)] == "high"


def test_individuals_and_the_last_member_stay() -> None:
    asked = Asked("never train(l, m) when l != ada")
    found = asked.shrunk(asked.draft(train("lab_1"), labs=2), members)
    assert found.universe.members == {"Lab": ("ada", "lab_1"), "Model": ("model_1",)}


def test_members_that_must_differ_stay() -> None:
    asked = Asked("never (some m: Model, n: Model | m != n and trained(l, m) and trained(l, n))")
    draft = asked.draft(train(), train(model="model_2"), models=3)
    found = asked.shrunk(draft, members)
    assert found.universe.members["Model"] == ("model_1", "model_2")
