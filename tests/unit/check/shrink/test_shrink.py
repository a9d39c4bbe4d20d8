"""All passes together: each accepted change costs less, the end is the same from everywhere, and there is an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from shrinking import ALARM, Asked, train

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.shrink import shrink
from rspverify.check.shrink.attempts import Attempts
from rspverify.check.shrink.cost import Cost
from rspverify.check.shrink.draft import Draft
from rspverify.policy.vocabulary import World
from rspverify.semantics.replay import Confirmed, Refused
from rspverify.trace.values import Act, Trace, Wait

CALM, BUSY = ("calm", ()), ("busy", ())
HIGH = {("level", ("model_2",)): "high"}
DUE = "policy due binds l: Lab { clause tell: l must start(l) within 3 days after train(l, any) }"


def _large(asked: Asked) -> Draft:
    happening = (ALARM, train("lab_1", "model_1"), Wait(9), train("lab_2", "model_2"), Wait(100), ALARM)
    facts = {**HIGH, CALM: True, ("budget", ()): 40}
    return asked.draft(*happening, facts=facts, labs=3, models=3, changed={2: {BUSY: True}, 4: {BUSY: False}})


def test_a_large_story_becomes_the_least() -> None:
    asked = Asked("never (some l: Lab, m: Model | level(m) = high and more than 3 days after train(l, m))")
    draft = _large(asked)
    draft = replace(draft, steps=draft.steps[:5], changed=draft.changed[:5])
    found = asked.shrunk(draft)
    assert found.universe.members == {"Lab": ("ada",), "Model": ("model_1",)}
    assert found.steps == (train(), Wait(73))
    odd = {place: value for place, value in found.states[0].facts.items() if value not in (False, 0, "low", "ada")}
    assert odd == {("level", ("model_1",)): "high"}


def test_the_result_complies_and_breaks_the_same_property() -> None:
    """Without the policy a longer wait would do; with it none may pass the deadline."""
    asked = Asked("after train(l, any), start(l) within 1 day", DUE, "due")
    evidence = asked.evidence(asked.draft(ALARM, train(), Wait(20), Wait(40), labs=2))
    found = shrink.shrunk(asked.project, asked.check.conditions, asked.asked, evidence)
    assert found.trace.steps == (train(), Wait(25))
    assert confirm(asked.project, asked.check.conditions, asked.asked, found.trace) == found


def test_a_least_story_stays() -> None:
    asked = Asked("never train(l, m) when calm")
    draft = asked.draft(train(), facts={CALM: True})
    assert asked.shrunk(draft) == asked.evidence(draft).trace


def test_a_story_without_a_step() -> None:
    asked = Asked("never calm")
    found = asked.shrunk(asked.draft(ALARM, Wait(4), facts={CALM: True, BUSY: True}, labs=3, models=2))
    assert found.steps == ()
    assert [place for place, value in found.states[0].facts.items() if value is True] == [CALM]


def test_each_accepted_change_costs_less(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Cost] = []
    improved = Attempts.improved_by

    def noted(self: Attempts, one: object) -> bool:
        seen.append(self.cost)
        better = improved(self, one)  # type: ignore[arg-type]
        assert better == (self.cost < seen[-1])
        return better

    monkeypatch.setattr(Attempts, "improved_by", noted)
    asked = Asked("never train(l, m) when level(m) = high")
    draft = _large(asked)
    asked.shrunk(replace(draft, steps=draft.steps[:4], changed=draft.changed[:4]))
    assert len(set(seen)) > 3


def test_only_so_many_traces_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked("never train(l, m) when level(m) = high")
    draft = _large(asked)
    evidence = asked.evidence(replace(draft, steps=draft.steps[:4], changed=draft.changed[:4]))
    judged: list[Trace] = []

    def counted(*arguments: object) -> Evidence | Refused:
        judged.append(arguments[3])  # type: ignore[arg-type]
        return confirm(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shrink, "confirm", counted)
    monkeypatch.setattr(shrink, "MOST_TRACES", 4)
    few = shrink.shrunk(asked.project, asked.check.conditions, asked.asked, evidence)
    assert len(judged) == 4
    assert isinstance(confirm(asked.project, asked.check.conditions, asked.asked, few.trace), Evidence)
    monkeypatch.setattr(shrink, "MOST_TRACES", 400)
    monkeypatch.setattr(shrink, "MOST_WORK", 10)
    judged.clear()
    assert shrink.shrunk(asked.project, asked.check.conditions, asked.asked, evidence) == evidence
    assert judged == []


def test_no_trace_is_judged_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked("never train(l, m) when level(m) = high and once start(l)")
    draft = asked.draft(Act("start", ("ada",)), ALARM, train(model="model_2"), facts=HIGH, models=2)
    judged: list[Trace] = []

    def counted(*arguments: object) -> Evidence | Refused:
        judged.append(arguments[3])  # type: ignore[arg-type]
        return confirm(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shrink, "confirm", counted)
    asked.shrunk(draft)
    assert len(judged) > 5
    assert all(one != other for i, one in enumerate(judged) for other in judged[:i])


def test_a_pass_cannot_pass_off_what_shows_nothing() -> None:
    def nothing_happens(world: World, draft: Draft, trace: Trace) -> Iterator[Draft]:
        yield replace(draft, steps=(), changed=())

    asked = Asked("never train(l, m)")
    draft = asked.draft(train())
    assert asked.shrunk(draft, nothing_happens) == asked.evidence(draft).trace


def test_what_does_not_follow_from_its_first_state_is_an_error() -> None:
    asked = Asked("never train(l, m)")
    trace = asked.evidence(asked.draft(train())).trace
    odd = replace(trace, states=(trace.states[0], replace(trace.states[1], time=7)))
    with pytest.raises(ValueError, match="does not follow"):
        Attempts(asked.setting, asked.asked.variables, lambda _: None, Evidence(odd, Confirmed(0, {})), 1)
