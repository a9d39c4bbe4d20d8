"""What is said to have had to be otherwise in a story, and nothing else of its size, takes away what the story shows.

Every single change is tried here by plain replay, at all places, whether or not anything looks there: of random projects,
and of the violated ones of the corpus, whose stories hang on more facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import OPTIONS

from rspverify.check.answer import answer
from rspverify.check.counterfactuals import Changed, counterfactuals
from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.policy.claims import Project
from rspverify.policy.load import load
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort
from rspverify.semantics.admission import Refused, run_of, unassumed
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.run import Run, SemanticsError, values_of
from rspverify.trace.values import Trace

VIOLATED = sorted((Path(__file__).parents[1] / "corpus" / "violated").glob("*.rsp"))


def lies(project: Project) -> Iterator[str]:
    check = project.checks[0]
    asked, conditions = project.properties[check.property], check.conditions
    judged = answer(project, asked, conditions, OPTIONS).judged
    shown = next((one.evidence for one in judged if one.evidence is not None and one.evidence.other is None), None)
    if shown is None:
        return
    setting = Setting.of(project, conditions)
    draft = draft_of(setting, shown.trace)
    told = counterfactuals(project, conditions, asked, shown.trace)
    for one in told.found:
        changed = _with(draft, *one.changed)
        if not _takes_away(project, setting, changed):
            yield f"{one.changes} does not take it away"
        for spare in one.changed if len(one.changed) > 1 else ():
            if _takes_away(project, setting, _with(draft, *(one.changed - {spare}))):
                yield f"{one.changes} is more than is needed"
    alone = {next(iter(one.changed)) for one in told.found if len(one.changed) == 1}
    if told.complete:
        for change in _all_changes(project, draft):
            if change not in alone and _takes_away(project, setting, _with(draft, change)):
                yield f"{change} would do too"


def _all_changes(project: Project, draft: Draft) -> Iterator[Changed]:
    moments = [(0, draft.first), *enumerate(draft.changed, start=1)]
    for step, values in moments:
        for place, present in values.items():
            sort = project.world.facts[place[0]].sort
            if isinstance(sort, BoolSort | EntitySort | EnumSort):
                others = (value for value in values_of(draft.universe, sort) if value != present)
                yield from (Changed(step, place, value) for value in others)


def _with(draft: Draft, *changes: Changed) -> Draft:
    first, later = dict(draft.first), [dict(changed) for changed in draft.changed]
    for one in changes:
        (first if one.step == 0 else later[one.step - 1])[one.place] = one.value
    return Draft(draft.universe, draft.readings, draft.durations, first, draft.steps, tuple(later))


def _takes_away(project: Project, setting: Setting, draft: Draft) -> bool:
    """The changed story is one of the runs in question, and none of its beginnings shows the same."""
    check = project.checks[0]
    asked, conditions = project.properties[check.property], check.conditions
    trace = stepped(setting, draft)
    run = Refused("", None) if trace is None else run_of(project, conditions, trace)
    if trace is None or not isinstance(run, Run):
        return False
    try:
        if unassumed(project, conditions, run) is not None:
            return False
    except SemanticsError:
        return False
    beginnings = [_beginning(trace, i) for i in range(len(trace.states))]
    return not any(isinstance(replay(project, conditions, asked, one), Confirmed) for one in beginnings)


def _beginning(trace: Trace, i: int) -> Trace:
    return Trace(trace.universe, trace.readings, trace.durations, trace.states[: i + 1], trace.steps[:i])


@given(seeds)
@examples(60)
def test_changes_take_away_what_a_story_shows_and_no_others_do(seed: int) -> None:
    drawn = draw(seed)
    assert not list(lies(drawn.project)), drawn.text


@given(seeds)
@examples(25)
def test_the_same_of_claims_that_compare(seed: int) -> None:
    drawn = draw(seed, compare=True)
    assert not list(lies(drawn.project)), drawn.text


@pytest.mark.parametrize("path", VIOLATED, ids=lambda path: path.stem)
def test_the_same_of_the_corpus(path: Path) -> None:
    assert not list(lies(load(path)))
