"""When a deadline passes, for all lengths of waits: by random numbers, or, with `RSPVERIFY_BACKEND=crosshair` and
hypothesis-crosshair, by symbolic ones, so that each branch of the semantics is looked for."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rspverify.policy.load import load_text
from rspverify.semantics import duties
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run
from rspverify.source.files import SourceFile
from rspverify.trace.values import Act, State, Step, Trace, Universe, Wait

BACKEND = os.environ.get("RSPVERIFY_BACKEND", "hypothesis")
LENGTH = 72
PROJECT = load_text(
    SourceFile(
        "deadline.rsp",
        "entity Lab\nevent incident(l: Lab)\naction report(l: Lab) by l\n"
        "policy p binds l: Lab { clause tell: l must report(l) within 3 days after incident(l) }\n"
        "property late: never more than 3 days after incident(l)\n"
        "property soon: never within 3 days after incident(l)\n",
    )
)
LAW = settings(max_examples=60, deadline=None, database=None, backend=BACKEND, suppress_health_check=list(HealthCheck))
hours = st.integers(0, 200)


def run_of(steps: list[Step]) -> Run:
    time, states = 0, [State(0, {})]
    for step in steps:
        time += step.hours if isinstance(step, Wait) else 0
        states.append(State(time, {}))
    trace = Trace(Universe({"Lab": ("ada",)}), {}, {}, tuple(states), tuple(steps))
    return Run.of(PROJECT.world, PROJECT.policies, ("p",), trace)


@given(hours, hours, hours)
@LAW
def test_a_duty_is_breached_by_the_wait_that_passes_its_deadline(before: int, first: int, second: int) -> None:
    policy = PROJECT.policies["p"]
    clause = policy.clauses["tell"]
    run = run_of([Wait(before), Act("incident", ("ada",)), Wait(first), Wait(second)])
    env = {clause.variables[0].name: "ada"}
    breached = [duties.breached(run, policy, clause, env, step) for step in range(4)]
    assert breached == [False, False, first > LENGTH, first <= LENGTH < first + second]
    assert duties.due(run, policy, clause, env, 2) == before + LENGTH


@given(hours, hours)
@LAW
def test_what_is_done_in_time_is_not_breached_later(first: int, second: int) -> None:
    policy = PROJECT.policies["p"]
    clause = policy.clauses["tell"]
    run = run_of([Act("incident", ("ada",)), Wait(first), Act("report", ("ada",)), Wait(second)])
    env = {clause.variables[0].name: "ada"}
    assert duties.breached(run, policy, clause, env, 1) == (first > LENGTH)
    assert not duties.breached(run, policy, clause, env, 3)
    assert not duties.owed(run, policy, clause, env, 4)


@given(hours, hours)
@LAW
def test_lengths_of_the_past_are_either_over_or_not(first: int, second: int) -> None:
    run = run_of([Act("incident", ("ada",)), Wait(first), Act("incident", ("ada",)), Wait(second)])
    late, soon = PROJECT.properties["late"], PROJECT.properties["soon"]
    env = {late.variables[0].name: "ada"}, {soon.variables[0].name: "ada"}
    # Of two incidents one may be long ago and the other not.
    assert holds(run, late.claim.formula, 4, env[0]) == (first + second > LENGTH)  # type: ignore[union-attr]
    assert holds(run, soon.claim.formula, 4, env[1]) == (second <= LENGTH)  # type: ignore[union-attr]
