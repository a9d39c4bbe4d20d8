"""What a comparison of two policies says, against every short run of a small universe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from exhaustive import first_runs, longer_runs
from verdicts import OPTIONS

from rspverify.check.diff.acts import Direction
from rspverify.check.diff.ask import Asking
from rspverify.check.diff.atoms import atoms
from rspverify.check.diff.cases import Cases, find_cases
from rspverify.check.diff.policies import NO_CONDITIONS
from rspverify.check.diff.results import Change, PolicyDiff
from rspverify.check.diff.subject import Subject, subject
from rspverify.check.encodings import Encodings
from rspverify.check.options import CheckOptions
from rspverify.check.sanity import sane
from rspverify.policy.claims import Conditions, NeverPossible, Project, Property
from rspverify.policy.conditions import reading_combinations
from rspverify.policy.expressions import Truth, Var
from rspverify.semantics import norms
from rspverify.semantics.admission import as_complying
from rspverify.semantics.comply import BreachedDuty, offences, offences_at
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import LimitReached, OutsideRange, Run
from rspverify.source.spans import NOWHERE
from rspverify.trace.values import Act, Value


@dataclass(frozen=True)
class Said:
    """What is said of one act in one direction: `forbids` forbids it and `permits` does not in these cases."""

    subject: Subject
    forbids: str
    permits: str
    cases: Cases


def said(project: Project, old: str, new: str, options: CheckOptions = OPTIONS) -> list[Said] | None:
    """All that a comparison says of acts; None where the world is not sound."""
    sanity = sane(project, options)
    if sanity.errors or sanity.doubts:
        return None
    one, other = project.policies[old], project.policies[new]
    conditions = replace(NO_CONDITIONS, compared=tuple(dict.fromkeys((old, new))))
    asking = Asking(project, conditions, options, tuple(sanity.proved), Encodings(project))
    found = []
    for action in project.world.actions.values():
        about = subject(project.world, one, other, action)
        for forbids, permits in ((old, new), (new, old)) if about is not None else ():
            assert about is not None
            way = Direction(asking, about, old, new, forbids, permits)
            cases = find_cases(asking, way.ask, way.difference, atoms(about.act, (one, other)))
            found.append(Said(about, forbids, permits, cases))
    return found


def contradictions(
    project: Project, old: str, new: str, answers: list[Said], depth: int = 2, limit: int = 120
) -> Iterator[str]:
    """What short runs say otherwise: the cases are complete, and nothing outside of the difference is in one."""
    conditions = replace(NO_CONDITIONS, compared=(old, new))
    everything = Property("any act", "", (), NeverPossible((), Truth(True), ((old,), (new,))), NOWHERE)
    for readings in reading_combinations(project.world, conditions):
        try:
            for run in _runs(project, conditions, everything, readings, depth, limit):
                yield from (
                    f"{one.subject.wording}: {what} {readings} {run.trace}"
                    for one in answers
                    for what in _wrong(one, run)
                )
        except (LimitReached, OutsideRange):
            continue


def _runs(
    project: Project, conditions: Conditions, asked: Property, readings: dict[str, str], depth: int, limit: int
) -> Iterator[Run]:
    """Runs that comply with one of the policies up to their last step, which is an act."""
    level = list(islice(first_runs(project, conditions, readings), limit))
    for steps in range(depth):
        complying = [run for run in level if isinstance(as_complying(project, conditions, asked, run, steps), Run)]
        level = list(islice(longer_runs(complying), limit))
        yield from (run for run in level if isinstance(run.trace.steps[-1], Act))


def _wrong(one: Said, run: Run) -> Iterator[str]:
    act, before = run.trace.steps[-1], run.last - 1
    assert isinstance(act, Act)
    env = _fitted(one.subject, act)
    if env is None:
        return
    agent = norms.agent_of(run, act)
    policies = [run.policies[name] for name in (one.forbids, one.permits)]
    if not all(norms.binds(run, policy, agent) for policy in policies):
        return
    differs = norms.forbidden(run, policies[0], act, before) and not norms.forbidden(run, policies[1], act, before)
    inside = [cube for cube in one.cases.cubes if holds(run, cube.formula, before, env)]
    if differs and one.cases.first.none:
        yield f"{one.forbids} forbids it, {one.permits} does not, and that is said never to be"
    if differs and one.cases.complete and one.cases.first.some and not inside:
        yield f"{one.forbids} forbids it, {one.permits} does not, and it is in no case"
    if not differs and any(cube.whole for cube in inside):
        yield f"it is in a case, and {one.forbids} and {one.permits} do not differ there"


def _fitted(about: Subject, act: Act) -> dict[str, Value] | None:
    """The values of the subject's variables, if the act is one of those."""
    if act.action != about.act.action:
        return None
    env: dict[str, Value] = {}
    for wanted, given in zip(about.act.arguments, act.arguments, strict=True):
        if isinstance(wanted, Var):
            env[wanted.variable.name] = given
        elif getattr(wanted, "name", None) != given and getattr(wanted, "value", None) != given:
            return None
    return env


def broken_duties(project: Project, diff: PolicyDiff, depth: int = 2, limit: int = 150) -> Iterator[str]:
    """Short runs that comply with one policy and breach a duty of the other which is said to be demanded all the
    same."""
    for kept, owing, unbroken in ((diff.new, diff.old, _kept_old(diff)), (diff.old, diff.new, _kept_new(diff))):
        conditions = replace(NO_CONDITIONS, policies=(kept,), compared=(owing,))
        for readings in reading_combinations(project.world, conditions) if unbroken else ():
            try:
                level = list(islice(first_runs(project, conditions, readings), limit))
                for steps in range(depth + 1):
                    complying = [run for run in level if steps == 0 or not offences_at(run, steps - 1, ())]
                    for run in complying:
                        yield from _breaches(run, kept, owing, unbroken)
                    level = list(islice(longer_runs(complying), limit)) if steps < depth else []
            except (LimitReached, OutsideRange):
                continue


def _kept_old(diff: PolicyDiff) -> set[str]:
    return {duty.old for duty in diff.duties if duty.old and duty.change in (Change.EQUAL, Change.STRICTER)}


def _kept_new(diff: PolicyDiff) -> set[str]:
    return {duty.new for duty in diff.duties if duty.new and duty.change in (Change.EQUAL, Change.LAXER)}


def _breaches(run: Run, kept: str, owing: str, unbroken: set[str]) -> Iterator[str]:
    if run.last == 0:
        return
    policy = run.policies[owing]
    for offence in offences(run, policy, run.last - 1):
        if (
            isinstance(offence, BreachedDuty)
            and offence.clause in unbroken
            and norms.binds(
                run, run.policies[kept], norms.agent_in(policy.clauses[offence.clause], offence.environment)
            )
        ):
            yield f"a run that complies with {kept} breaches {owing}.{offence.clause}: {run.trace}"
