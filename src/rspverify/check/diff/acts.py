"""One act: what is newly permitted, what is newly forbidden, in which cases."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rspverify.check.diff.ask import FULL, NOTHING, Asking, Effort, Finding, Shown
from rspverify.check.diff.atoms import atoms
from rspverify.check.diff.by_readings import Table, chosen, occurring, side_by_side
from rspverify.check.diff.cases import Cases, Cube, find_cases
from rspverify.check.diff.clause_atoms import clause_atoms
from rspverify.check.diff.plainly import may_forbid, say_the_same
from rspverify.check.diff.results import ActChange, Case, Change, Difference, Readings, Where
from rspverify.check.diff.subject import Subject
from rspverify.check.diff.words import said
from rspverify.check.phrases import step_phrase
from rspverify.check.results import Excerpt
from rspverify.policy.claims import NeverPossible
from rspverify.policy.expressions import And, Expr, Not
from rspverify.policy.norms import Policy
from rspverify.semantics import norms

MOST_CONDITIONS = 8
"""Where more conditions matter to an act, its cases are told by clauses."""


@dataclass(frozen=True)
class Direction:
    """What is looked for: acts that `forbids` forbids and `permits` does not."""

    asking: Asking
    subject: Subject
    old: str
    new: str
    forbids: str
    permits: str

    @property
    def difference(self) -> Expr:
        return self.subject.differs(self.forbids, self.permits)

    def ask(self, formula: Expr, effort: Effort = FULL, among: tuple[str, ...] = ()) -> Finding:
        """Whether the act can be done where the formula holds, in runs that comply with one of `among` (either)."""
        return self.asking.ask(self.subject.variables, self._claim(formula, among), (), effort)

    def found(self, shown: Shown, formula: Expr, name: str, table: Table) -> Finding | None:
        """The answer in runs that comply with one policy, if a run that was found before is it under all readings."""
        readings = [one for one, _ in table]
        return self.asking.known(shown, self.subject.variables, self._claim(formula, (name,)), readings)

    def _claim(self, formula: Expr, among: tuple[str, ...]) -> NeverPossible:
        when = And((self.subject.both, formula))
        return NeverPossible((self.subject.act,), when, tuple((name,) for name in among or (self.old, self.new)))


def act_change(asking: Asking, subject: Subject, old: Policy, new: Policy) -> ActChange:
    """The change of one act. Raises `Fault`."""
    known = atoms(subject.act, (old, new))
    if len(known) > MOST_CONDITIONS:
        known = clause_atoms(subject.act, (old, new))
    found = []
    alike = say_the_same(old, new, subject.act.action)
    for forbids, permits in ((old, new), (new, old)):
        way = Direction(asking, subject, old.name, new.name, forbids.name, permits.name)
        needless = alike or not may_forbid(forbids, subject.act.action)
        found.append((way, Cases(NOTHING) if needless else find_cases(asking, way.ask, way.difference, known)))
    (laxer_way, laxer), (stricter_way, stricter) = found
    return ActChange(
        subject.act.action,
        subject.wording,
        subject.about,
        change(where(laxer.first), where(stricter.first)),
        _difference(laxer_way, laxer),
        _difference(stricter_way, stricter),
        _table(laxer.first, stricter.first),
    )


def where(finding: Finding) -> Where:
    """Whether there is any under some reading."""
    return "some" if finding.some else "none" if finding.none else "unknown"


def change(laxer: Where, stricter: Where) -> Change:
    """Both ways together."""
    if laxer == stricter == "some":
        return Change.INCOMPARABLE
    if "unknown" in (laxer, stricter):
        return Change.UNDETERMINED
    return Change.LAXER if laxer == "some" else Change.STRICTER if stricter == "some" else Change.EQUAL


def _table(laxer: Finding, stricter: Finding) -> tuple[tuple[Readings, Change], ...]:
    """The change under each combination of readings, without the words on which it does not hang."""
    rows = [
        (readings, change(_as_where(is_laxer), _as_where(is_stricter)))
        for readings, (is_laxer, is_stricter) in side_by_side((laxer.table, stricter.table))
    ]
    return tuple((readings, one) for one in Change for readings in _with(rows, one))


def _with(rows: list[tuple[Readings, Change]], wanted: Change) -> tuple[Readings, ...]:
    return chosen(rows, lambda found: found is wanted)


def _as_where(found: str) -> Where:
    return "some" if found == "some" else "none" if found == "none" else "unknown"


# ---------------------------------------------------------------- cases in words


def _difference(way: Direction, cases: Cases) -> Difference:
    method = "" if cases.first.proof is None else cases.first.proof.method
    shown = tuple(
        _case(way, cube, tuple(other for other in cases.cubes if other is not cube), cases.first.table)
        for cube in cases.cubes
    )
    return Difference(where(cases.first), shown, cases.complete, cases.reason, method)


def _case(way: Direction, cube: Cube, others: tuple[Cube, ...], table: Table) -> Case:
    """The case with the runs that come to it: those that comply with the policy that permits the act are told of first,
    for they may go on with it; and those that come to no other case. `table`: all readings that may matter."""
    condition = cube.formula if cube.whole else And((cube.formula, way.difference))
    found: dict[str, Finding] = {}
    teller, shown = "", cube.shown
    for name in dict.fromkeys((way.permits, way.forbids)):
        alone = And((condition, *(Not(other.formula) for other in others)))
        # Often the run that led to the case, or that was told of the other policy, will do here as well.
        apart = way.found(shown, alone, name, table) or way.ask(alone, FULL, (name,))
        everywhere = not others or all(answered == "some" for _, answered in apart.table)
        found[name] = apart if everywhere else way.ask(condition, FULL, (name,))
        runs = (*apart.shown, *found[name].shown)
        if not teller and runs:
            teller, shown = name, runs[0][1]
    told, untold = occurring([finding.table for finding in found.values()])
    story = way.asking.story(shown, _ending(way, shown), NeverPossible((way.subject.act,), cube.formula, ()))
    story = replace(story, guilty=(*_by_default(way, shown), *story.guilty))
    world = way.asking.project.world
    return Case(
        conditions=tuple(said(world, atom, truth) for atom, truth in cube.literals),
        told_apart=cube.whole,
        reason=cube.reason,
        under_old=where(found[way.old]),
        under_new=where(found[way.new]),
        readings=told,
        unread=untold,
        story_of=teller or f"{way.old} or {way.new}",
        story=story,
        blame=story.guilty,
    )


def _by_default(way: Direction, shown: Shown) -> list[Excerpt]:
    """That the act is forbidden since nothing expressly permits it."""
    run, confirmed = way.asking.run(shown), shown.evidence.confirmed
    policy = run.policies[way.forbids]
    assert confirmed.act is not None
    if not norms.forbidden_by_default(run, policy, confirmed.act, confirmed.index):
        return []
    return [Excerpt(policy.name, "forbids all that it does not expressly permit", policy.span)]


def _ending(way: Direction, shown: Shown) -> str:
    act = shown.evidence.confirmed.act
    assert act is not None
    done = step_phrase(way.asking.project.world, act)
    return f"{done}: {way.forbids} forbids it, and {way.permits} permits it"
