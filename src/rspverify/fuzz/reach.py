"""How to bring about what is wished for: acts that have an effect, acts that make these possible, and ways round what a
policy forbids. A plan of a few steps, made anew at each step, of which only the first is taken."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from rspverify.check.fuzzing.goals import condition_of
from rspverify.fuzz.aim import Wish, aim, concrete
from rspverify.fuzz.choices import Choices
from rspverify.policy.expressions import And, Expr, Var
from rspverify.policy.norms import Clause, Order, Permission, Policy, SolePermission
from rspverify.policy.vocabulary import Action, Effect
from rspverify.semantics import norms
from rspverify.semantics.run import Run, belongs, values_of
from rspverify.semantics.steps import parameters_of
from rspverify.trace.values import Act, Place, Value

_INSTANCES = 8
_DEPTH = 4
"""So many steps are thought ahead."""


def fitting(run: Run, wished: Iterable[Wish]) -> list[Wish]:
    """Those that are acts, or values that their facts can have."""
    facts = run.world.facts
    return [one for one in wished if isinstance(one, Act) or belongs(run.universe, facts[one[0][0]].sort, one[1])]


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
    return fitting(run, aim(choices, run, condition_of(policy, clause), members, wanted))


def is_forbidden(run: Run, act: Act) -> bool:
    """Whether some policy that the run is under forbids an act in the last state."""
    return any(norms.forbidden(run, run.policies[name], act, run.last) for name in run.under)


def towards(choices: Choices, run: Run, wish: Wish, depth: int = _DEPTH) -> Wish:
    """What can be done, or set by nobody's doing, for something that is wished for: the act itself, or one that leads
    to it. Raises `Dead`, `SemanticsError`."""
    if isinstance(wish, Act):
        return within_reach(choices, run, wish, depth)
    place, wanted = wish
    if run.world.facts[place[0]].kind == "varying":
        return wish
    act, effect = _bringing(choices, run, place, wanted)
    return within_reach(choices, run, act, depth, effect)


def within_reach(choices: Choices, run: Run, act: Act, depth: int = _DEPTH, effect: Effect | None = None) -> Wish:
    """An act if it is possible (and has an effect) in the last state and not forbidden there, else mostly what would
    make it so. Raises `Dead`, `SemanticsError`."""
    if depth == 0:
        return act
    action = run.world.actions[act.action]
    given = parameters_of(action, act)
    condition = action.requires
    if effect is not None and not effect.spread:
        condition = And((condition, effect.condition))
    missing = fitting(run, aim(choices, run, condition, given, True))
    if not missing and is_forbidden(run, act) and choices.chance(70):
        missing = ways(choices, run, act)
    return towards(choices, run, choices.one(missing), depth - 1) if missing else act


def _bringing(choices: Choices, run: Run, place: Place, wanted: Value) -> tuple[Act, Effect]:
    """An act that writes to a place, with arguments that fit it. Raises `Dead` where there is none."""
    writers = [
        (action, effect)
        for action in run.world.actions.values()
        for effect in action.effects
        if effect.fact == place[0] and _may_write(effect.value, wanted)
    ]
    action, effect = choices.one(writers)
    given = _arguments(action, effect, place)
    arguments = tuple(
        given[one.name] if one.name in given else choices.one(values_of(run.universe, one.sort))
        for one in action.parameters
    )
    return Act(action.name, arguments), effect


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
