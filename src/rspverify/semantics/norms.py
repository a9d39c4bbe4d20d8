"""What is forbidden and permitted (language.md 3): a clause applies, is defeated, forbids; forbid trumps permit.

`act` is always one concrete act, possible or not; everything is read in state i, the state before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rspverify.policy.expressions import Happening, Individual, NormOfAct, NormOfClause, Var, Variable
from rspverify.policy.norms import (
    Clause,
    Duty,
    Exemption,
    Order,
    Permission,
    Policy,
    Prohibition,
    RecurringDuty,
    SolePermission,
)
from rspverify.policy.sorts import Sort
from rspverify.semantics import duties, evaluate, occurrences
from rspverify.semantics.run import Environment, Run, environments
from rspverify.trace.values import Act, Value

# ---------------------------------------------------------------- whom a policy binds


def agent_of(run: Run, act: Act) -> tuple[Sort, Value] | None:
    """Who does an act, with the entity; None for an event, which nobody does."""
    action = run.world.actions[act.action]
    match action.agent:
        case None:
            return None
        case Individual(name, sort):
            return sort, name
        case Variable(sort=sort) as parameter:
            return sort, act.arguments[action.parameters.index(parameter)]
        case _:
            assert_never(action.agent)


def agent_in(clause: Clause, env: Environment) -> tuple[Sort, Value]:
    """Whose norm a clause is for these values of its variables."""
    match clause.agent:
        case Individual(name, sort):
            return sort, name
        case Var(variable):
            return variable.sort, env[variable.name]
        case _:
            assert_never(clause.agent)


def binds(run: Run, policy: Policy, agent: tuple[Sort, Value] | None, i: int = 0) -> bool:
    """Whether a policy binds an agent. An agent of an entity that it does not name is not bound.

    It hangs on fixed facts, so one state is as good as another; but where the present of one is raised for the sake
    of comparison (`raised`), the present state i counts.
    """
    if agent is None:
        return False
    sort, name = agent
    return any(
        bound.sort == sort and evaluate.holds(run, bound.condition, i, {bound.variable.name: name})
        for bound in policy.bounds
    )


# ---------------------------------------------------------------- a clause applies


def reaches(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """The agent is bound and the policy in force."""
    return binds(run, policy, agent_in(clause, env), i) and evaluate.holds(run, policy.in_force, i, {})


def conditions_hold(run: Run, clause: Clause, env: Environment, i: int) -> bool:
    """`when` (`while`) and `provided` hold, and `unless` does not."""
    provided = clause.norm.provided if isinstance(clause.norm, Permission | SolePermission) else None
    return (
        evaluate.holds(run, clause.when, i, env)
        and not evaluate.holds(run, clause.unless, i, env)
        and (provided is None or evaluate.holds(run, provided, i, env))
    )


def applies(run: Run, policy: Policy, clause: Clause, env: Environment, act: Act | None, i: int) -> bool:
    """Whether a clause applies, for these values of its variables, to an act.

    The act matters for orders only (which apply until they are obeyed) and is None where there is none. Of a sole
    permission one half is always active.
    """
    if not reaches(run, policy, clause, env, i):
        return False
    match clause.norm:
        case SolePermission():
            return True
        case Order() as order:
            return conditions_hold(run, clause, env, i) and not obeyed(run, order, env, act, i)
        case Prohibition() | Permission() | Duty() | RecurringDuty() | Exemption():
            return conditions_hold(run, clause, env, i)
        case _:
            assert_never(clause.norm)


def obeyed(run: Run, order: Order, env: Environment, later: Act | None, i: int) -> bool:
    """Some act that the order asks for has happened (at least D ago; with `each`, since the last `later`)."""
    start = 0
    if order.each:
        start = max((step + 1 for step in range(i) if run.trace.steps[step] == later), default=0)
    delay = 0 if order.at_least is None else evaluate.number(run, order.at_least, i, env)
    return any(
        run.time(i) - run.time(step + 1) >= delay
        for step in range(start, i)
        for asked in order.acts
        if occurrences.fits(occurrences.pattern(run, asked, i, env), run.trace.steps[step])
    )


def concerned(run: Run, clause: Clause, act: Act) -> Iterator[Environment]:
    """The values of a clause's variables for which it is about an act. Variables that the act leaves open take all."""
    for env in environments(run.universe, clause.variables):
        if any(occurrences.fits(occurrences.pattern(run, judged, 0, env), act) for judged in clause.judged):
            yield env


# ---------------------------------------------------------------- defeat


def overriders(policy: Policy, clause: Clause) -> Iterator[Clause]:
    return (other for other in policy.clauses.values() if clause.name in other.overrides)


def defeated(run: Run, policy: Policy, clause: Clause, act: Act, i: int) -> bool:
    """Some overriding clause about the same act counts there and is not itself defeated."""
    return run.remembered(
        i,
        ("defeated", policy.name, clause.name, act),
        lambda: any(defeats(run, policy, other, act, i) for other in overriders(policy, clause)),
    )


def defeats(run: Run, policy: Policy, other: Clause, act: Act, i: int) -> bool:
    """A clause has force over what it overrides. A duty has it while it is open, for a defeated one is closed."""
    instances = concerned(run, other, act)
    if isinstance(other.norm, Duty | RecurringDuty):
        return any(duties.owed(run, policy, other, env, i) for env in instances)
    return any(applies(run, policy, other, env, act, i) for env in instances) and not defeated(
        run, policy, other, act, i
    )


def wholly_defeated(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """A clause is defeated, for these values of its variables, where each of its acts is."""
    return all(
        any(
            defeated(run, policy, clause, act, i)
            for act in occurrences.acts(run, occurrences.pattern(run, judged, i, env))
        )
        for judged in clause.judged
    )


# ---------------------------------------------------------------- forbidden, permitted, conflict


def prohibits(run: Run, policy: Policy, clause: Clause, env: Environment, act: Act, i: int) -> bool:
    """A prohibition, an order or the forbidding half of a sole permission applies, defeated or not."""
    match clause.norm:
        case Prohibition() | Order():
            return applies(run, policy, clause, env, act, i)
        case SolePermission():
            return reaches(run, policy, clause, env, i) and not conditions_hold(run, clause, env, i)
        case _:
            return False


def permits(run: Run, policy: Policy, clause: Clause, env: Environment, act: Act, i: int) -> bool:
    """A permission or the permitting half of a sole permission applies, defeated or not."""
    match clause.norm:
        case Permission():
            return applies(run, policy, clause, env, act, i)
        case SolePermission():
            return reaches(run, policy, clause, env, i) and conditions_hold(run, clause, env, i)
        case _:
            return False


def prohibitions(run: Run, policy: Policy, act: Act, i: int) -> tuple[str, ...]:
    """The clauses that forbid an act, undefeated."""
    return tuple(
        clause.name
        for clause in policy.clauses.values()
        if any(prohibits(run, policy, clause, env, act, i) for env in concerned(run, clause, act))
        and not defeated(run, policy, clause, act, i)
    )


def permissions(run: Run, policy: Policy, act: Act, i: int) -> tuple[str, ...]:
    """The clauses that expressly permit an act, undefeated."""
    return tuple(
        clause.name
        for clause in policy.clauses.values()
        if any(permits(run, policy, clause, env, act, i) for env in concerned(run, clause, act))
        and not defeated(run, policy, clause, act, i)
    )


def forbidden_by_default(run: Run, policy: Policy, act: Act, i: int) -> bool:
    """`otherwise forbidden`, in force, and no permission stands."""
    return (
        policy.otherwise == "forbidden"
        and evaluate.holds(run, policy.in_force, i, {})
        and not permissions(run, policy, act, i)
    )


def forbidden(run: Run, policy: Policy, act: Act, i: int) -> bool:
    """A bound agent's act that a prohibition forbids, or that nothing permits where nothing else is permitted."""
    return binds(run, policy, agent_of(run, act), i) and (
        bool(prohibitions(run, policy, act, i)) or forbidden_by_default(run, policy, act, i)
    )


def permitted(run: Run, act: Act, i: int) -> bool:
    """No policy that the run is under forbids an act."""
    return not any(forbidden(run, run.policies[name], act, i) for name in run.under)


def conflict(run: Run, policy: Policy, act: Act, i: int) -> bool:
    """A prohibition and a permission (other than a sole one, which gives way) stand both."""
    return bool(prohibitions(run, policy, act, i)) and any(
        isinstance(policy.clauses[name].norm, Permission) for name in permissions(run, policy, act, i)
    )


# ---------------------------------------------------------------- norms in formulas


def act_atom(run: Run, atom: NormOfAct, i: int, env: Environment) -> bool:
    """`forbidden`, `permitted`, `required ACT [by P]`; without P: by some, by none, by some policy of the check."""
    named = run.under if atom.policy is None else (atom.policy,)
    policies = [run.policies[name] for name in named]
    if atom.status == "required":
        wanted = occurrences.pattern(run, atom.act, i, env)
        return any(duties.required(run, policy, wanted, i) for policy in policies)
    act = concrete(run, atom.act, i, env)
    return any(forbidden(run, policy, act, i) for policy in policies) == (atom.status == "forbidden")


def clause_atom(run: Run, atom: NormOfClause, i: int, env: Environment) -> bool:
    """`applies P.c(..)`, `defeated P.c(..)`: `any` in the clause's act reads as `some`; the agent must be bound."""
    policy = run.policies[atom.policy]
    clause = policy.clauses[atom.clause]
    found = {v.name: evaluate.value(run, e, i, env) for v, e in zip(clause.variables, atom.arguments, strict=True)}
    if atom.status == "defeated":
        return binds(run, policy, agent_in(clause, found), i) and wholly_defeated(run, policy, clause, found, i)
    return any(
        applies(run, policy, clause, found, act, i)
        for judged in clause.judged
        for act in occurrences.acts(run, occurrences.pattern(run, judged, i, found))
    )


def concrete(run: Run, happening: Happening, i: int, env: Environment) -> Act:
    """The one act that a happening without `any` stands for."""
    (act,) = occurrences.acts(run, occurrences.pattern(run, happening, i, env))
    return act
