"""Scenarios told by the reference semantics, as results."""

from __future__ import annotations

import time
from collections.abc import Iterator

from rspverify.check.phrases import fact_phrase, formula_phrase, telling
from rspverify.check.results import ScenarioResult
from rspverify.policy.claims import Expect, Project, Scenario
from rspverify.policy.conditions import words
from rspverify.policy.expressions import Arithmetic, Equal, Expr, FactOf, Less
from rspverify.semantics.evaluate import value
from rspverify.semantics.reasons import Reason, reasons
from rspverify.semantics.run import Run
from rspverify.semantics.scenarios import Told, tell


def told(project: Project, scenario: Scenario) -> ScenarioResult:
    """The result of a scenario under every combination of readings: the first that goes otherwise decides."""
    started = time.monotonic()
    failure, place = "", None
    several = {word for word, readings in words(project.world).items() if len(readings) > 1}
    for one in tell(project, scenario):
        if one.failure is not None:
            read = ", ".join(f"{word} as {reading}" for word, reading in one.readings.items() if word in several)
            why = "; ".join(dict.fromkeys(_instead(scenario, one)))
            failure = one.failure.reason + (f": {why}" if why else "") + (f" (reading {read})" if read else "")
            place = one.failure.span
            break
    return ScenarioResult(
        file=project.path,
        name=scenario.name,
        wording=scenario.wording,
        span=scenario.span,
        succeeded=not failure,
        failure=failure,
        place=place,
        diagnostics=(),
        seconds=time.monotonic() - started,
    )


def _instead(scenario: Scenario, told: Told) -> Iterator[str]:
    """What makes a formula false that the story says holds: its parts that tell, with what the facts in them are."""
    failure, run = told.failure, told.run
    step = None if failure is None or failure.step is None else scenario.steps[failure.step]
    if run is None or not isinstance(step, Expect):
        return
    for reason in telling(reasons(run, step.formula, run.last, {}, words=True)):
        here = reason.index == run.last and isinstance(reason.formula, Equal | Less)
        facts = list(_facts(reason.formula)) if here else []
        if facts:
            yield from (_as_it_is(run, fact, reason) for fact in facts)
        elif reason.formula != step.formula:
            yield formula_phrase(run, reason)


def _as_it_is(run: Run, fact: FactOf, reason: Reason) -> str:
    place = fact.fact, tuple(value(run, argument, reason.index, reason.environment) for argument in fact.arguments)
    return fact_phrase(run.world, place, run.trace.states[reason.index].facts[place])


def _facts(expr: Expr) -> Iterator[FactOf]:
    """The facts that a comparison compares."""
    match expr:
        case FactOf():
            yield expr
        case Equal(left, right) | Less(left, right) | Arithmetic(_, left, right):
            yield from _facts(left)
            yield from _facts(right)
