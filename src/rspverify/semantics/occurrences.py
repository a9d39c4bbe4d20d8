"""What counts as an occurrence (language.md 2, "The past"): acts, events, `wait`, `breach of P.c(..)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import assert_never

from rspverify.policy.expressions import Breaching, Expr, Happening, Occurrence, Waiting
from rspverify.semantics import duties, evaluate
from rspverify.semantics.run import Environment, Run, environments, values_of
from rspverify.trace.values import Act, Step, Value, Wait


@dataclass(frozen=True)
class Pattern:
    """An act with some arguments left open; None is `any`."""

    action: str
    arguments: tuple[Value | None, ...]


def pattern(run: Run, happening: Happening, i: int, env: Environment) -> Pattern:
    """A happening with its arguments read in state i."""
    return Pattern(happening.action, _read(run, happening.arguments, i, env))


def _read(run: Run, arguments: tuple[Expr | None, ...], i: int, env: Environment) -> tuple[Value | None, ...]:
    return tuple(None if argument is None else evaluate.value(run, argument, i, env) for argument in arguments)


def _agree(wanted: tuple[Value | None, ...], found: tuple[Value | None, ...]) -> bool:
    """Whether one combination of values can be meant by both; None is any value."""
    return all(a is None or b is None or a == b for a, b in zip(wanted, found, strict=True))


def fits(wanted: Pattern, step: Step) -> bool:
    """Whether a step is such an act."""
    return isinstance(step, Act) and step.action == wanted.action and _agree(wanted.arguments, step.arguments)


def overlap(one: Pattern, other: Pattern) -> bool:
    """Whether some act fits both."""
    return one.action == other.action and _agree(one.arguments, other.arguments)


def acts(run: Run, wanted: Pattern) -> Iterator[Act]:
    """All acts that fit, possible or not."""
    parameters = run.world.actions[wanted.action].parameters
    choices = (
        values_of(run.universe, parameter.sort) if argument is None else (argument,)
        for parameter, argument in zip(parameters, wanted.arguments, strict=True)
    )
    for arguments in product(*choices):
        yield Act(wanted.action, arguments)


def matches(run: Run, occurrence: Occurrence, step: int, at: int, env: Environment) -> bool:
    """Whether the step from state `step` to the next is such an occurrence, its arguments read in state `at`."""
    match occurrence:
        case Happening():
            return fits(pattern(run, occurrence, at, env), run.trace.steps[step])
        case Waiting():
            return isinstance(run.trace.steps[step], Wait)
        case Breaching(policy, clause, arguments):
            broken = run.policies[policy]
            variables = broken.clauses[clause].variables
            wanted = _read(run, arguments, at, env)
            return any(
                duties.breached(run, broken, broken.clauses[clause], found, step)
                for found in environments(run.universe, variables)
                if _agree(wanted, tuple(found[variable.name] for variable in variables))
            )
        case _:
            assert_never(occurrence)


def times(run: Run, occurrence: Occurrence, i: int, env: Environment) -> list[int]:
    """When there was such an occurrence, up to state i, its arguments read in state i: the times of the states that
    it led to."""
    return [run.time(step + 1) for step in range(i) if matches(run, occurrence, step, i, env)]
