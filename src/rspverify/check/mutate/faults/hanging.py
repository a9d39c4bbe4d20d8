"""What else has to change where a clause is gone, or permits what it forbade or demanded: in its policy, in those that
amend it, and in those that speak of its breach.

Who overrides, repeals or replaces a clause that is gone does so no longer. An exemption that lifts nothing else, and a
duty that follows nothing but its breach, are gone with it, for they would say nothing, and be errors; and so on, for
what hangs on these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rspverify.check.mutate.ground import Ground
from rspverify.check.repair.workshop import Splice
from rspverify.source.spans import Span
from rspverify.syntax.expressions import Breach, Occurrence
from rspverify.syntax.layout import flat_text
from rspverify.syntax.norms import ClauseDeclaration, Duty, Exemption, PolicyDeclaration, Repeal
from rspverify.syntax.print_norms import item_doc

_Key = tuple[str, int]
"""Where a policy is written. Files that belong together may have been read several times."""


@dataclass(frozen=True)
class Hanging:
    """`splices`: all that changes; `gone`: of the policy itself, what is gone with the clause."""

    splices: tuple[Splice, ...]
    gone: tuple[str, ...]

    @property
    def said(self) -> str:
        """What is gone with it in words, to be put behind what is said of the clause; empty if that is nothing."""
        if not self.gone:
            return ""
        names = " and ".join(f"`{one}`" for one in self.gone)
        return f", and without {names}, which {'hangs' if len(self.gone) == 1 else 'hang'} on it alone"


def without(ground: Ground, name: str) -> Hanging:
    """That a clause of the policy is gone, with all that hangs on it."""
    return _hanging(ground, _Lost(frozenset({name}), frozenset()), name)


def permitting(ground: Ground, name: str) -> Hanging:
    """What hangs on it that a clause of the policy is a permission now; not the clause itself."""
    return _hanging(ground, _Lost(frozenset(), frozenset({name})), name)


@dataclass(frozen=True)
class _Lost:
    """`gone`: clauses that a policy, or what it amends, had; `permits`: of those that are permissions now."""

    gone: frozenset[str] = frozenset()
    permits: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        return self.gone | self.permits

    def apart_from(self, names: frozenset[str]) -> _Lost:
        return _Lost(self.gone - names, self.permits - names)

    def and_(self, other: _Lost) -> _Lost:
        return _Lost(self.gone | other.gone, self.permits | other.permits)


def _hanging(ground: Ground, lost: _Lost, name: str) -> Hanging:
    me = ground.about.declaration
    policies = {_key(one): one for one in (me, *ground.everywhere)}
    loss = _Loss(policies, {_key(me): lost})
    while (more := loss.with_what_follows_breaches()) != loss:
        loss = more
    gone = loss.of(me).gone - {name}
    splices = tuple(splice for one in policies.values() for splice in _in_policy(one, loss))
    return Hanging(splices, tuple(one.name.text for one in _of(me) if one.name.text in gone))


@dataclass(frozen=True)
class _Loss:
    """What all policies lose. `own`: clauses of their own texts, but for exemptions that lift nothing any more."""

    policies: Mapping[_Key, PolicyDeclaration]
    own: Mapping[_Key, _Lost]

    def of(self, policy: PolicyDeclaration, below: tuple[_Key, ...] = ()) -> _Lost:
        """`below`: those that amend it and are being asked, for files with a circle under a prefix."""
        inherited = self.inherited(policy, below).apart_from(frozenset(_replaced_or_repealed(policy)))
        return _with_exemptions(policy, self.own.get(_key(policy), _Lost()).and_(inherited))

    def inherited(self, policy: PolicyDeclaration, below: tuple[_Key, ...] = ()) -> _Lost:
        line = (*below, _key(policy))
        found = _Lost()
        for key, other in self.policies.items():
            # A policy that is used under a prefix may be amended by one of its own name.
            if key not in line and _amends(policy, other):
                found = found.and_(self.of(other, line))
        return found

    def follows(self, occurrence: Occurrence) -> bool:
        """Whether it is a breach that there cannot be any more."""
        if not isinstance(occurrence, Breach):
            return False
        policy, _, clause = occurrence.clause.text.rpartition(".")
        called = policy.rpartition(".")[2]
        return any(clause in self.of(one).every for one in self.policies.values() if one.name.text == called)

    def with_what_follows_breaches(self) -> _Loss:
        own = dict(self.own)
        for key, policy in self.policies.items():
            names = frozenset(
                one.name.text
                for one in _of(policy)
                if isinstance(one.norm, Duty) and one.norm.triggers and all(map(self.follows, one.norm.triggers))
            )
            if names:
                own[key] = own.get(key, _Lost()).and_(_Lost(names))
        return replace(self, own=own)


def _with_exemptions(policy: PolicyDeclaration, lost: _Lost) -> _Lost:
    """Also those exemptions of a policy's own text that lift nothing else."""
    while True:
        more = frozenset(
            one.name.text
            for one in _of(policy)
            if isinstance(one.norm, Exemption)
            and one.overrides
            and lost.every.issuperset(other.text for other in one.overrides)
        )
        if more <= lost.gone:
            return lost
        lost = lost.and_(_Lost(more))


def _key(policy: PolicyDeclaration) -> _Key:
    return policy.span.file.path, policy.span.start


def _of(policy: PolicyDeclaration) -> tuple[ClauseDeclaration, ...]:
    return tuple(item for item in policy.items if isinstance(item, ClauseDeclaration))


def _replaced_or_repealed(policy: PolicyDeclaration) -> Iterator[str]:
    yield from (one.name.text for one in _of(policy))
    yield from (one.text for item in policy.items if isinstance(item, Repeal) for one in item.clauses)


def _amends(heir: PolicyDeclaration, policy: PolicyDeclaration) -> bool:
    return heir.amends is not None and heir.amends.text.rpartition(".")[2] == policy.name.text


# ---------------------------------------------------------------- as text


def _in_policy(policy: PolicyDeclaration, loss: _Loss) -> Iterator[Splice]:
    lost, above = loss.of(policy), loss.inherited(policy).gone
    for item in policy.items:
        if isinstance(item, Repeal):
            yield from _no_longer_repealed(item, above)
    for clause in _of(policy):
        replaces = clause.replaces and clause.name.text not in above
        if clause.name.text in lost.gone:
            # What was replaced is not there instead: it is repealed.
            yield Splice(clause.span, f"repeal {clause.name.text}") if replaces else _gone(clause.span)
            continue
        if clause.replaces and not replaces:
            yield _no_longer_replaces(clause)
        yield from _no_longer_overrides(clause, lost.gone)
        if isinstance(clause.norm, Duty):
            yield from _no_longer_follows(clause.norm.triggers, loss)


def _no_longer_overrides(clause: ClauseDeclaration, gone: frozenset[str]) -> Iterator[Splice]:
    kept = [one.text for one in clause.overrides if one.text not in gone]
    if len(kept) < len(clause.overrides):
        first, last = clause.overrides[0].span, clause.overrides[-1].span
        text = first.file.text
        start = first.start if kept else len(text[: text.rindex("overrides", clause.span.start, first.start)].rstrip())
        yield Splice(Span(first.file, start, last.end), ", ".join(kept))


def _no_longer_follows(triggers: Sequence[Occurrence], loss: _Loss) -> Iterator[Splice]:
    kept = [one.span.text for one in triggers if not loss.follows(one)]
    if len(kept) < len(triggers):
        first, last = triggers[0].span, triggers[-1].span
        yield Splice(Span(first.file, first.start, last.end), " or ".join(kept))


def _no_longer_repealed(repeal: Repeal, gone: frozenset[str]) -> Iterator[Splice]:
    kept = tuple(one for one in repeal.clauses if one.text not in gone)
    if len(kept) < len(repeal.clauses):
        yield Splice(repeal.span, flat_text(item_doc(replace(repeal, clauses=kept)))) if kept else _gone(repeal.span)


def _no_longer_replaces(clause: ClauseDeclaration) -> Splice:
    start = clause.span.start
    return Splice(Span(clause.span.file, start, start + len("replace")), "")


def _gone(span: Span) -> Splice:
    """A piece of text taken out with the empty space before it."""
    before = span.file.text[: span.start]
    return Splice(Span(span.file, len(before.rstrip()), span.end), "")
