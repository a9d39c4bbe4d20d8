"""Where a run is headed: a boundary of a clause or a claim, for some members, and what would bring it nearer."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.fuzz.aim import Setting, Wish, aim, concrete
from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.matter import Matter, Target
from rspverify.fuzz.reach import fitting, is_forbidden, towards, ways, within_reach
from rspverify.policy.expressions import Variable
from rspverify.semantics.evaluate import number
from rspverify.semantics.run import Environment, Run, SemanticsError, values_of
from rspverify.trace.values import Act, Value, Wait

_INSTANCES = 8


@dataclass(frozen=True)
class Heading:
    """A boundary for these members; `wanted`: whether its condition should be met, or just not be. `others`: members
    for the clause that overrides."""

    target: Target
    members: Environment
    wanted: bool
    others: Environment


def some_heading(choices: Choices, matter: Matter, run: Run) -> Heading | None:
    """None where there is no boundary, or it speaks of what has no end."""
    try:
        claims = not matter.clauses or (bool(matter.claims) and choices.chance(50))
        target = choices.one(matter.claims if claims else matter.clauses)
        members = _members(choices, run, target.variables)
        others: dict[str, Value] = {}
        if target.other is not None:
            others = _members(choices, run, target.other.variables) | {own: members[one] for own, one in target.links}
        return Heading(target, members, not choices.chance(20), others)
    except (Dead, SemanticsError):
        return None


def _members(choices: Choices, run: Run, variables: tuple[Variable, ...]) -> dict[str, Value]:
    return {one.name: choices.one(values_of(run.universe, one.sort)) for one in variables}


def wishes(choices: Choices, run: Run, heading: Heading) -> list[Wish]:
    """What is missing; nothing if the condition is as it should be. Raises `Dead`, `SemanticsError`."""
    found = list(aim(choices, run, heading.target.bound, heading.members, True))
    found += aim(choices, run, heading.target.condition, heading.members, heading.wanted)
    if heading.target.other is not None:
        found += aim(choices, run, heading.target.other.condition, heading.others, True)
    return fitting(run, found)


def opening(choices: Choices, run: Run, heading: Heading) -> list[Setting]:
    """What facts of a state would have to be for the act not to be forbidden there. Raises nothing."""
    try:
        act = concrete(choices, run, choices.one(heading.target.acts), heading.members)
        found = ways(choices, run, act) if is_forbidden(run, act) else []
    except (Dead, SemanticsError):
        return []
    return [one for one in found if not isinstance(one, Act)]


def settings(choices: Choices, run: Run, heading: Heading | None) -> list[Setting]:
    """What is missing of the facts of a state. Raises nothing."""
    try:
        found = [] if heading is None else wishes(choices, run, heading)
    except (Dead, SemanticsError):
        return []
    return [one for one in found if not isinstance(one, Act)]


def nearer(choices: Choices, run: Run, heading: Heading) -> Wish | Wait:
    """The next thing to do, or to have set by nobody's doing: what is missing, else the act itself, and then the wait.
    Raises `Dead`, `SemanticsError`."""
    target = heading.target
    missing = wishes(choices, run, heading)
    if not missing:
        acts = [concrete(choices, run, act, heading.members) for act in target.acts]
        if target.wait is not None and (not acts or any(act in run.trace.steps for act in acts)):
            return Wait(number(run, target.wait, run.last, heading.members) + choices.one((1, 0)))
        return within_reach(choices, run, choices.one(acts))
    return towards(choices, run, choices.one(missing))
