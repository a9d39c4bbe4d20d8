"""A run as what determines it: how it begins, what happens, and what changes by nobody's doing.

All else follows by stepping from the first state with the semantics, so that to change one part is to change the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies
from rspverify.policy.norms import Policy
from rspverify.policy.vocabulary import World
from rspverify.semantics.run import Run, SemanticsError, places
from rspverify.semantics.steps import NOTHING, misplaced, outcome
from rspverify.trace.values import Act, Place, State, Step, Trace, Universe, Value, Wait


@dataclass(frozen=True)
class Setting:
    """What gives a trace its meaning: `policies` as `effective_policies` gives them, `under` those of the check."""

    world: World
    policies: dict[str, Policy]
    under: tuple[str, ...]

    @staticmethod
    def of(project: Project, conditions: Conditions) -> Setting:
        return Setting(project.world, effective_policies(project, conditions), conditions.policies)

    def run(self, trace: Trace) -> Run:
        return Run.of(self.world, self.policies, self.under, trace)


@dataclass(frozen=True)
class Draft:
    """`first`: the facts of the first state. `changed[i]`: the places that get by step i a value which they did not
    have and which its effects do not write: varying facts, and what an act leaves open."""

    universe: Universe
    readings: dict[str, str]
    durations: dict[str, int]
    first: Mapping[Place, Value]
    steps: tuple[Step, ...]
    changed: tuple[Mapping[Place, Value], ...]


def draft_of(setting: Setting, trace: Trace) -> Draft:
    """What determines a trace that is a run."""
    run = setting.run(trace)
    changed = []
    for i, step in enumerate(trace.steps):
        expected = {**trace.states[i].facts, **_written(run, step, i)}
        after = trace.states[i + 1].facts
        changed.append({place: found for place, found in after.items() if expected[place] != found})
    return Draft(trace.universe, trace.readings, trace.durations, trace.states[0].facts, trace.steps, tuple(changed))


def stepped(setting: Setting, draft: Draft) -> Trace | None:
    """The trace of a draft, its states computed one by one, places in the order of declarations and members; None where
    a state has another shape, or the effects of a step no meaning. Whether it is a run is for `confirm` to say."""
    first = {place: draft.first[place] for place in places(setting.world, draft.universe) if place in draft.first}
    run = setting.run(Trace(draft.universe, draft.readings, draft.durations, (State(0, first),)))
    try:
        for i, step in enumerate(draft.steps):
            before = run.trace.states[i]
            facts = {**before.facts, **_written(run, step, i), **draft.changed[i]}
            run = run.then(step, State(before.time + (step.hours if isinstance(step, Wait) else 0), facts))
    except SemanticsError:
        return None
    shaped = all(misplaced(setting.world, draft.universe, state) is None for state in run.trace.states)
    return run.trace if shaped else None


def _written(run: Run, step: Step, i: int) -> Mapping[Place, Value]:
    """What the effects of a step from state i write. Raises `SemanticsError`."""
    return (outcome(run, step, i) if isinstance(step, Act) else NOTHING).written
