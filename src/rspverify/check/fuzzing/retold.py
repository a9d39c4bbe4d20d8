"""A run that shows something, written as a scenario that parses, goes as told, and shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rspverify.check.confirm import Evidence
from rspverify.check.fuzzing.scenario_text import Telling, Untellable, free_name, scenario_text
from rspverify.check.shrink.draft import Setting, draft_of, stepped
from rspverify.policy.claims import Conditions, Project, Property, Scenario
from rspverify.policy.load import load_text
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.scenarios import tell
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.trace.values import Trace, Wait


@dataclass(frozen=True)
class Retold:
    """`text`: the scenario; empty where there is none, and then `untold` says why."""

    name: str
    text: str
    untold: str = ""


@dataclass(frozen=True)
class Kept:
    """Where scenarios are kept: a file that uses the policy file, with its present text (empty: there is none yet).
    `taken`: names that are in use."""

    path: str
    text: str
    taken: tuple[str, ...]


def retold(
    project: Project,
    conditions: Conditions,
    asked: Property,
    found: tuple[Evidence, ...],
    relevant: tuple[str, ...],
    kept: Kept,
    remark: str,
) -> Retold:
    """`found`: evidence of the same, the smallest first; the first that can be told is. `conditions`: of the runs, with
    the policies that they comply with. Raises nothing."""
    name = free_name(asked.name, kept.taken)
    reason = ""
    for evidence in found:
        for trace in _as_told(project, conditions, asked, evidence):
            for everything in (False, True):
                telling = Telling(name, f"shows {asked.name}", relevant, remark, everything)
                try:
                    text = scenario_text(project, conditions, trace, telling)
                except Untellable as problem:
                    reason = reason or str(problem)
                    continue
                problem_found = _problem(project, conditions, asked, evidence, trace, kept, text)
                if not problem_found:
                    return Retold(name, text)
                reason = reason or problem_found
    return Retold("", "", reason)


def _as_told(project: Project, conditions: Conditions, asked: Property, evidence: Evidence) -> Iterator[Trace]:
    """The run with changes by nobody's doing in waits of their own, as `meanwhile` tells them."""
    setting = Setting.of(project, conditions)
    draft = draft_of(setting, evidence.trace)
    facts = project.world.facts
    steps, changes = [], []
    for step, changed in zip(draft.steps, draft.changed, strict=True):
        varying = {place: value for place, value in changed.items() if facts[place[0]].kind == "varying"}
        if not varying or step == Wait(0):
            steps.append(step)
            changes.append(dict(changed))
            continue
        steps += [step, Wait(0)]
        changes += [{place: value for place, value in changed.items() if place not in varying}, varying]
    if len(steps) > len(draft.steps) and steps[-1] == Wait(0):
        last = stepped(setting, replace(draft, steps=tuple(steps[:-1]), changed=tuple(changes[:-1])))
        yield from () if last is None else (last,)
    split = stepped(setting, replace(draft, steps=tuple(steps), changed=tuple(changes)))
    yield from () if split is None else (split,)


def _problem(
    project: Project,
    conditions: Conditions,
    asked: Property,
    evidence: Evidence,
    trace: Trace,
    kept: Kept,
    text: str,
) -> str:
    """Why the scenario will not do; empty if it will."""
    if not isinstance(replay(project, conditions, asked, trace, evidence.other), Confirmed):
        return "the run shows the same only if things change by nobody's doing just as something else happens"
    try:
        played = load_text(SourceFile(kept.path, kept.text + text))
    except SourceError as error:
        return f"the text would be wrong: {error.diagnostics[0].message}"
    scenario: Scenario = played.scenarios[-1]
    for told in tell(played, scenario):
        if told.failure is not None:
            return f"it would not go as told: {told.failure.reason}"
        if told.run is None or told.run.trace != replace(trace, readings=told.readings):
            return "a scenario would begin, or go on, in another way"
        if not isinstance(replay(project, conditions, asked, told.run.trace, evidence.other), Confirmed):
            return "told again it would not show the same under all readings"
    return ""
