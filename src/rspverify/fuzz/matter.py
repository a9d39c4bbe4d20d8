"""What is worth drawing in runs of a group of checks: the acts, facts, conditions and lengths that their policies and
claims speak of. Found once, before any run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rspverify.check.fuzzing.goals import condition_of
from rspverify.check.fuzzing.groups import Group
from rspverify.policy.claims import (
    AfterWithin,
    Agree,
    Always,
    Complete,
    Dependence,
    Monotone,
    NeverAct,
    NeverPossible,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    PossibleAct,
    PossibleState,
    Property,
    Whatever,
)
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import (
    AlwaysSoFar,
    Breaching,
    DurationRef,
    Elapsed,
    Expr,
    FactOf,
    Happening,
    Hours,
    NormOfAct,
    NormOfClause,
    Not,
    Occurrence,
    Occurs,
    Once,
    Previously,
    Since,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import Clause, Duty, Order, Policy, RecurringDuty
from rspverify.policy.vocabulary import World
from rspverify.policy.walk import subexpressions
from rspverify.semantics import norms
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.scenarios import tell
from rspverify.trace.values import Trace

_PAST = (Occurs, Once, Previously, AlwaysSoFar, Since, Elapsed, NormOfAct, NormOfClause)


@dataclass(frozen=True)
class Target:
    """A boundary: acts, and the condition that decides about them, over some variables. `other`: a clause that
    overrides this one, for both at once; `links`: its variables that stand for the same as some of this one. `wait`:
    how long nothing should happen after the acts, and an hour more. `bound`: that the policy of a clause binds its
    agent, without which there is no boundary."""

    variables: tuple[Variable, ...]
    condition: Expr
    acts: tuple[Happening, ...]
    other: Target | None = None
    links: tuple[tuple[str, str], ...] = ()
    wait: Expr | None = None
    bound: Expr = field(default_factory=lambda: Truth(True))


@dataclass(frozen=True)
class Matter:
    """`world`: with what is assumed as axioms. `clauses`, `claims`: their boundaries. `actions`, `facts`: those that
    matter, by name. `lengths`: hours that the text speaks of; `durations` are looked up in a run. `beginnings`: runs
    that scenarios tell, as far as they comply. `presently`: what is assumed, as far as one state tells it."""

    group: Group
    world: World
    policies: dict[str, Policy]
    clauses: tuple[Target, ...]
    claims: tuple[Target, ...]
    actions: tuple[str, ...]
    facts: tuple[str, ...]
    lengths: tuple[int, ...]
    durations: tuple[str, ...]
    beginnings: tuple[Run, ...]
    presently: tuple[Expr, ...]

    def __repr__(self) -> str:
        return f"runs of {self.group.project.path} under {' + '.join(self.group.conditions.policies) or 'no policy'}"


def matter_of(group: Group) -> Matter:
    """Raises nothing."""
    world, policies = group.project.world, group.policies
    assumed = tuple(world.assumptions[name] for name in group.conditions.assuming)
    concerned = [policies[name] for name in group.concerned]
    clauses = tuple(_of_clauses(concerned))
    asked = dict.fromkeys(check.property for check in group.checks)
    of_claims = tuple(_of_claims([group.project.properties[name] for name in asked]))
    targets = (*clauses, *of_claims)
    spoken = list(_spoken(world, concerned, targets))
    parts = [part for one in spoken for part in subexpressions(one)]
    happenings = [act for target in targets for act in target.acts]
    happenings += [act for policy in concerned for clause in policy.clauses.values() for act in _happenings(clause)]
    happenings += [act for part in parts for act in _occurring(part)]
    facts = dict.fromkeys(part.fact for part in parts if isinstance(part, FactOf))
    writing = [a.name for a in world.actions.values() if any(effect.fact in facts for effect in a.effects)]
    lengths = sorted({part.hours for part in parts if isinstance(part, Hours)})
    return Matter(
        group,
        replace(world, axioms=(*world.axioms, *assumed)),
        policies,
        clauses,
        of_claims,
        tuple(dict.fromkeys([*(act.action for act in happenings), *writing])),
        tuple(facts),
        tuple(lengths),
        tuple(dict.fromkeys(part.name for part in parts if isinstance(part, DurationRef))),
        tuple(_beginnings(group, policies)),
        tuple(formula for formula in group.assumed if not any(isinstance(p, _PAST) for p in subexpressions(formula))),
    )


def _of_clauses(policies: Sequence[Policy]) -> Iterator[Target]:
    for policy in policies:
        for clause in policy.clauses.values():
            one = _clause(policy, clause)
            yield one
            for overrider in norms.overriders(policy, clause):
                other = _clause(policy, overrider)
                yield replace(one, other=other, links=tuple(_links(one, other)))
            match clause.norm:
                case Duty(triggers=triggers, deadline=Expr() as deadline):
                    opening = tuple(one for one in triggers if isinstance(one, Happening))
                    yield replace(one, acts=opening, wait=deadline)
                case RecurringDuty(period=period):
                    yield replace(one, acts=(), wait=period)


def _of_claims(asked: Sequence[Property]) -> Iterator[Target]:
    for one in asked:
        found = _asked(one)
        if found is not None:
            condition, acts = found
            wait = one.claim.deadline if isinstance(one.claim, AfterWithin) else None
            yield Target(one.variables, condition, acts, wait=wait)


def _clause(policy: Policy, clause: Clause) -> Target:
    agent = clause.agent
    sort = agent.variable.sort if isinstance(agent, Var) else agent.sort
    return Target(clause.variables, condition_of(policy, clause), clause.judged, bound=binds(policy, sort, agent))


def _links(one: Target, other: Target) -> Iterator[tuple[str, str]]:
    """Variables of two clauses that stand for the same if both are about one act."""
    for mine in one.acts:
        for theirs in other.acts:
            if mine.action == theirs.action:
                for argument, counterpart in zip(mine.arguments, theirs.arguments, strict=True):
                    if isinstance(argument, Var) and isinstance(counterpart, Var):
                        yield counterpart.variable.name, argument.variable.name
                return


def _asked(asked: Property) -> tuple[Expr, tuple[Happening, ...]] | None:
    """What decides a claim, and the acts that it is about."""
    match asked.claim:
        case NeverAct(acts, when) | PossibleAct(acts, when) | OnlyAfter(acts, _, when) | NeverPossible(acts, when):
            return when, acts
        case OnlyWhen(acts, condition):
            return Not(condition), acts
        case Always(formula):
            return Not(formula), ()
        case NeverState(formula) | PossibleState(formula):
            return formula, ()
        case AfterWithin(occurrences, when):
            return when, tuple(one for one in occurrences if isinstance(one, Happening))
        case Whatever(on=on) | Agree(on=on):
            return Truth(True), on
        case Complete(_, on, when):
            return when, on
        case Dependence(act=act) | OutsidersCanTell(act):
            return Truth(True), (act,)
        case Monotone(where=where, act=act):
            return where, () if act is None else (act,)
        case _:
            return None


def _spoken(world: World, policies: Sequence[Policy], targets: Sequence[Target]) -> Iterator[Expr]:
    """All expressions that matter."""
    for target in targets:
        yield target.bound
        yield target.condition
        if target.wait is not None:
            yield target.wait
        yield from (argument for act in target.acts for argument in act.arguments if argument is not None)
    for policy in policies:
        for clause in policy.clauses.values():
            if isinstance(clause.norm, Order) and clause.norm.at_least is not None:
                yield clause.norm.at_least
    for action in world.actions.values():
        yield action.requires


def _happenings(clause: Clause) -> Iterator[Happening]:
    yield from clause.norm.acts
    yield from clause.judged
    if isinstance(clause.norm, Duty):
        yield from (act for occurrence in clause.norm.triggers for act in _acts(occurrence))


def _acts(occurrence: Occurrence) -> Iterator[Happening]:
    if isinstance(occurrence, Happening):
        yield occurrence


def _occurring(part: Expr) -> Iterator[Happening]:
    match part:
        case Occurs(Happening() as act) | Elapsed(occurrence=Happening() as act) | NormOfAct(act=act):
            yield act
        case Occurs(Breaching()) | Elapsed(occurrence=Breaching()):
            return


def _beginnings(group: Group, policies: dict[str, Policy]) -> Iterator[Run]:
    readings = group.readings
    for scenario in group.project.scenarios:
        for told in tell(group.project, scenario):
            if told.run is not None and told.readings in readings:
                yield from _complying(group, policies, told.run.trace)


def _complying(group: Group, policies: dict[str, Policy], trace: Trace) -> Iterator[Run]:
    """The trace as a run of the group, as far as it is one."""
    run = Run.of(group.project.world, policies, group.conditions.policies, trace)
    last = -1
    try:
        while last < run.last and group.complies(run.until(last + 1)):
            last += 1
    except SemanticsError:
        pass  # the story goes on where the policies of this group have no meaning
    if last >= 0:
        yield run.until(last)
