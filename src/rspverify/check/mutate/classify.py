"""What one mutant comes to. A function of plain data alone, so that it can be asked anywhere and in any order."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rspverify.check.mentions import spoken_of
from rspverify.check.mutate.against import Against, against, sides
from rspverify.check.mutate.alike import Home, home_of
from rspverify.check.mutate.bench import Bench
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.noticing import Seen, lemmas_of, seen
from rspverify.check.mutate.remedy import Cure, remedy
from rspverify.check.mutate.results import MutantResult
from rspverify.check.repair.workshop import Loaded, NotEditable, Subject, subject
from rspverify.check.results import ProofNote


@dataclass(frozen=True)
class Classify:
    """A task: what a mutant comes to."""

    mutant: Mutant

    @property
    def words(self) -> str:
        return self.mutant.said

    def do(self, subject: Bench) -> MutantResult:
        return classified(subject, self.mutant)

    def unanswered(self, subject: Bench, reason: str, fault: bool) -> MutantResult:
        return replace(_blank(self.mutant), reason=reason, fault=fault)


def classified(bench: Bench, mutant: Mutant) -> MutantResult:
    """What notices the mutant; if nothing does, whether it is the same policy, or laxer, or stricter."""
    started = time.monotonic()
    return replace(_classified(bench, mutant), seconds=time.monotonic() - started)


def _classified(bench: Bench, mutant: Mutant) -> MutantResult:
    found = seen(bench, mutant)
    judged = replace(_blank(mutant), noticed=found.noticed, left_open=found.left_open)
    if found.fault:
        return replace(judged, reason=found.fault, fault=True)
    if found.noticed:
        return replace(judged, outcome="caught")
    return _compared(bench, mutant, found, judged)


def _blank(mutant: Mutant) -> MutantResult:
    """Before anything is known."""
    place, diffs = mutant.place, mutant.diffs
    return MutantResult(mutant.code, mutant.policy, mutant.clause, mutant.said, diffs, place, "undetermined", "unknown")


def _compared(bench: Bench, mutant: Mutant, noticing: Seen, judged: MutantResult) -> MutantResult:
    """Nothing notices it: does it say the same, in the policy and in all that amend it?"""
    proofs: list[ProofNote] = []
    left_open: list[Against] = []
    after = noticing.after
    for at, name in _changed(bench, mutant, noticing):
        project = after[at].project
        if noticing.changed[at].intersection(spoken_of(project.world)) - {name}:
            return replace(judged, reason="what can happen hangs on the breach of another policy with the fault")
        given = sides(bench.files[at].project, project, name, bench.options, lemmas_of(bench, at, project))
        found = against(given)
        if found.fault:
            return replace(judged, reason=found.fault, fault=True)
        if found.laxer is not None or found.stricter is not None:
            return _unlike(bench, mutant, after, judged, at, name, found)
        # Certificates are much to send, and nothing here shows them.
        proofs += [replace(one, certificate=None) for one in found.proofs]
        if found.laxer_open or found.stricter_open:
            left_open.append(found)
    if left_open:
        return replace(judged, reason=left_open[0].reason)
    return replace(judged, outcome="equivalent", change="equal", proofs=tuple(proofs))


def _unlike(
    bench: Bench, mutant: Mutant, after: Mapping[int, Loaded], judged: MutantResult, at: int, name: str, found: Against
) -> MutantResult:
    """It is laxer or stricter, and nothing noticed: or it could not be told whether something does."""
    laxer = found.laxer is not None
    shown = found.laxer or found.stricter
    assert shown is not None
    judged = replace(
        judged,
        change="laxer" if laxer else "stricter",
        story=shown.story,
        heir="" if name == mutant.policy else name,
    )
    holder, called = _holder(bench, at, name)
    about = _subject(bench.files[holder], called)
    faulty = _subject(after[holder], called) if holder in after else None
    if about is not None:
        judged = replace(judged, remedy=remedy(Cure(bench, mutant, holder, about, faulty, shown, laxer)))
    if judged.left_open:
        return replace(judged, reason="it could not be told whether a check notices it")
    reason = "whether it is laxer, too, could not be told" if found.laxer_open else ""
    return replace(judged, outcome="silent", reason=reason)


def _changed(bench: Bench, mutant: Mutant, found: Seen) -> Iterator[tuple[int, str]]:
    """The policies that say something else, each once with a file that has it (without a prefix, if it can be), the one
    with the fault first."""
    every = [(at, name) for at, names in found.changed.items() for name in names]
    told: set[Home] = set()
    for at, name in sorted(every, key=lambda one: (one[1] != mutant.policy, "." in one[1], one[1], one[0])):
        home = home_of(bench.files[at], bench.files[at].project.policies[name])
        if home not in told and name in found.after[at].project.policies:
            told.add(home)
            yield at, name


def _holder(bench: Bench, at: int, name: str) -> tuple[int, str]:
    """The file whose own text holds the policy, and what it is called there; if none of the given ones does, the one
    that uses it."""
    home = home_of(bench.files[at], bench.files[at].project.policies[name])
    for number, file in enumerate(bench.files):
        for called, policy in file.project.policies.items():
            its_own = policy.span.file.path == file.gathered.files[-1].home.path
            if its_own and home_of(file, policy) == home:
                return number, called
    return at, name


def _subject(file: Loaded, policy: str) -> Subject | None:
    try:
        return subject(file, policy, inherited=False)
    except NotEditable:
        return None
