"""More and less of a fact (language.md 4): one run, and the same with its present raised or lowered.

`more f(x) [where ..] never unlocks ACT`, `.. never adds duties`, `.. never lifts duties`, and the same of `less`. The
raised run need not be one: nobody has to be able to bring its last state about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from rspverify.policy.claims import Conditions, Monotone, Project, Property
from rspverify.policy.expressions import Var, Variable
from rspverify.policy.norms import Clause, Duty, RecurringDuty
from rspverify.policy.sorts import EnumSort
from rspverify.policy.vocabulary import World
from rspverify.policy.walk import arguments_of, subexpressions
from rspverify.semantics import duties, norms
from rspverify.semantics.admission import Confirmed, Refused, Replay, as_complying
from rspverify.semantics.evaluate import holds, value
from rspverify.semantics.pairs import opened_up
from rspverify.semantics.run import Environment, Run, environments
from rspverify.semantics.steps import acts, broken_axiom, misplaced, show_place
from rspverify.trace.values import Place, Trace, Value


def judge_raised(project: Project, conditions: Conditions, asked: Property, run: Run, other: Trace) -> Replay:
    """A run, complying or not, and a trace that should be the same but for its last state. Raises `SemanticsError`;
    `TypeError` for claims of other kinds."""
    claim = asked.claim
    if not isinstance(claim, Monotone):
        raise TypeError(f"`{asked.name}` does not speak of more and less")
    changed = _raised_places(run.world, claim, run.trace, other)
    if isinstance(changed, Refused):
        return changed
    complying = as_complying(project, conditions, asked, run, run.last)
    if isinstance(complying, Refused):
        return complying
    raised = Run.of(run.world, run.policies, complying.under, other)
    refused = _disallowed(project, conditions, raised)
    if refused is not None:
        return refused
    of_the_act = variables_of_act(asked)
    others = tuple(variable for variable in asked.variables if variable not in of_the_act)
    misfit: Place | None = None
    for env in environments(run.universe, of_the_act):
        misfit = next((place for place in changed if not _fits(complying, claim, place, others, env)), None)
        if misfit is None and (found := _turned(complying, raised, claim, env)) is not None:
            return found
    if misfit is not None:
        return Refused(f"{show_place(misfit)} is not among the places in question", run.last)
    return Refused(f"nothing that `{asked.name}` speaks of turns with the change", run.last)


# ---------------------------------------------------------------- the change


def _raised_places(world: World, claim: Monotone, trace: Trace, other: Trace) -> tuple[Place, ...] | Refused:
    """The places whose present value is raised (or lowered); refused if there is more, or another, difference."""
    last = len(trace.states) - 1
    if len(other.states) != len(trace.states) or replace(other, states=trace.states) != trace:
        return Refused("the two do not have the same members, readings, durations and steps", None)
    present, changed = trace.states[-1], other.states[-1]
    if trace.states[:-1] != other.states[:-1] or present.time != changed.time:
        return Refused("the two do not have the same past and the same time", None)
    problem = misplaced(world, other.universe, changed)
    if problem is not None:
        return Refused(f"in the changed state: {problem}", last)
    different = tuple(place for place, found in present.facts.items() if changed.facts[place] != found)
    for place in different:
        if place[0] != claim.fact:
            return Refused(f"{show_place(place)} changes, and not only `{claim.fact}`", last)
        low, high = rank(world, claim, present.facts[place]), rank(world, claim, changed.facts[place])
        if (low < high) != (claim.direction == "more"):
            return Refused(f"{show_place(place)} does not become {claim.direction}", last)
    return different


def rank(world: World, claim: Monotone, found: Value) -> int:
    """False before true, enum values in their order, numbers as they are."""
    sort = world.facts[claim.fact].sort
    if isinstance(sort, EnumSort):
        return sort.values.index(str(found))
    return int(found)


def _disallowed(project: Project, conditions: Conditions, raised: Run) -> Refused | None:
    """The changed state breaks an axiom or an assumption of the check."""
    axiom = broken_axiom(raised, raised.last)
    if axiom is not None:
        return Refused(f"the changed state breaks the axiom `{axiom}`", raised.last)
    for name in conditions.assuming:
        if not holds(raised, project.world.assumptions[name].formula, raised.last, {}):
            return Refused(f"the changed state breaks the assumption `{name}`", raised.last)
    return None


def variables_of_act(asked: Property) -> tuple[Variable, ...]:
    """The variables of a property that its ACT speaks of: they stand for one value each, and the others for any place
    that fits."""
    assert isinstance(asked.claim, Monotone)
    act = asked.claim.act
    used = () if act is None else [part for argument in arguments_of(act) for part in subexpressions(argument)]
    spoken_of = {part.variable for part in used if isinstance(part, Var)}
    return tuple(variable for variable in asked.variables if variable in spoken_of)


def _fits(run: Run, claim: Monotone, place: Place, others: tuple[Variable, ...], env: Environment) -> bool:
    """A place is one of those that the claim names: for some values of `others`, with `where` in the present as it is
    before the change."""
    if claim.arguments is None:
        return True
    for more in environments(run.universe, others):
        inner = {**env, **more}
        named = tuple(value(run, argument, run.last, inner) for argument in claim.arguments)
        if named == place[1] and holds(run, claim.where, run.last, inner):
            return True
    return False


# ---------------------------------------------------------------- what turns with it


def _turned(run: Run, raised: Run, claim: Monotone, env: Environment) -> Confirmed | None:
    match claim.effect:
        case "unlocks":
            return _unlocked(run, raised, claim, env)
        case "adds duties":
            return _forbidden_anew(run, raised, env) or _standing_anew(run, raised, env)
        case "lifts duties":
            return _forbidden_anew(raised, run, env) or _standing_anew(raised, run, env)
        case _:
            assert_never(claim.effect)


def _unlocked(run: Run, raised: Run, claim: Monotone, env: Environment) -> Confirmed | None:
    """ACT is forbidden in the run and permitted in the raised one."""
    assert claim.act is not None
    act, places = opened_up(run.world, claim.act)
    for more in environments(run.universe, places):
        inner = {**env, **more}
        found = norms.concrete(run, act, run.last, inner)
        counterpart = norms.concrete(raised, act, raised.last, inner)
        if not norms.permitted(run, found, run.last) and norms.permitted(raised, counterpart, raised.last):
            return Confirmed(run.last, env, act=found)
    return None


def _forbidden_anew(run: Run, other: Run, env: Environment) -> Confirmed | None:
    """Some act that is permitted in the one and forbidden in the other."""
    for act in acts(run.world, run.universe):
        if norms.permitted(run, act, run.last) and not norms.permitted(other, act, other.last):
            return Confirmed(run.last, env, act=act)
    return None


def _standing_anew(run: Run, other: Run, env: Environment) -> Confirmed | None:
    """Some duty that applies undefeated in the other and does not in the one."""
    for name in run.under:
        policy = run.policies[name]
        for clause in _duties_of(policy.clauses):
            for found in environments(run.universe, clause.variables):
                stood = duties.stands(run, policy, clause, found, run.last)
                if not stood and duties.stands(other, policy, clause, found, other.last):
                    return Confirmed(run.last, env, duty=(name, clause.name, found))
    return None


def _duties_of(clauses: dict[str, Clause]) -> Iterator[Clause]:
    return (clause for clause in clauses.values() if isinstance(clause.norm, Duty | RecurringDuty))
