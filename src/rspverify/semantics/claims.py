"""Claims about single runs (language.md 4), judged on one finite run; compliance is `comply`'s to judge.

A claim is found true or false at a *moment*: state n together with the step that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from rspverify.policy.claims import (
    AfterWithin,
    Always,
    NeverAct,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    PossibleAct,
    PossibleState,
    Property,
    TraceClaim,
)
from rspverify.policy.expressions import Happening
from rspverify.semantics.evaluate import holds, number
from rspverify.semantics.occurrences import matches
from rspverify.semantics.run import Environment, Run, environments
from rspverify.trace.values import Wait


@dataclass(frozen=True)
class Finding:
    """Where a claim is violated (or, for `possible`, witnessed): at the step from state `index`, or in state `index`,
    for these values of the property's variables."""

    kind: Literal["step", "state"]
    index: int
    environment: Environment


def judge(run: Run, asked: Property) -> Finding | None:
    """The first violation of a claim on a run, or the first witness of one with `possible`; None: there is none."""
    for moment in range(run.last + 1):
        found = judge_at(run, asked, moment)
        if found is not None:
            return found
    return None


def judge_at(run: Run, asked: Property, moment: int) -> Finding | None:
    """The violation or witness at state `moment` or the step that led to it. Raises `TypeError` for claims that do not
    speak of single runs."""
    claim = asked.claim
    if not isinstance(claim, TraceClaim):
        raise TypeError(f"`{asked.name}` does not speak of single runs")
    for env in environments(run.universe, asked.variables):
        if isinstance(claim, Always | NeverState | PossibleState):
            if _found_in_state(run, claim, moment, env):
                return Finding("state", moment, env)
        elif moment > 0 and _found_in_step(run, claim, moment - 1, env):
            return Finding("step", moment - 1, env)
    return None


def _found_in_state(run: Run, claim: Always | NeverState | PossibleState, i: int, env: Environment) -> bool:
    match claim:
        case Always(formula):
            return not holds(run, formula, i, env)
        case NeverState(formula) | PossibleState(formula):
            return holds(run, formula, i, env)
        case _:
            assert_never(claim)


def _found_in_step(
    run: Run, claim: NeverAct | OnlyWhen | OnlyAfter | AfterWithin | PossibleAct, i: int, env: Environment
) -> bool:
    """At the step from state i, the state in which conditions and arguments are read."""
    match claim:
        case NeverAct(acts, when) | PossibleAct(acts, when):
            return _is_one_of(run, acts, i, i, env) and holds(run, when, i, env)
        case OnlyWhen(acts, condition):
            return _is_one_of(run, acts, i, i, env) and not holds(run, condition, i, env)
        case OnlyAfter(acts, occurrences, when):
            happened_before = any(matches(run, occ, step, i, env) for occ in occurrences for step in range(i))
            return _is_one_of(run, acts, i, i, env) and holds(run, when, i, env) and not happened_before
        case AfterWithin():
            since = pending_since(run, claim, i, env)
            if since is None or not isinstance(run.trace.steps[i], Wait):
                return False
            limit = run.time(since) + number(run, claim.deadline, i, env)
            return run.time(i) <= limit < run.time(i + 1)
        case _:
            assert_never(claim)


def pending_since(run: Run, claim: AfterWithin, i: int, env: Environment) -> int | None:
    """The state to which the occurrence led that state i still waits for an act after; None where it waits for none.

    In one step, what is awaited happens first, then the occurrence starts the waiting anew. While an act is awaited,
    a new occurrence changes nothing.
    """
    since: int | None = None
    for k in range(1, i + 1):
        if since is not None and _is_one_of(run, claim.acts, k - 1, since, env):
            since = None
        if since is None:
            happened = any(matches(run, occ, k - 1, k, env) for occ in claim.occurrences)
            since = k if happened and holds(run, claim.when, k, env) else None
    return since


def _is_one_of(run: Run, acts: tuple[Happening, ...], step: int, at: int, env: Environment) -> bool:
    return any(matches(run, act, step, at, env) for act in acts)
