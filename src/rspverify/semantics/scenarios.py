"""Runs a concrete story, under every combination of readings (language.md 5, `scenario`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from rspverify.policy.claims import (
    Assign,
    AssignDuration,
    Expect,
    ExpectBreached,
    ExpectOwes,
    JudgeAct,
    MeanwhileSet,
    Occur,
    Project,
    Scenario,
    ScenarioStep,
    WaitFor,
)
from rspverify.policy.conditions import effective_policies, reading_combinations
from rspverify.policy.norms import Policy
from rspverify.semantics import duties, norms
from rspverify.semantics.evaluate import holds, number, value
from rspverify.semantics.run import LimitReached, Run, SemanticsError, belongs, environments
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import Candidates, show, show_place, successors, why_impossible
from rspverify.source.spans import Span
from rspverify.trace.values import Act, Place, State, Step, Trace, Universe, Value, Wait


@dataclass(frozen=True)
class Failure:
    """Where a story goes another way than told. `step`: its number in `Scenario.steps`; None: the first state. `limit`:
    a search was given up, so that it is not known how the story goes on."""

    step: int | None
    span: Span = field(compare=False)
    reason: str
    limit: bool = False


@dataclass(frozen=True)
class Told:
    """A story under one combination of readings: as far as it went, and why not further (None: it succeeds).
    `reached[n]` is the number of the state after step n of the scenario."""

    readings: dict[str, str]
    run: Run | None
    reached: tuple[int, ...]
    failure: Failure | None


class _Departure(Exception):
    """The story goes another way."""


def tell(project: Project, scenario: Scenario) -> tuple[Told, ...]:
    """A scenario under each combination of readings that it allows. Raises nothing."""
    return tuple(
        _told(project, scenario, readings) for readings in reading_combinations(project.world, scenario.conditions)
    )


def _told(project: Project, scenario: Scenario, readings: dict[str, str]) -> Told:
    try:
        run = begin(project, scenario, readings)
    except (_Departure, SemanticsError) as problem:
        return Told(readings, None, (), _failure(None, scenario.span, problem))
    reached: list[int] = []
    for index, step in enumerate(scenario.steps):
        try:
            run = _after(run, step)
        except (_Departure, SemanticsError) as problem:
            return Told(readings, run, tuple(reached), _failure(index, step.span, problem))
        reached.append(run.last)
    return Told(readings, run, tuple(reached), None)


def _failure(step: int | None, span: Span, problem: Exception) -> Failure:
    return Failure(step, span, str(problem), isinstance(problem, LimitReached))


# ---------------------------------------------------------------- the first state


def universe_of(project: Project, scenario: Scenario) -> Universe:
    """The individuals and those that `let` introduces; one member for an entity that has none."""
    members: dict[str, tuple[str, ...]] = {}
    taken = {name for entity in project.world.entities.values() for name in entity.individuals}
    taken |= {name for name, _ in scenario.members}
    for entity in project.world.entities.values():
        introduced = tuple(name for name, sort in scenario.members if sort == entity.sort)
        members[entity.sort.name] = (*entity.individuals, *introduced) or (_new_name(entity.sort.name, taken),)
    return Universe(members)


def _new_name(entity: str, taken: set[str]) -> str:
    stem = entity.rpartition(".")[2].lower()
    name = next(name for name in (f"{stem}_{n}" for n in range(1, len(taken) + 2)) if name not in taken)
    taken.add(name)
    return name


def begin(project: Project, scenario: Scenario, readings: dict[str, str]) -> Run:
    """The first state: what is given, and else the first values that `initially` and the axioms allow."""
    policies = effective_policies(project, scenario.conditions)
    universe = universe_of(project, scenario)
    durations = {given.duration: given.hours for given in scenario.given if isinstance(given, AssignDuration)}
    trace = Trace(universe, readings, durations, (State(0, {}),))
    empty = Run.of(project.world, policies, scenario.conditions.policies, trace)
    given = settled(empty, tuple(each for each in scenario.given if isinstance(each, Assign)))
    found = starts(project.world, policies, scenario.conditions.policies, universe, readings, durations, given)
    run = next(found, None)
    if run is None:
        raise _Departure("no first state with what is given satisfies every `initially` and `axiom`")
    return run


def settled(run: Run, assignments: tuple[Assign, ...]) -> dict[Place, Value]:
    """What literals and equations say of single places, read in the last state."""
    found: dict[Place, Value] = {}
    for each in assignments:
        place = each.fact, tuple(value(run, argument, run.last, {}) for argument in each.arguments)
        new = value(run, each.value, run.last, {})
        fact = run.world.facts[each.fact]
        if not all(belongs(run.universe, p.sort, a) for p, a in zip(fact.parameters, place[1], strict=True)):
            raise _Departure(f"there is no place {show_place(place)}")
        if not belongs(run.universe, fact.sort, new):
            raise _Departure(f"{show_place(place)} cannot be {new}")
        if found.setdefault(place, new) != new:
            raise _Departure(f"{show_place(place)} cannot be both {found[place]} and {new}")
    return found


# ---------------------------------------------------------------- one step


def _after(run: Run, step: ScenarioStep) -> Run:
    """The run after a step of the story. Raises `_Departure` where the story says otherwise."""
    match step:
        case Occur(happening):
            return _happens(run, norms.concrete(run, happening, run.last, {}))
        case WaitFor(length):
            return _happens(run, Wait(number(run, length, run.last, {})))
        case MeanwhileSet(assignments):
            return _happens(run, Wait(0), settled(run, assignments))
        case JudgeAct():
            return _judged(run, step)
        case Expect(formula):
            if not holds(run, formula, run.last, {}):
                raise _Departure("this does not hold here")
            return run
        case ExpectOwes(agent, policy, clause):
            who = str(value(run, agent, run.last, {}))
            if not _owes(run, run.policies[policy], clause, who):
                raise _Departure(f"`{who}` does not owe {policy}.{clause} here")
            return run
        case ExpectBreached(agent, policy, clause):
            who = str(value(run, agent, run.last, {}))
            if not _has_breached(run, run.policies[policy], clause, who):
                raise _Departure(f"`{who}` has not breached {policy}.{clause}")
            return run
        case _:
            assert_never(step)


def _happens(run: Run, step: Step, meanwhile: dict[Place, Value] | None = None) -> Run:
    """The run one step longer; what the step leaves open stays as it is where it can."""
    state = next(successors(run, step, Candidates(), meanwhile), None)
    if state is None:
        raise _Departure(f"`{show(step)}` is impossible here: {why_impossible(run, step, meanwhile)}")
    return run.then(step, state)


def _judged(run: Run, step: JudgeAct) -> Run:
    """Judges an act by all policies of the scenario, and does it if it is permitted."""
    i = run.last
    act = norms.concrete(run, step.happening, i, {})
    policies = [run.policies[name] for name in run.under]
    forbidders = [policy for policy in policies if norms.forbidden(run, policy, act, i)]
    if step.permitted and forbidders:
        raise _Departure(f"`{show(act)}` is forbidden, by {_grounds(run, forbidders, act)}")
    if not step.permitted and not forbidders:
        raise _Departure(f"`{show(act)}` is permitted")
    if step.clause is not None:
        policy, clause = step.clause
        find = norms.permissions if step.permitted else norms.prohibitions
        if clause not in find(run, run.policies[policy], act, i):
            verdict = "permitted" if step.permitted else "forbidden"
            other = "" if step.permitted else f", but by {_grounds(run, forbidders, act)}"
            raise _Departure(f"`{show(act)}` is {verdict}, not by {policy}.{clause}{other}")
    return _happens(run, act) if step.permitted else run


def _grounds(run: Run, policies: list[Policy], act: Act) -> str:
    """By what an act is forbidden, in words."""
    found = []
    for policy in policies:
        clauses = norms.prohibitions(run, policy, act, run.last)
        found += [f"{policy.name}.{clause}" for clause in clauses] or [f"{policy.name} (otherwise forbidden)"]
    return ", ".join(found)


def _owes(run: Run, policy: Policy, clause: str, agent: str) -> bool:
    norm = policy.clauses[clause]
    return any(
        norms.agent_in(norm, env)[1] == agent and duties.owed(run, policy, norm, env, run.last)
        for env in environments(run.universe, norm.variables)
    )


def _has_breached(run: Run, policy: Policy, clause: str, agent: str) -> bool:
    norm = policy.clauses[clause]
    return any(
        norms.agent_in(norm, env)[1] == agent and duties.breached(run, policy, norm, env, step)
        for env in environments(run.universe, norm.variables)
        for step in range(run.last)
    )
