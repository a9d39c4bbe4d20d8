"""What a check shows: stories that were shrunk, under each reading, and whether a smaller one may exist."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from asked import result

from rspverify.check import engine, judge
from rspverify.check.results import CheckResult, Story, Verdict
from rspverify.encode.decode import Sketch
from rspverify.proof.outcome import Outcome, Refuted
from rspverify.proof.portfolio import prove
from rspverify.report.json import render_replay_json
from rspverify.report.story import render_story
from rspverify.report.style import Style
from rspverify.trace.values import Trace, Wait

CLAIM = "never train(l, m) when dangerous(m)"
SENTENCE = "The solver left open whether another story is shorter, or has fewer members."


def _with_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that finds longer runs than it need: time passes first, and all labs are big."""

    def more(project: object, conditions: object, sketch: Sketch, like: None) -> object:
        trace = complete(project, conditions, sketch, like)  # type: ignore[arg-type]
        assert isinstance(trace, Trace)
        states = (trace.states[0], *trace.states)
        later = tuple(
            replace(state, time=5 if i else 0, facts={**state.facts, ("big", ("lab_1",)): True})
            for i, state in enumerate(states)
        )
        return replace(trace, states=later, steps=(Wait(5), *trace.steps))

    complete = judge.complete
    monkeypatch.setattr(judge, "complete", more)


def _left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot say whether its run is minimal."""

    def open_one(*arguments: object, **more: object) -> Outcome:
        outcome = prove(*arguments, **more)  # type: ignore[arg-type]
        return Refuted(replace(outcome.run, minimal=False)) if isinstance(outcome, Refuted) else outcome

    monkeypatch.setattr(engine, "prove", open_one)


def _story(found: CheckResult) -> Story:
    assert found.verdict is Verdict.VIOLATED
    assert found.story is not None
    return found.story


def _text(story: Story) -> str:
    return " ".join(render_story(story, False, Style()).split())


def test_a_story_is_as_short_as_if_the_engine_had_found_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    least = _story(result(CLAIM, "under free expect violated")).trace
    _with_more(monkeypatch)
    assert _story(result(CLAIM, "under free expect violated")).trace == least


def test_the_story_of_each_reading_is_shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_more(monkeypatch)
    found = result("never train(l, m) when risky(m)", "under free expect violated")
    stories = [row.story for row in found.table]
    assert len(stories) == 2
    assert all(story is not None and len(story.trace.steps) == 1 for story in stories)


def test_a_possibility_is_shown_by_a_story_that_was_shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_more(monkeypatch)
    found = result("possible train(l, m)", "under free expect possible")
    assert found.story is not None
    assert len(found.story.trace.steps) == 1


def test_a_story_says_where_a_smaller_one_may_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    story = _story(result(CLAIM, "under free expect violated"))
    assert SENTENCE not in _text(story)
    assert "may_be_smaller" not in _json(story)
    _left_open(monkeypatch)
    story = _story(result(CLAIM, "under free expect violated"))
    assert _text(story).endswith(SENTENCE)
    assert _json(story)["may_be_smaller"] is True


def test_no_story_is_smaller_than_one_without_steps_and_with_one_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    _left_open(monkeypatch)
    assert not _story(result("never dangerous(m)", "under free expect violated")).may_be_smaller
    two = "never (some m: Model, n: Model | m != n and dangerous(m) and dangerous(n))"
    assert _story(result(two, "under free expect violated")).may_be_smaller


def _json(story: Story) -> dict:  # type: ignore[type-arg]
    return json.loads(render_replay_json("1", "story.itf.json", True, "", story, 0))["story"]
