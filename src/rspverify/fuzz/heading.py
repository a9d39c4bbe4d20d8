"""Where a run is headed: a boundary of a clause or a claim, for some members, and what would bring it nearer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from rspverify.check.fuzzing.goals import condition_of
from rspverify.fuzz.aim import Setting, Wish, aim, concrete
from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.matter import Matter, Target
from rspverify.policy.expressions import Expr, Var, Variable
from rspverify.policy.norms import Clause, Order, Permission, Policy, SolePermission
from rspverify.policy.vocabulary import Action, Effect
from rspverify.semantics import norms
from rspverify.semantics.evaluate import number
from rspverify.semantics.run import Environment, Run, SemanticsError, belongs, values_of
from rspverify.trace.values import Act, Place, Value, Wait

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
    found = list(aim(choices, run, heading.target.condition, heading.members, heading.wanted))
    if heading.target.other is not None:
        found += aim(choices, run, heading.target.other.condition, heading.others, True)
    return [one for one in found if isinstance(one, Act) or _fits(run, *one)]


def opening(choices: Choices, run: Run, heading: Heading) -> list[Setting]:
    """What facts of a state would have to be for the act not to be forbidden there. Raises nothing."""
    try:
        act = concrete(choices, run, choices.one(heading.target.acts), heading.members)
        found = ways(choices, run, act) if _forbidden(run, act) else []
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


def _fits(run: Run, place: Place, found: Value) -> bool:
    return belongs(run.universe, run.world.facts[place[0]].sort, found)


def nearer(choices: Choices, run: Run, heading: Heading) -> Wish | Wait:
    """The next thing to do, or to have set by nobody's doing: what is missing, else the act itself, and then the wait.
    Raises `Dead`, `SemanticsError`."""
    target = heading.target
    missing = wishes(choices, run, heading)
    if not missing:
        acts = [concrete(choices, run, act, heading.members) for act in target.acts]
        if target.wait is not None and (not acts or any(act in run.trace.steps for act in acts)):
            return Wait(number(run, target.wait, run.last, heading.members) + choices.one((1, 0)))
        act = choices.one(acts)
        if not (choices.chance(60) and _forbidden(run, act)):
            return act
        missing = ways(choices, run, act)
    wish = choices.one(missing)
    if isinstance(wish, Act) or run.world.facts[wish[0][0]].kind == "varying":
        return wish
    return _bringing(choices, run, *wish)


def ways(choices: Choices, run: Run, act: Act) -> list[Wish]:
    """What is missing so that an act is not forbidden in the last state by some clause that forbids it: its condition
    fails, or that of a clause that overrides it, or that permits it, is met. Raises `Dead`, `SemanticsError`."""
    options: list[tuple[Policy, Clause, bool]] = []
    for policy in (run.policies[name] for name in run.under):
        for name in norms.prohibitions(run, policy, act, run.last):
            clause = policy.clauses[name]
            options.append((policy, clause, isinstance(clause.norm, SolePermission)))
            options += [(policy, other, True) for other in norms.overriders(policy, clause)]
        if norms.forbidden_by_default(run, policy, act, run.last):
            permitting = (one for one in policy.clauses.values() if isinstance(one.norm, Permission | SolePermission))
            options += [(policy, clause, True) for clause in permitting]
    policy, clause, wanted = choices.one(options)
    members = choices.one(list(islice(norms.concerned(run, clause, act), _INSTANCES)))
    if isinstance(clause.norm, Order) and not wanted and choices.chance(50):
        return [concrete(choices, run, choices.one(clause.norm.acts), members)]
    found = list(aim(choices, run, condition_of(policy, clause), members, wanted))
    return [one for one in found if isinstance(one, Act) or _fits(run, *one)]


def _forbidden(run: Run, act: Act) -> bool:
    return any(norms.forbidden(run, run.policies[name], act, run.last) for name in run.under)


def _bringing(choices: Choices, run: Run, place: Place, wanted: Value) -> Act:
    """An act that writes to a place, with arguments that fit it. Raises `Dead` where there is none."""
    writers = [
        (action, effect)
        for action in run.world.actions.values()
        for effect in action.effects
        if effect.fact == place[0] and _may_write(effect.value, wanted)
    ]
    action, effect = choices.one(writers)
    given = _arguments(action, effect, place)
    return Act(
        action.name,
        tuple(
            given[one.name] if one.name in given else choices.one(values_of(run.universe, one.sort))
            for one in action.parameters
        ),
    )


def _may_write(written: Expr | None, wanted: Value) -> bool:
    """No effect that plainly writes the opposite."""
    truth = getattr(written, "value", None)
    return not (isinstance(truth, bool) and isinstance(wanted, bool) and truth != wanted)


def _arguments(action: Action, effect: Effect, place: Place) -> dict[str, Value]:
    own = {one.name for one in action.parameters}
    return {
        argument.variable.name: found
        for argument, found in zip(effect.arguments, place[1], strict=True)
        if isinstance(argument, Var) and argument.variable.name in own
    }
