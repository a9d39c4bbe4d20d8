"""The run that shows a fault, as a scenario that goes as told without the fault and otherwise with it: it notices, and
costs no proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rspverify.check.fuzzing.scenario_text import Telling, Untellable, scenario_text
from rspverify.check.mutate.against import Shown
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Act, Trace


def scenarios(project: Project, policy: Policy, shown: Shown, laxer: bool, name: str, wording: str) -> Iterator[str]:
    """Candidates. `project`: as it is; `policy`: in which the difference shows; `laxer`: whether the fault
    makes it so."""
    trace, where = shown.evidence.trace, shown.evidence.confirmed
    conditions = Conditions((policy.name,), (), (), (), (), None)
    telling = Telling(name, wording, shown.words, "")
    for past, end in _endings(policy, shown.duty, trace, where.index, where.act, laxer):
        for told in (past, _beforehand(project.world, past)):
            for everything in (False, True):
                try:
                    text = scenario_text(project, conditions, told, replace(telling, everything=everything))
                except Untellable:
                    continue
                yield text.removesuffix("}\n") + f"  {end}\n}}\n"


def _endings(
    policy: Policy, name: str, trace: Trace, index: int, act: Act | None, laxer: bool
) -> Iterator[tuple[Trace, str]]:
    """How far the run is played, and what then is so without the fault. `name`: of the duty that it is about, if it is
    not about an act."""
    if act is not None:
        yield _until(trace, index), f"{_said(act)} is {'forbidden' if laxer else 'permitted'}"
        return
    duty = policy.clauses.get(name)
    if duty is None or not isinstance(duty.norm, Duty | RecurringDuty):
        return
    breach = f"once breach of {policy.name}.{name}{_any(len(duty.variables))}"
    yield trace, f"so {breach if laxer else f'not {breach}'}"
    before = _until(trace, len(trace.steps) - 1)
    for owed in _owed(duty):
        yield before, f"so {'' if laxer else 'not '}required {owed} by {policy.name}"


def _until(trace: Trace, index: int) -> Trace:
    return replace(trace, states=trace.states[: index + 1], steps=trace.steps[:index])


def _beforehand(world: World, trace: Trace) -> Trace:
    """The same, but that what varies with an act has changed before it: no scenario can say that it does so with it."""
    states = list(trace.states)
    for i in reversed(range(len(trace.steps))):
        if isinstance(trace.steps[i], Act):
            then = states[i + 1].facts
            facts = {
                place: then[place] if world.facts[place[0]].kind == "varying" else found
                for place, found in states[i].facts.items()
            }
            states[i] = replace(states[i], facts=facts)
    return replace(trace, states=tuple(states))


def _said(act: Act) -> str:
    return f"{act.action}({', '.join(map(str, act.arguments))})" if act.arguments else act.action


def _owed(duty: Clause) -> Sequence[str]:
    return tuple(f"{act.action}{_any(len(act.arguments))}" for act in duty.norm.acts)


def _any(number: int) -> str:
    return f"({', '.join(['any'] * number)})" if number else ""
