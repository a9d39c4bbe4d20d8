"""Which duty of one policy is which of the other, and what is different in their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rspverify.check.diff.atoms import fitted
from rspverify.policy.expressions import DurationRef, Expr, Happening, Hours, Occurrence, Truth, Variable
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.policy.substitute import canonical, substituted
from rspverify.policy.vocabulary import World


@dataclass(frozen=True)
class Pair:
    """A duty of the old policy and its counterpart in the new one; one of them may be missing."""

    old: Clause | None
    new: Clause | None


def paired(old: Policy, new: Policy) -> list[Pair]:
    """The duties of both policies: those of the same name and kind first, then those about the same acts and
    occurrences; the order is that of the text, the old policy first."""
    mine, theirs = duties(old), duties(new)
    partner: dict[str, Clause] = {}
    for by_name in (True, False):
        for one in mine:
            taken = {other.name for other in partner.values()}
            free = [other for other in theirs if other.name not in taken and alike(one, other)]
            found = next((other for other in free if not by_name or other.name == one.name), None)
            if one.name not in partner and found is not None:
                partner[one.name] = found
    taken = {other.name for other in partner.values()}
    added = [Pair(None, other) for other in theirs if other.name not in taken]
    return [Pair(one, partner.get(one.name)) for one in mine] + added


def duties(policy: Policy) -> list[Clause]:
    return [clause for clause in policy.clauses.values() if isinstance(clause.norm, Duty | RecurringDuty)]


def alike(one: Clause, other: Clause) -> bool:
    """Whether two duties can be versions of one: about a common act, after a common kind of occurrence."""
    if type(one.norm) is not type(other.norm) or not _actions(one.judged) & _actions(other.judged):
        return False
    mine, theirs = triggers(one), triggers(other)
    return not (mine or theirs) or bool(_actions(mine) & _actions(theirs))


def triggers(clause: Clause) -> tuple[Occurrence, ...]:
    return clause.norm.triggers if isinstance(clause.norm, Duty) else ()


def _actions(occurrences: Sequence[Occurrence]) -> set[str]:
    return {one.action if isinstance(one, Happening) else type(one).__name__ for one in occurrences}


def matched(one: Clause, other: Clause) -> dict[Variable, Expr] | None:
    """What the variables of the other stand for in those of the one, if both fit; None where some stand for nothing."""
    values: dict[Variable, Expr] = {}
    for theirs, mine in _fitting(one, other):
        found, _ = fitted(substituted(theirs, values), mine)
        values |= {variable: value for variable, value in found.items() if variable in other.variables}
    return values if all(variable in values for variable in other.variables) else None


def _fitting(one: Clause, other: Clause) -> Iterator[tuple[Happening, Happening]]:
    for mine in (*triggers(one), *one.judged):
        for theirs in (*triggers(other), *other.judged):
            if isinstance(mine, Happening) and isinstance(theirs, Happening) and mine.action == theirs.action:
                yield theirs, mine


# ---------------------------------------------------------------- the same words


def same_words(old: Policy, one: Clause, new: Policy, other: Clause) -> bool:
    """Whether the clauses, and all on which it hangs whether they count, say the same but for names of variables."""
    return _text(old, one) == _text(new, other)


def _text(policy: Policy, clause: Clause) -> object:
    needed = {clause.name}
    while more := {c.name for c in policy.clauses.values() if needed & set(c.overrides)} - needed:
        needed |= more
    clauses = [policy.clauses[name] for name in sorted(needed)]
    return text_of(policy, clauses)


def text_of(policy: Policy, clauses: Sequence[Clause]) -> object:
    """What clauses of a policy say, with all on which it hangs whether they count, if these are among them."""
    needed = {clause.name for clause in clauses}
    parts = [
        (c.name, sorted(set(c.overrides) & needed), c.agent, c.variables, c.norm, c.when, c.unless) for c in clauses
    ]
    return canonical((tuple(map(_frozen, parts)), policy.bounds, policy.in_force))


def _frozen(part: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in part)


def includes(policy: Policy, wider: Clause | None, other: Policy, narrower: Clause) -> bool:
    """Whether it is plain from the texts that whoever fulfils the wider duty fulfils the narrower one: both begin with
    the same occurrences, are fulfilled by the same acts in the same time, and are lifted in the same cases, and the
    narrower one has conditions besides. When it begins, the other one begins too, or is open and falls due no later."""
    if wider is None or not isinstance(wider.norm, Duty) or not isinstance(narrower.norm, Duty):
        return False
    if not wider.norm.triggers or wider.norm.lasting or narrower.norm.lasting:
        return False
    if any(
        {wider.name, narrower.name} & set(one.overrides) for one in (*policy.clauses.values(), *other.clauses.values())
    ):
        return False
    mine = (wider.agent, wider.variables, wider.norm, wider.unless, policy.bounds, policy.in_force)
    theirs = (narrower.agent, narrower.variables, narrower.norm, narrower.unless, other.bounds, other.in_force)
    return canonical(mine) == canonical(theirs) and wider.when == Truth(True)


# ---------------------------------------------------------------- how long


def deadline(clause: Clause) -> Expr | None:
    """When a duty falls due; None: never."""
    return clause.norm.deadline if isinstance(clause.norm, Duty) else _period(clause)


def _period(clause: Clause) -> Expr | None:
    return clause.norm.period if isinstance(clause.norm, RecurringDuty) else None


def longer(world: World, one: Expr | None, other: Expr | None) -> int | None:
    """1 if the other is longer under each reading, -1 if shorter, 0 if they are equal; None: it depends, or cannot be
    told."""
    if one == other:
        return 0
    if one is None or other is None:
        return -1 if one is None else 1
    signs = {
        (theirs > mine) - (theirs < mine)
        for word, mine in _lengths(world, one)
        for same, theirs in _lengths(world, other)
        if _compatible(one, other, word, same)
    }
    return next(iter(signs)) if len(signs) == 1 else None


def _lengths(world: World, length: Expr) -> list[tuple[str, int]]:
    """The hours under each reading; none for an unknown length."""
    match length:
        case Hours(hours):
            return [("", hours)]
        case DurationRef(name):
            declared = world.durations[name]
            return list(declared.readings) if declared.hours is None else [("", declared.hours)]
        case _:
            return []


def _compatible(one: Expr, other: Expr, reading: str, also: str) -> bool:
    same = isinstance(one, DurationRef) and isinstance(other, DurationRef) and one.name == other.name
    return not same or reading == also
