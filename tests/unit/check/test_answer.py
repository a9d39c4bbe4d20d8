"""One check, from its claim to one verdict; every claim at least once each way, and vacuous where it can be."""

from __future__ import annotations

import pytest
from asked import WORLD, result, verdict

from rspverify.check.results import Meeting, Verdict

DEAD = WORLD + "axiom nobody_trains: no l: Lab, m: Model | trained(l, m)\n"
"""In this world `train` is possible nowhere."""


@pytest.mark.parametrize(
    ("claim", "options", "expected"),
    [
        ("never train(l, m) when dangerous(m)", "under strict", "holds"),
        ("never train(l, m) when dangerous(m)", "under free", "violated"),
        ("never train(l, m) when trained(l, m) and not trained(l, m)", "under free", "vacuous"),
        ("train(l, m) only when not dangerous(m)", "under strict", "holds"),
        ("train(l, m) only when dangerous(m)", "under free", "violated"),
        ("train(l, m) only after publish(l, m)", "under free", "violated"),
        ("train(l, m) only after incident(m) when dangerous(m)", "under strict", "holds"),
        ("always trained(l, m) implies once train(l, m)", "under free", "holds"),
        ("never trained(l, m)", "under free", "violated"),
        ("after train(l, m), publish(l, m) within 2 days", "under strict", "holds"),
        ("after train(l, m), publish(l, m) within 1 day", "under strict", "violated"),
        ("after train(l, m) when not trained(l, m), publish(l, m) within 2 days", "under strict", "vacuous"),
        ("possible train(l, m)", "under strict", "possible"),
        ("possible train(l, m) when dangerous(m)", "under strict", "impossible"),
        ("possible trained(l, m) and dangerous(m)", "under strict", "possible"),
        ("possible trained(l, m) and not once train(l, m)", "under free", "impossible"),
    ],
)
def test_verdicts(claim: str, options: str, expected: str) -> None:
    assert verdict(claim, options).value == expected


@pytest.mark.parametrize(
    "claim",
    [
        "never train(l, m)",
        "never train(l, m) when dangerous(m)",
        "train(l, m) only when dangerous(m)",
        "train(l, m) only after publish(l, m)",
        "after train(l, m), publish(l, m) within 1 day",
        "after train(l, any), publish(l, any) within 1 day",
    ],
)
def test_vacuous_where_the_act_is_possible_nowhere(claim: str) -> None:
    found = result(claim, "under free expect vacuous", world=DEAD)
    assert found.verdict is Verdict.VACUOUS and found.meeting is Meeting.MET and found.reason


def test_an_act_that_is_only_forbidden_is_there_to_be_judged() -> None:
    ban = "policy none binds l: Lab { clause c: l must not train(l, m) }"
    assert verdict("never train(l, m)", "under none", ban) is Verdict.HOLDS


def test_an_act_that_only_those_who_break_the_policy_come_to_is_not() -> None:
    """Publishing asks for something trained, and nothing complying gets there."""
    text = """
action release(l: Lab, m: Model) by l requires trained(l, m)
policy none binds l: Lab { clause c: l must not train(l, m) }
"""
    assert verdict("never release(l, m)", "under none", text) is Verdict.VACUOUS
    assert verdict("never release(l, m)", "under none even if none.c is broken", text) is Verdict.VIOLATED
    assert (
        verdict("never release(l, m) when not trained(l, m)", "under none even if none is broken", text)
        is Verdict.VACUOUS
    )


def test_assumptions_count_in_vacuity() -> None:
    text = "assume still: no l: Lab, m: Model | trained(l, m)"
    assert verdict("never train(l, m) when dangerous(m)", "under strict assuming still", text) is Verdict.VACUOUS
    assert verdict("never train(l, m) when dangerous(m)", "under strict", text) is Verdict.HOLDS


@pytest.mark.parametrize("claim", ["never train(l, m) when big(l)", "train(l, m) does not depend on big"])
def test_assumptions_that_contradict_each_other_are_told_as_the_reason(claim: str) -> None:
    text = "assume some_are: some l: Lab | big(l)\nassume none_is: no l: Lab | big(l)"
    found = result(claim, "under free assuming some_are, none_is", text)
    assert found.verdict is Verdict.VACUOUS
    assert found.reason == "there is no run in which what is assumed holds: some_are, none_is"
    assert result(claim, "under free assuming none_is", text).reason == (
        "`train` never happens in that condition, in any run" if "when" in claim else ""
    )


WAITING = """
entity Lab
fact open(l: Lab)
varying fact mood(l: Lab)
action go(l: Lab) by l requires open(l)
initially no l: Lab | open(l)
policy free binds l: Lab { }
"""


def test_a_claim_about_states_where_only_time_passes() -> None:
    assert verdict("always not open(l)", "under free", world=WAITING) is Verdict.VACUOUS
    assert verdict("always not mood(l)", "under free", world=WAITING) is Verdict.VIOLATED


def test_after_wait() -> None:
    assert verdict("after wait, go(l) within 1 day", "under free", world=WAITING) is Verdict.VIOLATED


def test_after_a_breach() -> None:
    text = "policy told binds l: Lab { clause ban: l must not train(l, m) clause tell: l must publish(l, m) within 1 day after breach of told.ban(l, m) }"
    claim = "after breach of told.ban(l, m), publish(l, m) within 1 day"
    assert verdict(claim, "under told even if told.ban is broken", text) is Verdict.HOLDS
    assert verdict(claim, "under told even if told is broken", text) is Verdict.VIOLATED


# ---------------------------------------------------------------- readings


def test_readings_one_by_one() -> None:
    found = result("never train(l, m) when dangerous(m) or not dangerous(m)", "under wide", READ)
    assert found.verdict is Verdict.DEPENDS
    assert {row.readings: row.verdict for row in found.table} == {
        (("risky", "narrow"),): Verdict.VIOLATED,
        (("risky", "wide"),): Verdict.HOLDS,
    }
    assert next(row.story for row in found.table if row.verdict is Verdict.VIOLATED) is not None


READ = "policy wide binds l: Lab { clause ban: l must not train(l, m) when risky(m) }"


def test_a_vacuous_and_a_violated_reading_depend() -> None:
    text = "action start(l: Lab, m: Model) by l requires not risky(m)"
    found = result("never start(l, m)", "under free expect depends", text)
    assert found.meeting is Meeting.MET
    assert [row.verdict for row in found.table] == [Verdict.VIOLATED, Verdict.VACUOUS]


def test_named_readings_are_the_only_ones() -> None:
    claim = "never train(l, m) when dangerous(m) or not dangerous(m)"
    assert verdict(claim, "under wide reading risky as wide", READ) is Verdict.HOLDS
    assert verdict(claim, "under wide reading risky as narrow", READ) is Verdict.VIOLATED
    assert verdict(claim, "under wide reading risky as narrow reading risky as wide", READ) is Verdict.DEPENDS


def test_words_that_do_not_matter_make_no_table() -> None:
    found = result("never train(l, m)", "under free", READ)
    assert found.table == () and found.story is not None and found.story.readings == ()


# ---------------------------------------------------------------- bounded

COUNT = """
entity Lab
fact count(l: Lab): int
action up(l: Lab) by l then count(l) becomes count(l) + 1
initially every l: Lab | count(l) = 0
policy free binds l: Lab { }
"""


def test_up_to_some_steps() -> None:
    claim = "never count(l) > 2"
    found = result(claim, "under free up to 2 steps", world=COUNT)
    assert (found.verdict, found.meeting, found.steps) == (Verdict.HOLDS_UP_TO, Meeting.MET, 2)
    assert found.proof is not None and found.proof.bound == 2
    assert verdict(claim, "under free up to 3 steps", world=COUNT) is Verdict.VIOLATED


def test_possible_up_to_some_steps_is_never_bounded() -> None:
    found = result("possible count(l) > 2", "under free up to 2 steps", world=COUNT)
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.OPEN)
    assert verdict("possible count(l) > 2", "under free up to 3 steps", world=COUNT) is Verdict.POSSIBLE


def test_the_bound_is_that_of_the_worst_reading() -> None:
    text = "\nterm far(l: Lab) { reading near: count(l) < 0 reading off: count(l) > 3 }\n"
    found = result("never far(l)", "under free up to 2 steps", text, COUNT)
    assert found.verdict is Verdict.HOLDS_UP_TO and found.steps == 2


def test_vacuity_is_looked_for_beyond_the_bound() -> None:
    text = "\naction late(l: Lab) by l requires count(l) = 3\n"
    found = result("never late(l) when count(l) < 3 or count(l) > 3", "under free up to 1 steps", text, COUNT)
    assert found.verdict is Verdict.VACUOUS
    assert verdict("never late(l)", "under free up to 2 steps", text, COUNT) is Verdict.HOLDS_UP_TO


def test_a_bounded_answer_about_states_in_which_nothing_happens_is_not_called_vacuous() -> None:
    """Whether the claim is true is not known."""
    world = """
entity Lab
varying fact mood(l: Lab)
fact open(l: Lab)
action go(l: Lab) by l requires open(l)
initially no l: Lab | open(l)
policy free { }
"""
    claim = "always not (mood(l) and previously (not mood(l) and previously (mood(l) and previously not mood(l))))"
    found = result(claim, "under free up to 2 steps", world=world)
    assert found.verdict is Verdict.UNDETERMINED and "vacuous" in found.reason


# ---------------------------------------------------------------- not supported


def test_an_act_that_changes_with_time_cannot_be_waited_for() -> None:
    world = WORLD + "individual one: Lab\nfact leader: Lab\naction lead(l: Lab) by l then leader becomes l\n"
    found = result("after train(l, m), publish(leader, m) within 2 days", "under free", world=world)
    assert found.verdict is Verdict.UNDETERMINED and "not yet supported" in found.reason
