"""What a permission depends on (language.md 4): two runs that are alike, and answer differently.

`ACT does not depend on ..`, `ACT depends only on ..`, `outsiders can tell whether ACT is permitted`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.policy.claims import Conditions, Dependence, OutsidersCanTell, Project, Property
from rspverify.policy.expressions import Expr, Happening, Var, Variable
from rspverify.policy.vocabulary import World
from rspverify.semantics import norms
from rspverify.semantics.admission import Confirmed, Refused, Replay, as_complying
from rspverify.semantics.run import Environment, Run, environments
from rspverify.semantics.steps import show, show_place
from rspverify.trace.values import Act, Step, Trace, Wait


def judge_pair(project: Project, conditions: Conditions, asked: Property, run: Run, other: Run) -> Replay:
    """Two runs, complying or not, of which the first permits at its end what the second forbids. Raises
    `SemanticsError`; `TypeError` for claims of other kinds."""
    claim = as_dependence(project.world, asked.claim)
    if claim is None:
        raise TypeError(f"`{asked.name}` does not compare two runs")
    difference = unlike(claim, run.trace, other.trace)
    if difference is not None:
        return difference
    one = as_complying(project, conditions, asked, run, run.last)
    if isinstance(one, Refused):
        return one
    two = as_complying(project, conditions, asked, other, other.last)
    if isinstance(two, Refused):
        return Refused(f"in the second run: {two.reason}", two.where)
    for answer, counterpart in zip(answers(one, asked, claim), answers(two, asked, claim), strict=True):
        if answer.permitted and not counterpart.permitted:
            return Confirmed(one.last, answer.environment, act=answer.act)
    return Refused("the first run permits nothing in question at its end that the second forbids", run.last)


@dataclass(frozen=True)
class Answer:
    """Whether an act is permitted at the end of a run by all that the run is under; `environment`: the values of the
    property's variables for which it is the ACT of the claim."""

    environment: Environment
    act: Act
    permitted: bool


def answers(run: Run, asked: Property, claim: Dependence) -> list[Answer]:
    """One for all values of the variables, and of each `any`; in the same order for all runs with the same members."""
    found = []
    act, places = opened_up(run.world, claim.act)
    for env in environments(run.universe, asked.variables):
        for filled in environments(run.universe, places):
            concrete = norms.concrete(run, act, run.last, {**env, **filled})
            found.append(Answer(env, concrete, norms.permitted(run, concrete, run.last)))
    return found


def as_dependence(world: World, claim: object) -> Dependence | None:
    """`outsiders can tell` is a dependence on what is public alone; None for claims of other kinds."""
    match claim:
        case Dependence():
            return claim
        case OutsidersCanTell(act):
            facts = tuple(fact.name for fact in world.facts.values() if fact.public)
            actions = tuple(action.name for action in world.actions.values() if action.public)
            return Dependence(act, True, facts, actions, True)
        case _:
            return None


def opened_up(world: World, act: Happening) -> tuple[Happening, tuple[Variable, ...]]:
    """An act with a new variable for each `any`, and these variables: a claim about `any` is one about each."""
    arguments: list[Expr] = []
    new: list[Variable] = []
    for parameter, argument in zip(world.actions[act.action].parameters, act.arguments, strict=True):
        if argument is None:
            # Names of variables hold no space, so that this one is new.
            new.append(Variable(f"any {len(new)}", parameter.sort))
            argument = Var(new[-1])
        arguments.append(argument)
    return Happening(act.action, tuple(arguments)), tuple(new)


# ---------------------------------------------------------------- alike


def unlike(claim: Dependence, one: Trace, other: Trace) -> Refused | None:
    """Where two runs differ in more than the claim lets them; None: nowhere.

    Both have the same members, readings, lengths of durations, and number of steps. Then

    * `does not depend on F, A`: "alike in all facts in every state and in all times and steps but for what is named.
      A step that is a named occurrence in one may be any named occurrence or a wait of no time in the other; `now` may
      be named, and then times may differ"
    * `depends only on F, A`: "alike in the named facts in every state and, step by step, in the named occurrences (and
      in the times, if `now` is named)"
    """
    if one.universe != other.universe:
        return Refused("the two runs do not have the same members", None)
    if (one.readings, one.durations) != (other.readings, other.durations):
        return Refused("the two runs read words or take durations differently", None)
    if len(one.steps) != len(other.steps):
        return Refused("the two runs do not have the same number of steps", None)
    times_count = claim.only == claim.time
    for i, (state, another) in enumerate(zip(one.states, other.states, strict=True)):
        if times_count and state.time != another.time:
            return Refused(f"the two runs differ in the time of state {i}", i)
        for place, found in state.facts.items():
            if (place[0] in claim.facts) == claim.only and another.facts[place] != found:
                return Refused(f"the two runs differ in {show_place(place)} in state {i}", i)
    for i, (step, counterpart) in enumerate(zip(one.steps, other.steps, strict=True)):
        if not _alike(claim, step, counterpart):
            return Refused(f"the two runs differ in step {i + 1}: `{show(step)}` and `{show(counterpart)}`", i)
    return None


def _alike(claim: Dependence, one: Step, other: Step) -> bool:
    """Whether a step of one run may be the counterpart of a step of the other."""
    some_named = _named(claim, one) or _named(claim, other)
    if one == other:
        return True
    if claim.only:
        return not some_named
    if isinstance(one, Wait) and isinstance(other, Wait):
        return claim.time
    return some_named and all(_named(claim, step) or step == Wait(0) for step in (one, other))


def _named(claim: Dependence, step: Step) -> bool:
    return isinstance(step, Act) and step.action in claim.actions
