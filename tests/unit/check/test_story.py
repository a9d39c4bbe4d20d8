"""A replayed run in the words of the vocabulary."""

from __future__ import annotations

import pytest
from asked import project, result, results

from rspverify.check.phrases import default_value, fact_phrase, step_phrase
from rspverify.check.results import Story
from rspverify.check.words import moment_text
from rspverify.policy.sorts import BoolSort, EnumSort, IntSort
from rspverify.trace.values import Act, Universe, Wait

MORE = """
individual anthropic: Lab
fact owner(m: Model): Lab "{m} belongs to {value}"
fact due(m: Model): time "{m} is due at {value}"
"""


def story(claim: str, options: str, text: str = "") -> Story:
    found = result(claim, options, text).story
    assert found is not None
    return found


def test_who_is_there_how_it_begins_what_happens_and_where_it_breaks() -> None:
    told = story("never train(l, m) when dangerous(m)", "under free")
    assert told.members == (("Lab", ("lab_1",)), ("Model", ("model_1",)))
    assert told.initially == ("model_1 is dangerous",)
    assert [(step.number, step.time, step.text, step.changes) for step in told.steps] == [
        (1, 0, "lab_1 trains model_1", ("lab_1 has model_1",))
    ]
    assert told.ending == "lab_1 trains model_1, which the property rules out"
    assert told.hinges == ("model_1 is dangerous",)
    assert len(told.trace.steps) == 1


def test_an_individual_that_acts_is_there_also_where_the_act_has_no_wording() -> None:
    text = "individual anthropic: Lab\nindividual nobody: Model\nproperty asked: never publish(any, any)\ncheck asked"
    (found,) = results(text)
    assert found.story is not None and found.story.steps[0].text == "publish(anthropic, nobody)"
    assert found.story.members == (("Lab", ("anthropic",)), ("Model", ("nobody",)))


def test_which_clauses_were_about_each_act() -> None:
    text = """
policy lax binds l: Lab {
  clause ban: l must not train(l, m) when dangerous(m) unless big(l)
  clause leave overrides ban: l may train(l, m) when published(l, m)
}
"""
    told = story("never train(l, m) when dangerous(m) and big(l)", "under lax", text)
    (step,) = told.steps
    statuses = {note.clause: note.status for note in step.clauses}
    assert statuses["lax.ban"] == "does not apply: its exception is met, since big(lab_1)"
    assert statuses["lax.leave"].startswith("does not apply: ")
    assert "lax.ban" in [excerpt.clause for excerpt in told.guilty]
    told = story("never train(l, m) when dangerous(m) and not big(l)", "under lax", text)
    last = {note.clause: note.status for note in told.steps[-1].clauses}
    assert last == {"lax.ban": "would forbid this, but is defeated by `leave`", "lax.leave": "permits this"}


def test_whom_a_policy_does_not_bind() -> None:
    text = "individual anthropic: Lab\npolicy one binds l: Lab where l = anthropic { otherwise forbidden }"
    told = story("never train(l, m)", "under one", text)
    assert "does not bind" in told.steps[-1].clauses[0].status


def test_what_is_owed_while_time_passes() -> None:
    told = story("after train(l, m), publish(l, m) within 1 day", "under strict")
    wait = told.steps[-1]
    assert wait.text == "1 day and 1 hour pass"
    assert [note.status for note in wait.clauses] == ["is owed, due 2 days after the start"]
    assert told.ending == "1 day has passed, and what had to follow has not been done"
    assert [excerpt.clause for excerpt in told.guilty] == ["strict.report"]


FIRST = "clause first: l must publish(l, m) within 1 day after train(l, m)"
NOT_OWED = [
    (f"{FIRST} unless big(l)", {"late.first": "does not begin: its exception is met, since big(lab_1)"}),
    (
        f"{FIRST} clause leave overrides first: l need not publish(l, m) when dangerous(m)",
        {"late.first": "would begin, but is defeated by `leave`", "late.leave": "overrides `first`"},
    ),
    (
        "clause first: l must publish(l, m) within 1 day after train(l, m) while dangerous(m)",
        {"late.first": "does not begin: it is not so that model_1 is dangerous"},
    ),
    (
        "clause first: l must publish(l, m) within 1 day when trained(l, m) and big(l)",
        {"late.first": "does not apply: it is not so that big(lab_1)"},
    ),
    (
        "clause first: l must publish(l, m) every 1 day while trained(l, m) and big(l)",
        {"late.first": "does not apply: it is not so that big(lab_1)"},
    ),
    ("clause first: l must publish(l, m) within 3 days after train(l, m)", {"late.first": "is owed"}),
]


@pytest.mark.parametrize(("clauses", "said"), NOT_OWED)
def test_a_deadline_that_passes_is_put_down_to_the_duties_to_do_what_is_missed(
    clauses: str, said: dict[str, str]
) -> None:
    other = "clause other: l must train(l, any) within 9 days after train(l, any)"
    text = f"policy late binds l: Lab {{ {clauses} {other} }}"
    told = story("after train(l, m), publish(l, m) within 1 day", "under late", text)
    assert {excerpt.clause: excerpt.why for excerpt in told.guilty} == said
    notes = {note.clause: note.status for step in told.steps for note in step.clauses}
    assert notes["late.first"].startswith(said["late.first"])


def test_a_duty_that_ended_or_binds_somebody_else() -> None:
    text = f"""
policy late binds l: Lab where l != anthropic {{ {FIRST}
  clause leave overrides first: l need not publish(l, m) when dangerous(m) }}
individual anthropic: Lab
initially no m: Model | dangerous(m)
property asked: after train(l, m), publish(l, m) within 1 day
property others: after train(l, m) when l != anthropic, publish(l, m) within 1 day
check asked under late
check others under late
"""
    unbound, ended = (found.story for found in results(text))
    assert unbound is not None and ended is not None
    assert [(excerpt.clause, excerpt.why) for excerpt in unbound.guilty] == [("late", "does not bind anthropic")]
    assert [(excerpt.clause, excerpt.why) for excerpt in ended.guilty] == [
        ("late.first", "ends: it is defeated by `leave`"),
        ("late.leave", "overrides `first`"),
    ]


def test_a_condition_that_goes_does_not_end_a_duty() -> None:
    """What it was opened under plays no part any more: it is the exemption that ends it."""
    text = f"""
fact mild(l: Lab)
event calm(m: Model) then not dangerous(m), mild(l) for every l: Lab
policy late binds l: Lab {{ {FIRST} when dangerous(m)
  clause leave overrides first: l need not publish(l, m) when mild(l) }}
property asked: after train(l, m) when dangerous(m) and not mild(l), publish(l, m) within 1 day
check asked under late
"""
    (found,) = results(text)
    assert found.story is not None
    assert [(excerpt.clause, excerpt.why) for excerpt in found.story.guilty] == [
        ("late.first", "ends: it is defeated by `leave`"),
        ("late.leave", "overrides `first`"),
    ]


def test_why_keeping_one_policy_does_not_keep_another_in_time() -> None:
    text = f"policy firm binds l: Lab {{ {FIRST} }}\npolicy lax binds l: Lab {{ {FIRST} unless big(l) }}"
    told = story("keeping lax keeps firm", "", text)
    said = {excerpt.clause: excerpt.why for excerpt in told.guilty}
    assert said["lax.first"] == "does not begin: its exception is met, since big(lab_1)"


def test_why_nothing_is_required() -> None:
    text = f"policy lax binds l: Lab {{ {FIRST} unless big(l) }}"
    told = story("always trained(l, m) implies required publish(l, m) by lax or published(l, m)", "under strict", text)
    assert [(excerpt.clause, excerpt.why) for excerpt in told.guilty] == [
        ("lax.first", "does not begin: its exception is met, since big(lab_1)")
    ]


def test_what_otherwise_forbidden_decides() -> None:
    text = """
policy tight "the tight one" binds l: Lab { otherwise forbidden clause leave: l may publish(l, m) when big(l) }
policy brief in force while not once incident(any) binds l: Lab { otherwise forbidden }
"""
    told = story("free forbids whatever tight forbids on train", "", text)
    assert [(note.clause, note.status) for note in told.steps[-1].clauses] == [
        ("tight", "forbids this, since no clause permits it")
    ]
    assert [excerpt.why for excerpt in told.guilty] == ["forbids this, since no clause permits it"]
    why = "does not forbid this: the policy is not in force, since incident(any)"
    told = story("never train(l, m)", "under brief", text)
    assert [(note.clause, note.status) for note in told.steps[-1].clauses] == [("brief", why)]
    assert [excerpt.why for excerpt in told.guilty] == [why]


def test_a_property_of_states() -> None:
    told = story("always not (trained(l, m) and dangerous(m))", "under free")
    assert told.ending == "things stand as the property rules out"
    assert set(told.hinges) == {"lab_1 has model_1", "model_1 is dangerous"}


def test_norms_that_a_property_speaks_of_point_at_their_clauses() -> None:
    told = story("always permitted train(l, m)", "under strict")
    assert "strict.ban" in [excerpt.clause for excerpt in told.guilty]


def test_a_witness() -> None:
    told = story("possible train(l, m) when big(l)", "under strict")
    assert told.ending.endswith("as asked for") and told.hinges == ("big(lab_1)",)


def test_only_readings_that_matter_are_told() -> None:
    told = story("never train(l, m) when risky(m)", "under free reading risky as narrow reading risky as wide")
    assert [(word, reading) for word, reading, _ in told.readings] == [("risky", "narrow")]
    assert story("never train(l, m)", "under free").readings == ()


def test_only_lengths_that_matter_are_told() -> None:
    text = """
duration notice
duration other
duration spare
policy slow binds l: Lab { clause a: l must publish(l, m) within notice after train(l, m) }
policy idle binds l: Lab { clause a: l must publish(l, m) within other after breach of slow.a(l, m) }
policy unused binds l: Lab { clause a: l must publish(l, m) within spare after train(l, m) }
"""
    assert [name for name, _ in story("never train(l, m)", "under slow", text).durations] == ["notice"]
    assert [name for name, _ in story("never train(l, m)", "under idle", text).durations] == ["notice", "other"]
    assert [name for name, _ in story("after train(l, m), publish(l, m) within spare", "", text).durations] == ["spare"]


def test_phrases() -> None:
    world = project(MORE).world
    assert step_phrase(world, Act("train", ("anthropic", "gpt_1"))) == "anthropic trains gpt_1"
    assert [step_phrase(world, Wait(hours)) for hours in (1, 24, 26)] == [
        "1 hour passes",
        "1 day passes",
        "1 day and 2 hours pass",
    ]
    assert "no time passes" in step_phrase(world, Wait(0))
    assert fact_phrase(world, ("owner", ("model_1",)), "lab_2") == "model_1 belongs to lab_2"
    assert fact_phrase(world, ("due", ("model_1",)), 48) == "model_1 is due at 2 days after the start"
    assert fact_phrase(world, ("dangerous", ("m",)), False) == "it is not so that m is dangerous"


def test_moments() -> None:
    assert [moment_text(hours) for hours in (0, 25, -24)] == [
        "the start",
        "1 day and 1 hour after the start",
        "1 day before the start",
    ]


def test_what_a_story_need_not_mention() -> None:
    universe = Universe({"Lab": ("one",)})
    sorts = (
        BoolSort(),
        EnumSort("E", ("x", "y"), False),
        IntSort(0, 9),
        IntSort(3, 9),
        IntSort(-9, -2),
        IntSort(None, None),
    )
    assert [default_value(universe, sort) for sort in sorts] == [False, "x", 0, 3, -2, 0]
