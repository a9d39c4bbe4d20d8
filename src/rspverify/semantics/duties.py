"""When a duty is open, due and breached (language.md 3, "Duties", "Recurring duties", "breach of").

A duty's life is told state by state from the first, so that a long run needs no deep recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
from rspverify.semantics import evaluate, norms, occurrences
from rspverify.semantics.run import Environment, Run, environments, key_of
from rspverify.trace.values import Act, Wait


def stands(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """A duty applies undefeated in state i."""
    return norms.applies(run, policy, clause, env, None, i) and not norms.wholly_defeated(run, policy, clause, env, i)


def fulfils(run: Run, clause: Clause, env: Environment, step: int) -> bool:
    """The step from state `step` is an act that the duty asks for."""
    return any(
        occurrences.fits(occurrences.pattern(run, act, step, env), run.trace.steps[step]) for act in clause.norm.acts
    )


# ---------------------------------------------------------------- a duty


def opened(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> int | None:
    """The time at which the duty was opened that is open in state i; None where none is."""
    key = ("opened", policy.name, clause.name, key_of(env))
    start: int | None = None
    for k in range(i + 1):

        def next_start(k: int = k, before: int | None = start) -> int | None:
            return _opened_next(run, policy, clause, env, k, before)

        start = run.remembered(k, key, next_start)
    return start


def _opened_next(run: Run, policy: Policy, clause: Clause, env: Environment, i: int, before: int | None) -> int | None:
    """One step of a duty's life: it is fulfilled or closed first, then opened anew, else all stays."""
    kept = before
    if before is not None and (fulfils(run, clause, env, i - 1) or _closes(run, policy, clause, env, i)):
        kept = None
    if kept is None and _opens(run, policy, clause, env, i):
        return run.time(i)
    return kept


def _closes(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """Without fulfilment: the duty is out of force, defeated or exempted, or, if it says `while`, no longer applies."""
    assert isinstance(clause.norm, Duty)
    return (
        not norms.reaches(run, policy, clause, env, i)
        or norms.wholly_defeated(run, policy, clause, env, i)
        or (clause.norm.lasting and not norms.applies(run, policy, clause, env, None, i))
    )


def _opens(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """With an occurrence: it led to state i, where the duty stands. Without: it stands, and did not before."""
    assert isinstance(clause.norm, Duty)
    if clause.norm.triggers:
        happened = i > 0 and any(occurrences.matches(run, occ, i - 1, i, env) for occ in clause.norm.triggers)
        return happened and stands(run, policy, clause, env, i)
    return stands(run, policy, clause, env, i) and not (i > 0 and stands(run, policy, clause, env, i - 1))


# ---------------------------------------------------------------- a recurring duty


def in_force_since(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> int | None:
    """The time since which a recurring duty has been in force in every state up to i; None where it is not."""
    key = ("since", policy.name, clause.name, key_of(env))
    since: int | None = None
    for k in range(i + 1):

        def next_since(k: int = k, before: int | None = since) -> int | None:
            if not stands(run, policy, clause, env, k):
                return None
            return run.time(k) if before is None else before

        since = run.remembered(k, key, next_since)
    return since


# ---------------------------------------------------------------- owed, due, breached


def owed(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> bool:
    """A duty is open, a recurring one in force. False of all other norms."""
    match clause.norm:
        case Duty():
            return opened(run, policy, clause, env, i) is not None
        case RecurringDuty():
            return in_force_since(run, policy, clause, env, i) is not None
        case _:
            return False


def due(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> int | None:
    """The moment at which what is owed in state i falls due (also one that has passed); None: never, or none owed."""
    match clause.norm:
        case Duty(deadline=deadline):
            start = opened(run, policy, clause, env, i)
            if start is None or deadline is None:
                return None
            return start + evaluate.number(run, deadline, i, env)
        case RecurringDuty(period=period):
            since = in_force_since(run, policy, clause, env, i)
            if since is None:
                return None
            done = [run.time(step + 1) for step in range(i) if fulfils(run, clause, env, step)]
            return max([since, *done]) + evaluate.number(run, period, i, env)
        case _:
            return None


def breached(run: Run, policy: Policy, clause: Clause, env: Environment, step: int) -> bool:
    """`breach of P.c(..)` (language.md 3): the forbidden act, or the wait that passed the deadline."""
    happened = run.trace.steps[step]
    match clause.norm:
        case Duty() | RecurringDuty():
            deadline = due(run, policy, clause, env, step)
            passed = deadline is not None and run.time(step) <= deadline < run.time(step + 1)
            return isinstance(happened, Wait) and passed
        case Prohibition() | Order() | SolePermission():
            return (
                isinstance(happened, Act)
                and any(
                    occurrences.fits(occurrences.pattern(run, judged, step, env), happened) for judged in clause.judged
                )
                and norms.prohibits(run, policy, clause, env, happened, step)
                and not norms.defeated(run, policy, clause, happened, step)
            )
        case Permission() | Exemption():
            return False
        case _:
            assert_never(clause.norm)


def owed_instances(run: Run, policy: Policy, i: int) -> Iterator[tuple[Clause, Environment]]:
    """All that is owed in state i, in order of clauses and members."""
    for clause in policy.clauses.values():
        if isinstance(clause.norm, Duty | RecurringDuty):
            for env in environments(run.universe, clause.variables):
                if owed(run, policy, clause, env, i):
                    yield clause, env


def required(run: Run, policy: Policy, wanted: occurrences.Pattern, i: int) -> bool:
    """Something is owed in state i that an act that fits `wanted` fulfils."""
    return any(
        occurrences.overlap(occurrences.pattern(run, act, i, env), wanted)
        for clause, env in owed_instances(run, policy, i)
        for act in clause.norm.acts
    )
