"""What an engine found, completed to a whole run and judged by the reference semantics."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rspverify.encode.decode import Sketch
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.policy.conditions import effective_policies
from rspverify.semantics.replay import Confirmed, Refused, replay
from rspverify.semantics.run import LimitReached, SemanticsError
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import NOTHING, outcome
from rspverify.trace.values import Act, State, Trace, Wait


@dataclass(frozen=True)
class Evidence:
    """A trace that the reference semantics confirmed, and where it found the claim violated (or witnessed).
    `may_be_smaller`: the engines left open whether fewer steps, or fewer members, show the same. `other`: the second
    run (or the same run with its last state changed), for a claim about two."""

    trace: Trace
    confirmed: Confirmed
    may_be_smaller: bool = False
    other: Trace | None = None


@dataclass(frozen=True)
class GivenUp:
    """A run was found, but its first state could not be completed in reasonable time."""

    reason: str


def complete(
    project: Project, conditions: Conditions, sketch: Sketch, like: Trace | None = None
) -> Trace | Refused | GivenUp:
    """The sketch as a whole run: facts that did not matter to the engine begin with the first values that axioms and
    assumptions allow (or as in the run `like`), and change as the semantics says."""
    policies = effective_policies(project, conditions)
    assumed = tuple(project.world.assumptions[name] for name in conditions.assuming)
    try:
        found = starts(
            replace(project.world, axioms=(*project.world.axioms, *assumed)),
            policies,
            conditions.policies,
            sketch.universe,
            sketch.readings,
            sketch.durations,
            sketch.facts[0] if like is None else {**like.states[0].facts, **sketch.facts[0]},
        )
        run = next(found, None)
        if run is None:
            return Refused("no first state has the values that the engine found", 0)
        run = replace(run, world=project.world)
        for i, step in enumerate(sketch.steps):
            does = outcome(run, step, i) if isinstance(step, Act) else NOTHING
            facts = {**run.trace.states[i].facts, **does.written, **sketch.facts[i + 1]}
            run = run.then(step, State(run.time(i) + (step.hours if isinstance(step, Wait) else 0), facts))
    except LimitReached:
        return GivenUp("a run was found, but the facts that do not matter to it could not be completed")
    except SemanticsError as error:
        return Refused(str(error), None)
    return run.trace


def confirm(
    project: Project, conditions: Conditions, asked: Property, trace: Trace, other: Trace | None = None
) -> Evidence | Refused:
    """The evidence that a trace (with another one, for a claim about two) is, if the reference semantics says so."""
    judged = replay(project, conditions, asked, trace, other)
    return Evidence(trace, judged, other=other) if isinstance(judged, Confirmed) else judged


def under_other_readings(
    project: Project, conditions: Conditions, asked: Property, shown: Evidence, readings: dict[str, str]
) -> Evidence | None:
    """The same evidence with its words read otherwise, if it still shows the same; None where it does not."""

    def read(trace: Trace) -> Trace:
        return replace(trace, readings={**trace.readings, **readings})

    other = None if shown.other is None else read(shown.other)
    found = confirm(project, conditions, asked, read(shown.trace), other)
    return found if isinstance(found, Evidence) else None
