"""What else has to change where a clause is gone, or is a duty no longer: in its policy, and in those that amend it.

Who overrides, repeals or replaces a clause that is gone does so no longer. An exemption that lifts nothing else is gone
with it, for one that lifts no duty is an error (RSP265); and so on, for what overrides that exemption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rspverify.check.mutate.ground import Ground
from rspverify.check.repair.workshop import Splice
from rspverify.source.spans import Span
from rspverify.syntax.layout import flat_text
from rspverify.syntax.norms import ClauseDeclaration, Exemption, PolicyDeclaration, Repeal
from rspverify.syntax.print_norms import item_doc


@dataclass(frozen=True)
class Hanging:
    """`splices`: all that changes; `exemptions`: of the policy itself, those that are gone with the clause."""

    splices: tuple[Splice, ...]
    exemptions: tuple[str, ...]

    @property
    def said(self) -> str:
        """The exemptions in words, to be put behind what is said of the clause; empty if there are none."""
        if not self.exemptions:
            return ""
        names = " and ".join(f"`{one}`" for one in self.exemptions)
        return f", and without {names}, which only {'exempts' if len(self.exemptions) == 1 else 'exempt'} from it"


def without(ground: Ground, name: str) -> Hanging:
    """That a clause of the policy is gone, with all that hangs on it."""
    return _hanging(ground, _Lost(frozenset({name}), frozenset()), name)


def no_duty(ground: Ground, name: str) -> Hanging:
    """What hangs on it that a clause of the policy is a duty no longer; not the clause itself."""
    return _hanging(ground, _Lost(frozenset(), frozenset({name})), name)


@dataclass(frozen=True)
class _Lost:
    """`gone`: names of clauses that a policy, or what it amends, had; `no_duty`: of those that are duties no longer."""

    gone: frozenset[str]
    no_duty: frozenset[str]

    @property
    def nothing_to_lift(self) -> frozenset[str]:
        return self.gone | self.no_duty

    def apart_from(self, names: frozenset[str]) -> _Lost:
        return _Lost(self.gone - names, self.no_duty - names)


def _hanging(ground: Ground, lost: _Lost, name: str) -> Hanging:
    policy = ground.about.declaration
    exemptions = tuple(one.name.text for one in _of(policy) if one.name.text in _with_exemptions(policy, lost).gone)
    splices = tuple(_in_policy(ground, policy, lost, frozenset(), ()))
    return Hanging(splices, tuple(one for one in exemptions if one != name))


def _of(policy: PolicyDeclaration) -> tuple[ClauseDeclaration, ...]:
    return tuple(item for item in policy.items if isinstance(item, ClauseDeclaration))


def _with_exemptions(policy: PolicyDeclaration, lost: _Lost) -> _Lost:
    """Also those exemptions of a policy's own text that lift nothing else."""
    while True:
        more = {
            one.name.text
            for one in _of(policy)
            if isinstance(one.norm, Exemption)
            and one.overrides
            and lost.nothing_to_lift.issuperset(other.text for other in one.overrides)
        }
        if more <= lost.gone:
            return lost
        lost = replace(lost, gone=lost.gone | more)


def _in_policy(
    ground: Ground,
    policy: PolicyDeclaration,
    lost: _Lost,
    not_inherited: frozenset[str],
    above: tuple[PolicyDeclaration, ...],
) -> Iterator[Splice]:
    """`not_inherited`: clauses that were there to be replaced, and are not any more; `above`: what this one amends."""
    lost = _with_exemptions(policy, lost)
    for clause in _of(policy):
        replaces = clause.replaces and clause.name.text not in not_inherited
        if clause.name.text in lost.gone:
            # What was replaced is not there instead: it is repealed.
            yield Splice(clause.span, f"repeal {clause.name.text}") if replaces else _gone(clause.span)
            continue
        if clause.replaces and not replaces:
            yield _no_longer_replaces(clause)
        yield from _no_longer_overrides(clause, lost.gone)
    line = (*above, policy)
    for heir in ground.everywhere:
        # A policy that is used under a prefix may be amended by one of its own name.
        if not _amends(heir, policy) or any(heir is one for one in line):
            continue
        repeals = [one for one in heir.items if isinstance(one, Repeal)]
        yield from (splice for one in repeals for splice in _no_longer_repealed(one, lost.gone))
        repealed = frozenset(one.text for repeal in repeals for one in repeal.clauses)
        own = frozenset(one.name.text for one in _of(heir))
        yield from _in_policy(ground, heir, lost.apart_from(own | repealed), lost.gone & own, line)


def _amends(heir: PolicyDeclaration, policy: PolicyDeclaration) -> bool:
    return heir.amends is not None and heir.amends.text.rpartition(".")[2] == policy.name.text


def _no_longer_overrides(clause: ClauseDeclaration, gone: frozenset[str]) -> Iterator[Splice]:
    kept = [one.text for one in clause.overrides if one.text not in gone]
    if len(kept) < len(clause.overrides):
        first, last = clause.overrides[0].span, clause.overrides[-1].span
        text = first.file.text
        start = first.start if kept else len(text[: text.rindex("overrides", clause.span.start, first.start)].rstrip())
        yield Splice(Span(first.file, start, last.end), ", ".join(kept))


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
