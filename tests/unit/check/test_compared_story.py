"""Stories about two runs, about two states, and about what policies say of one run."""

from __future__ import annotations

import pytest
from asked import result

from rspverify.check.results import Apart, Beside, Story, Verdict
from rspverify.trace.values import Act

WORLD = """
entity Lab
entity Model
individual acme, zenith: Lab
enum Level { low < middle < high }
fact risky(m: Model) "{m} is risky"
fact level(m: Model): Level "{m} is rated {value}"
fact trained(l: Lab, m: Model) "{l} has {m}"
belief leads(l: Lab) "{l} feels ahead"
public fact told(l: Lab, m: Model) "{l} has told of {m}"
action train(l: Lab, m: Model) by l "{l} trains {m}" then trained(l, m)
public action tell(l: Lab, m: Model) by l "{l} tells of {m}" then told(l, m)
initially no l: Lab, m: Model | trained(l, m) or told(l, m)
policy lead binds l: Lab {
  clause stop: l must not train(l, m) when leads(l)
}
policy follow binds l: Lab {
  clause stop: l must not train(l, m) unless some r: Lab where r != l | once train(r, m)
  clause first overrides stop: acme may train(acme, m)
}
policy rated binds l: Lab {
  clause stop: l must not train(l, m) when level(m) = high
  clause soon: l must tell(l, m) within 2 days after train(l, m) when risky(m)
}
policy late binds l: Lab { clause soon: l must tell(l, m) within 1 day after train(l, m) when risky(m) }
policy silent binds l: Lab {
  clause never: l must not tell(l, m) when risky(m)
}
policy go binds l: Lab {
  clause go: l may train(l, m) when risky(m)
  clause no: l must not train(l, m) when leads(l)
}
"""


def story(claim: str, options: str = "") -> Story:
    found = result(claim, f"{options} expect violated", world=WORLD)
    assert found.verdict is Verdict.VIOLATED, found.reason
    assert found.story is not None
    return found.story


def beside(told: Story) -> Beside:
    assert told.beside is not None
    return told.beside


def test_two_runs_that_differ_at_first() -> None:
    told = story("train(acme, m) does not depend on leads", "under lead")
    aside = beside(told)
    assert told.ending == "acme trains model_1: permitted here, but forbidden at the end of the other run"
    assert aside.kind == "run" and aside.differences == ("at first: acme feels ahead",)
    assert aside.moments == (Apart(0, "", ("it is not so that acme feels ahead",), ("acme feels ahead",)),)
    assert aside.trace.states[0].facts["leads", ("acme",)] is True
    assert aside.story is not None and aside.story.trace == aside.trace
    assert aside.story.ending == "acme trains model_1: forbidden here, but permitted at the end of the first run"
    assert [excerpt.why for excerpt in told.guilty] == ["does not apply: it is not so that acme feels ahead"]
    assert [excerpt.why for excerpt in aside.guilty] == ["forbids this"]


def test_two_runs_whose_steps_differ() -> None:
    told = story("train(zenith, m) does not depend on train, trained", "under follow")
    aside = beside(told)
    assert [moment.step for moment in aside.moments] == list(range(len(told.steps) + 1))
    steps = list(zip(told.trace.steps, aside.trace.steps, strict=True))
    assert any(one != other for one, other in steps)
    for moment, (one, other) in zip(aside.moments[1:], steps, strict=True):
        assert bool(moment.alike) == (one == other)
        assert len(moment.here) == len(moment.there)
    assert Act("train", ("acme", "model_1")) in told.trace.steps
    assert [excerpt.clause for excerpt in aside.guilty] == ["follow.stop"]


def test_what_is_otherwise_for_long_is_said_once() -> None:
    told = story("tell(zenith, m) does not depend on risky", "under silent + follow")
    later = [text for moment in beside(told).moments[1:] for text in moment.there]
    assert not any("risky" in text for text in later)


def test_two_states() -> None:
    told = story("less level never unlocks train(acme, m)", "under rated")
    aside = beside(told)
    assert aside.kind == "state" and aside.moments == () and aside.story is None
    (difference,) = aside.differences
    assert difference.endswith("(as things stand: model_1 is rated high)")
    assert aside.trace.states[-1] != told.trace.states[-1]
    assert told.ending.startswith("acme trains model_1: forbidden as things stand, but permitted if model_1 is rated ")
    assert [e.why for e in aside.guilty] != [e.why for e in told.guilty]


def test_a_duty_that_turns() -> None:
    told = story("more risky never adds duties", "under rated")
    assert told.ending.startswith("the duty rated.soon (acme, model_1) does not apply as things stand, but does if ")
    assert [e.why for e in told.guilty] == ["does not apply"]
    assert [e.why for e in beside(told).guilty] == ["applies"]
    assert told.members == (("Lab", ("acme",)), ("Model", ("model_1",))), "who is spoken of at the end is there"


@pytest.mark.parametrize(
    ("claim", "ending"),
    [
        ("silent forbids whatever lead forbids", "silent permits it, and lead forbids it"),
        ("silent permits whatever lead permits", "silent forbids it, and lead permits it"),
        ("keeping lead keeps silent", "this breaks silent, although lead is kept"),
        ("keeping rated keeps late", "1 day and 1 hour pass: this breaks late.soon, although rated is kept"),
        ("go is complete on tell", "and no clause of go speaks of that"),
        ("go is consistent", "no forbids it, go permits it, and the text does not say which goes first"),
    ],
)
def test_endings(claim: str, ending: str) -> None:
    told = story(claim)
    assert told.ending.endswith(ending)
    assert told.beside is None
    assert bool(told.guilty) == ("complete" not in claim), "nobody is to blame for what no clause speaks of"


def test_a_dead_end_says_what_would_do_and_why_it_cannot_be_done() -> None:
    told = story("rated and silent can be kept together")
    assert "rated.soon falls due now (2 days after the start); what would do: " in told.ending
    assert told.ending.endswith("tells of model_1, but silent forbids it")
    assert [e.clause for e in told.guilty] == ["rated.soon", "silent.never"]
    assert told.guilty[0].why == "falls due"
