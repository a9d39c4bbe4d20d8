"""Is a trace a run at all, and does it comply? What every judge of counterexamples asks first, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.policy.claims import Conditions, Keeping, Project, Property
from rspverify.policy.conditions import complying_with, effective_policies, reading_combinations
from rspverify.policy.vocabulary import World
from rspverify.semantics import norms
from rspverify.semantics.comply import (
    BreachedDuty,
    ForbiddenAct,
    Offence,
    is_tolerated,
    offences,
    offences_at,
    offender,
)
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Environment, Run, SemanticsError
from rspverify.semantics.starts import false_start
from rspverify.semantics.steps import malformed, misplaced, misstep, show
from rspverify.trace.values import Act, Trace, Universe, Wait

Duty = tuple[str, str, Environment]
"""What someone owes: the policy, the clause, and the values of its variables."""


@dataclass(frozen=True)
class Confirmed:
    """The trace is a complying run, and at its end the claim is violated (with `possible`: witnessed): in its last
    state or by its last step. `index`: the number of that state, or of the state before that step. `environment`: the
    values of the property's variables.

    Of claims that compare: `act` is the one whose verdict is not as claimed, `duty` the one that is not.
    """

    index: int
    environment: Environment
    act: Act | None = None
    duty: Duty | None = None


@dataclass(frozen=True)
class Refused:
    """The trace shows nothing. `where`: the number of the state, or of the state before the step, at fault; None: the
    trace as a whole."""

    reason: str
    where: int | None


Replay = Confirmed | Refused


def run_of(project: Project, conditions: Conditions, trace: Trace) -> Run | Refused:
    """The trace as a run, complying or not; refused where it is none."""
    misshapen = _misshapen(project, conditions, trace)
    if misshapen is not None:
        return Refused(misshapen, None)
    run = Run.of(project.world, effective_policies(project, conditions), conditions.policies, trace)
    for i, state in enumerate(trace.states):
        problem = misplaced(project.world, trace.universe, state)
        if problem is not None:
            return Refused(problem, i)
    for i, step in enumerate(trace.steps):
        if isinstance(step, Act) and (malformation := malformed(run, step)) is not None:
            return Refused(malformation, i)
    try:
        return _refused_as_run(run) or run
    except SemanticsError as error:
        return Refused(str(error), None)


def incompliance(project: Project, conditions: Conditions, run: Run) -> Refused | None:
    """Where a run breaks an assumption of the check, or does not comply with its policies. Raises `SemanticsError`."""
    return unassumed(project, conditions, run) or _offending(conditions, run, run.last)


def unassumed(project: Project, conditions: Conditions, run: Run) -> Refused | None:
    """Where a run breaks an assumption of the check."""
    for i in range(run.last + 1):
        for name in conditions.assuming:
            if not holds(run, project.world.assumptions[name].formula, i, {}):
                return Refused(f"the assumption `{name}` does not hold", i)
    return None


def as_complying(project: Project, conditions: Conditions, asked: Property, run: Run, end: int) -> Run | Refused:
    """The run as one of those that a claim speaks of: under the first of the policies in question with which it
    complies up to state `end`. Assumptions count in all its states. Raises `SemanticsError`."""
    refused = unassumed(project, conditions, run)
    if refused is not None:
        return refused
    refusals: list[Refused] = []
    for under in complying_with(asked.claim, conditions):
        found = under_these(run, under)
        refused = _offending(conditions, found, end)
        if refused is None and isinstance(asked.claim, Keeping):
            refused = _not_kept(conditions, asked.claim, found, end)
        if refused is None:
            return found
        refusals.append(refused)
    return Refused("; ".join(dict.fromkeys(refused.reason for refused in refusals)), refusals[0].where)


def under_these(run: Run, policies: tuple[str, ...]) -> Run:
    """The run, with these policies as those of the check. What it remembers is dropped, for formulas may speak of
    them."""
    return run if run.under == policies else Run.of(run.world, run.policies, policies, run.trace)


def _offending(conditions: Conditions, run: Run, end: int) -> Refused | None:
    """The first step before state `end` that does not comply."""
    for i in range(end):
        for offence in offences_at(run, i, conditions.tolerated):
            return Refused(say(offence), i)
    return None


def _not_kept(conditions: Conditions, claim: Keeping, run: Run, end: int) -> Refused | None:
    """The first step before state `end` by which an agent whom both policies bind breaks the one to be kept."""
    policy, other = run.policies[claim.policy], run.policies[claim.other]
    for i in range(end):
        for offence in offences(run, policy, i):
            if not is_tolerated(offence, conditions.tolerated) and norms.binds(run, other, offender(run, offence)):
                return Refused(say(offence), i)
    return None


def _refused_as_run(run: Run) -> Refused | None:
    problem = false_start(run)
    if problem is not None:
        return Refused(problem, 0)
    for i in range(run.last):
        try:
            problem = misstep(run, i)
        except SemanticsError as error:
            return Refused(str(error), i)
        if problem is not None:
            return Refused(f"the step `{show(run.trace.steps[i])}` cannot be: {problem}", i)
    return None


# ---------------------------------------------------------------- the shape of a trace


def _misshapen(project: Project, conditions: Conditions, trace: Trace) -> str | None:
    """What is wrong with a trace before its states are looked at."""
    world = project.world
    if len(trace.states) != len(trace.steps) + 1:
        return f"{len(trace.steps)} steps and {len(trace.states)} states do not go together"
    if any(not _whole(state.time) for state in trace.states):
        return "a time is not a whole number"
    if any(isinstance(step, Wait) and not _whole(step.hours) for step in trace.steps):
        return "a wait is not a whole number of hours"
    if trace.readings not in reading_combinations(world, conditions):
        return "it does not read each open word in one of the ways asked for"
    return _wrong_members(world, trace.universe) or _wrong_durations(world, trace.durations)


def _wrong_members(world: World, universe: Universe) -> str | None:
    if universe.members.keys() != world.entities.keys():
        return "it does not give the members of each entity"
    seen: set[str] = set()
    for entity in world.entities.values():
        members = universe.members[entity.sort.name]
        if not members:
            return f"`{entity.sort.name}` has no member"
        if members[: len(entity.individuals)] != entity.individuals:
            return f"the members of `{entity.sort.name}` do not begin with its individuals"
        if len(set(members)) != len(members) or not seen.isdisjoint(members):
            return f"two members have one name, in `{entity.sort.name}`"
        seen.update(members)
    return None


def _wrong_durations(world: World, durations: dict[str, int]) -> str | None:
    unknown = {d.name for d in world.durations.values() if d.hours is None and not d.readings}
    if durations.keys() != unknown:
        return "it does not give the length of each duration of unknown length, and of no other"
    if any(not _whole(hours) or hours < 1 for hours in durations.values()):
        return "a duration is not a whole number of hours, at least one"
    return None


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def say(offence: Offence) -> str:
    """An offence in a few words."""
    match offence:
        case ForbiddenAct(policy, act, clauses, _):
            by = ", ".join(f"{policy}.{clause}" for clause in clauses) or f"{policy}, which permits only what it says"
            return f"`{show(act)}` is forbidden by {by}"
        case BreachedDuty(policy, clause, environment):
            who = ", ".join(str(found) for found in environment.values())
            return f"the wait breaches {policy}.{clause}({who})"
