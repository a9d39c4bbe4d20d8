"""Which laws of engines are broken on the small systems: one function for each group of laws."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from generate.choices import Choices
from generate.project import resolved
from known import finite, hesitant
from laws_of_cores import cores_lie
from laws_of_engines import (
    covered_wrongly,
    engines_contradict,
    frames_overclaim,
    scope_overclaims,
    spending_lost,
    unconfirmed_is_proved,
)
from laws_of_lemmas import gaps_lie
from laws_of_reading import misread
from laws_of_scalars import scalars_differ, spacer_contradicts
from repeals import repeals_contradict
from subjects import ANY_NUMBER, INEXACT, NO_MEMBERS, RULED, Subject
from test_stories_are_minimal import enlarged, less
from test_stories_are_minimal import stories as told_by

from rspverify.check.shrink.draft import stepped
from rspverify.check.shrink.shrink import shrunk
from rspverify.proof.certificate import certify
from rspverify.proof.portfolio import never
from rspverify.solver.z3_adapter import z3_solver

ALL = (*NO_MEMBERS.values(), *ANY_NUMBER.values())


def engines() -> Iterator[str]:
    for one in ALL:
        yield from engines_contradict(one.system, one.goal, one.known)
    for one in NO_MEMBERS.values():
        yield from engines_contradict(one.system, one.goal, one.known, hesitant())


def frames() -> Iterator[str]:
    for one in ALL:
        for solvers in (z3_solver, hesitant()):
            yield from frames_overclaim(one.system, one.goal, solvers)


def scopes() -> Iterator[str]:
    yield from chain.from_iterable(covered_wrongly(Choices(seed)) for seed in range(60))
    for one in ANY_NUMBER.values():
        for solvers in (z3_solver, hesitant()):
            yield from scope_overclaims(one.system, one.goal, one.known, solvers)
        yield from unconfirmed_is_proved(one.system, one.goal)


def spending() -> Iterator[str]:
    for one in ALL:
        yield from spending_lost(one.system, one.goal)


def scalars() -> Iterator[str]:
    for one in (*NO_MEMBERS.values(), *map(_of_two, ANY_NUMBER.values())):
        yield from scalars_differ(one.system, one.goal)
        yield from spacer_contradicts(one.system, one.goal)
    yield from spacer_contradicts(INEXACT.system, INEXACT.goal)


def _of_two(one: Subject) -> Subject:
    system, goal = finite(one.system, one.goal, dict.fromkeys(one.system.sorts, 2))
    return Subject(system, goal, None)


def gaps() -> Iterator[str]:
    for one in ALL:
        yield from gaps_lie(one.system, one.goal)
    for one in (ANY_NUMBER["two hold"], ANY_NUMBER["no exclusion"], NO_MEMBERS["counter"]):
        for period in range(3, 12):
            yield from gaps_lie(one.system, one.goal, hesitant(period))


def cores() -> Iterator[str]:
    for one in RULED.values():
        invariant = never(one.goal)
        certificate = certify(one.system, one.goal, 0, () if invariant is None else (invariant,))
        for solvers in (z3_solver, hesitant(2), *(hesitant(period, lavish=True) for period in range(2, 14))):
            yield from cores_lie(certificate, one.system, one.goal, solvers)


def reading() -> Iterator[str]:
    return chain.from_iterable(misread(Choices(seed)) for seed in range(60))


def repeals() -> Iterator[str]:
    """On those saved projects in which clauses override each other."""
    for path in (Path(__file__).parent / "tricky" / name for name in ("yielding.rsp", "chains.rsp")):
        yield from repeals_contradict(resolved(path.read_text(encoding="utf-8")))


def stories() -> Iterator[str]:
    """Nothing can be left out of a story; it is confirmed, and shrinks no further."""
    for seed in range(12):
        for told in told_by(seed):
            found = told.confirmed(told.trace)
            if found is None:
                yield f"a story is not confirmed: {told.trace}"
                continue
            if shrunk(told.project, told.conditions, told.asked, found).trace != told.trace:
                yield f"a story can be shrunk again: {told.trace}"
            for what, draft in less(told):
                if told.confirmed(stepped(told.setting, draft)) is not None:
                    yield f"{what}: {told.trace}"
            larger = enlarged(Choices(seed), told, found)
            again = shrunk(told.project, told.conditions, told.asked, larger)
            if told.cost(again) > told.cost(larger):
                yield f"a story grows: {again.trace}"
