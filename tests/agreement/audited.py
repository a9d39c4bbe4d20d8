"""What the findings of an audit come to in all short runs of small universes, by the reference semantics alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from exhaustive import BOUNDS, LENGTHS, MEMBERS
from generate.runs import CANDIDATES, universe

from rspverify.check.audit.every import audit
from rspverify.check.audit.finding import Finding, PolicyAudit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.options import CheckOptions
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import reading_combinations
from rspverify.policy.norms import Clause, Duty, Exemption, Permission, Policy, RecurringDuty
from rspverify.semantics import duties, norms, occurrences
from rspverify.semantics.comply import complies, offences_at
from rspverify.semantics.dead_ends import dead_end
from rspverify.semantics.enumerate import all_lengths, next_runs
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Environment, Run, environments
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import acts, possible
from rspverify.trace.values import Act

OPTIONS = CheckOptions(rlimit=2_000_000, depth=3)
NOTHING_ELSE = Conditions((), (), (), (), (), None)


def audited(project: Project, *codes: str) -> tuple[PolicyAudit, ...]:
    """The audit of all policies of a project, for some codes alone."""
    names = tuple(project.policies)
    return audit(project, AuditOptions(OPTIONS, names, codes, shares=False)).policies


# ---------------------------------------------------------------- all short runs


def complying_runs(project: Project, policy: str, depth: int, limit: int) -> Iterator[Run]:
    """Runs of at most so many steps that comply with a policy, under each combination of readings; at most `limit` of
    each length, as they come."""
    for readings in reading_combinations(project.world, NOTHING_ELSE):
        level = list(islice(_first(project, policy, readings), limit))
        for steps in range(depth + 1):
            yield from level
            if steps < depth:
                longer = (more for run in level for more in next_runs(run, BOUNDS))
                level = list(islice((run for run in longer if not offences_at(run, run.last - 1)), limit))


def _first(project: Project, policy: str, readings: dict[str, str]) -> Iterator[Run]:
    world = project.world
    for sizes in product(range(1, MEMBERS + 1), repeat=len(world.entities)):
        members = universe(world, dict(zip(world.entities, sizes, strict=True)))
        for lengths in all_lengths(world, LENGTHS):
            yield from starts(world, project.policies, (policy,), members, readings, lengths, {}, CANDIDATES)


def under(run: Run, policy: Policy, readings: dict[str, str] | None = None) -> Run:
    """The same trace under another policy, perhaps with words read otherwise."""
    trace = run.trace if readings is None else replace(run.trace, readings={**run.trace.readings, **readings})
    return Run.of(run.world, {**run.policies, policy.name: policy}, (policy.name,), trace)


def bound_acts(run: Run, policy: Policy) -> Iterator[Act]:
    """All acts of agents whom the policy binds, possible or not."""
    for act in acts(run.world, run.universe):
        if norms.binds(run, policy, norms.agent_of(run, act), run.last):
            yield act


# ---------------------------------------------------------------- what is so in the last state of a run


def conflicts(run: Run, policy: Policy) -> set[tuple[str, str]]:
    """The clauses of which one forbids what the other permits."""
    return {
        (forbidding, permitting)
        for act in bound_acts(run, policy)
        for forbidding in norms.prohibitions(run, policy, act, run.last)
        for permitting in norms.permissions(run, policy, act, run.last)
        if isinstance(policy.clauses[permitting].norm, Permission)
    }


def gaps(run: Run, policy: Policy) -> set[str]:
    """The kinds of acts of which some clause speaks, and of one of which none does here."""
    spoken = {
        act.action
        for clause in policy.clauses.values()
        if not isinstance(clause.norm, Exemption)
        for act in clause.judged
    }
    return {
        act.action
        for act in bound_acts(run, policy)
        if act.action in spoken and possible(run, act, run.last, CANDIDATES) and not _addressed(run, policy, act)
    }


def _addressed(run: Run, policy: Policy, act: Act) -> bool:
    return any(
        norms.applies(run, policy, clause, env, act, run.last)
        for clause in policy.clauses.values()
        if not isinstance(clause.norm, Exemption)
        for env in norms.concerned(run, clause, act)
    )


def stuck(run: Run, policy: Policy) -> bool:
    return dead_end(run, (policy,)) is not None


def takes_effect(run: Run, policy: Policy, clause: Clause, *, undefeated: bool) -> bool:
    """Whether a clause applies in the last state, for somebody: a duty with an occurrence, where that has just led
    there."""
    i = run.last
    for env in environments(run.universe, clause.variables):
        if isinstance(clause.norm, Duty | RecurringDuty | Exemption):
            begun = not (isinstance(clause.norm, Duty) and clause.norm.triggers) or (
                i > 0 and any(occurrences.matches(run, one, i - 1, i, env) for one in clause.norm.triggers)
            )
            free = not undefeated or not norms.wholly_defeated(run, policy, clause, env, i)
            if begun and free and norms.applies(run, policy, clause, env, None, i):
                return True
        elif any(_about(run, policy, clause, env, act, undefeated) for act in bound_acts(run, policy)):
            return True
    return False


def _about(run: Run, policy: Policy, clause: Clause, env: Environment, act: Act, undefeated: bool) -> bool:
    i = run.last
    fits = any(occurrences.fits(occurrences.pattern(run, one, i, env), act) for one in clause.judged)
    return (
        fits
        and norms.applies(run, policy, clause, env, act, i)
        and not (undefeated and norms.defeated(run, policy, clause, act, i))
    )


def idle_provisos(run: Run, policy: Policy) -> set[str]:
    """The permissions that would apply to a possible act but for their proviso, which is not met; and it is permitted."""
    i = run.last
    found = set()
    for clause in policy.clauses.values():
        norm = clause.norm
        if not isinstance(norm, Permission) or norm.provided is None:
            continue
        for act in bound_acts(run, policy):
            for env in norms.concerned(run, clause, act):
                asked = (
                    norms.reaches(run, policy, clause, env, i)
                    and holds(run, clause.when, i, env)
                    and not holds(run, clause.unless, i, env)
                    and not holds(run, norm.provided, i, env)
                )
                free = not norms.forbidden(run, policy, act, i) and possible(run, act, i, CANDIDATES)
                if asked and free:
                    found.add(clause.name)
    return found


def verdicts(run: Run, policy: Policy) -> dict[Act, bool]:
    """Of each act whether the policy forbids it."""
    return {act: norms.forbidden(run, policy, act, run.last) for act in acts(run.world, run.universe)}


def goes_on(run: Run, policy: Policy, steps: int) -> bool:
    """Whether the run can go on, within so many steps, until all that is owed now has fallen due, and comply."""
    dues = [
        duties.due(run, policy, clause, env, run.last) for clause, env in duties.owed_instances(run, policy, run.last)
    ]
    end = max((due for due in dues if due is not None and due >= run.time(run.last)), default=None)
    if end is None:
        return True
    level = [run]
    for _ in range(steps):
        longer = [more for one in level for more in next_runs(one, BOUNDS) if not offences_at(more, more.last - 1)]
        if any(more.time(more.last) > end for more in longer):
            return True
        level = longer[:200]
    return False


def end_of(project: Project, finding: Finding, number: int = 0) -> Run:
    """The run that a finding shows, in the project; it complies with the policy."""
    run = Run.of(project.world, project.policies, (finding.policy,), finding.stories[number].trace)
    assert complies(run) or run.last > 0
    return run


def before_last(run: Run) -> Run:
    """The run without the act in question."""
    return run.until(run.last - 1)
