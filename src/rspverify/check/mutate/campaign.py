"""All mutants of all policies: start reading at `mutation`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rspverify.check.audit.finding import Accepted
from rspverify.check.mutate.alike import Home, home_of
from rspverify.check.mutate.bench import Do, Prepared, here, prepared
from rspverify.check.mutate.classify import Classify
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import LeftOut, MutantResult, Mutation, PolicyMutation, Score, Stale
from rspverify.check.mutate.seed import mutants
from rspverify.check.repair.workshop import Loaded, NotEditable
from rspverify.policy.norms import Acceptance, Policy
from rspverify.source.codes_mutate import MUTATE

_Key = tuple[str, str, str, str, tuple[tuple[str, str], ...]]

Hear = Callable[[MutantResult], None]
"""Hears what a mutant comes to."""


def mutation(files: Sequence[Loaded], options: MutateOptions, do: Do = here, hear: Hear = lambda one: None) -> Mutation:
    """Seeds every fault into every policy and says what becomes of it. Raises nothing about the policies; `do` and
    `hear` may raise `KeyboardInterrupt`, and what was judged until then is given. `hear` hears of each mutant once, in
    the order in which they were seeded, as soon as all before it are judged."""
    chosen = list(_chosen(files, options.policies))
    seeded: list[Mutant] = []
    not_editable: list[LeftOut] = []
    for at, policy in chosen:
        try:
            seeded += mutants(files, files[at], policy.name, options.wanted)
        except NotEditable as error:
            not_editable.append(LeftOut(files[at].path, policy.name, "", str(error)))
    ready: Prepared | None = None
    policies = {(policy.name, policy.span.file.path): policy for _, policy in chosen}
    judged: list[MutantResult] = []
    in_order = _InOrder([_key(one) for one in seeded], hear)
    interrupted = False
    try:
        ready = prepared(files, options.check, options.every, {one.policy for one in seeded}, do)
        if not ready.problems:
            for _, one in do(ready.bench, [Classify(mutant) for mutant in seeded]):
                judged.append(_accepted(policies[_whose(one)], one))
                in_order.judged(judged[-1])
    except KeyboardInterrupt:
        interrupted = True
    try:
        in_order.rest()
    except KeyboardInterrupt:  # by who hears: nobody wants to know the rest
        interrupted = True
    found = tuple(_of_policy(policy, options, seeded, judged) for _, policy in chosen)
    left = len(seeded) - len(judged)
    if ready is None:
        return Mutation(found, 0, 0, tuple(not_editable), (), left, interrupted)
    bench = ready.bench
    left_out = (*not_editable, *ready.left_out)
    return Mutation(found, len(bench.checks), len(bench.scenarios), left_out, ready.problems, left, interrupted)


@dataclass
class _InOrder:
    """Tells of results in a given order, whichever comes first. `keys`: those of all that are still to be told."""

    keys: list[_Key]
    hear: Hear
    waiting: dict[_Key, MutantResult] = field(default_factory=dict)

    def judged(self, one: MutantResult) -> None:
        self.waiting[_key(one)] = one
        while self.keys and self.keys[0] in self.waiting:
            self.hear(self.waiting.pop(self.keys.pop(0)))

    def rest(self) -> None:
        """What waits for others that will not be judged any more."""
        for key in self.keys:
            if key in self.waiting:
                self.hear(self.waiting.pop(key))


def _chosen(files: Sequence[Loaded], names: Sequence[str]) -> Iterator[tuple[int, Policy]]:
    """The policies to be looked at, each with the file whose own text holds it (or, by name, one that uses it)."""
    homes: set[Home] = set()
    seen: set[str] = set()
    for at, file in enumerate(files):
        own = os.path.realpath(file.path)
        for name, policy in file.project.policies.items():
            home = home_of(file, policy)
            its_own = home[0] == own and "." not in name
            if its_own and home not in homes and (not names or name in names):
                homes.add(home)
                seen.add(name)
                yield at, policy
    for at, file in enumerate(files):
        for name in names:
            if name in file.project.policies and name not in seen:
                seen.add(name)
                yield at, file.project.policies[name]


# ---------------------------------------------------------------- one policy


_RANKS = {"silent": 0, "undetermined": 1, "caught": 3, "equivalent": 4}


def _rank(one: MutantResult) -> tuple[int, bool]:
    return 2 if one.accepted is not None else _RANKS[one.outcome], not one.laxer


def _of_policy(
    policy: Policy, options: MutateOptions, seeded: Sequence[Mutant], judged: Iterable[MutantResult]
) -> PolicyMutation:
    order = {_key(one): number for number, one in enumerate(seeded)}
    me = policy.name, policy.span.file.path
    mine = [one for one in judged if _whose(one) == me]
    mine.sort(key=lambda one: (_rank(one), order[_key(one)]))
    all_mine = [one for one in seeded if _whose(one) == me]
    stale = tuple(_stale(policy, options, mine)) if len(mine) == len(all_mine) else ()
    scores = tuple(_scores(policy, all_mine, mine))
    return PolicyMutation(policy.name, policy.wording, policy.span, tuple(mine), scores, stale)


def _whose(one: Mutant | MutantResult) -> tuple[str, str]:
    """The policy, and the file that holds it: several files may have policies of one name."""
    return one.policy, one.place.file.path


def _key(one: Mutant | MutantResult) -> _Key:
    # Of two like comparisons in one clause either may be the wrong way round: the same words, and another text.
    return one.policy, one.clause, one.code, one.said, one.diffs


def _scores(policy: Policy, seeded: Sequence[Mutant], mine: Sequence[MutantResult]) -> Iterator[Score]:
    """Of the head, then of each clause of the policy's own text; not of those that were not come to, if the run was
    interrupted."""
    own = [clause for clause in policy.clauses.values() if clause.origin == policy.name]
    faulty = {one.clause for one in seeded}
    for name, place in (("", policy.span), *((clause.name, clause.span) for clause in own)):
        about = [one for one in mine if one.clause == name]
        if about or (name and name not in faulty):
            silent = [one for one in about if one.outcome == "silent"]
            yield Score(
                policy.name,
                name,
                place,
                caught=sum(one.outcome == "caught" for one in about),
                silent=sum(one.accepted is None for one in silent),
                accepted=sum(one.accepted is not None for one in silent),
                undetermined=sum(one.outcome == "undetermined" for one in about),
                equivalent=sum(one.outcome == "equivalent" for one in about),
            )


# ---------------------------------------------------------------- acceptances


def _all(policy: Policy) -> Iterator[tuple[Acceptance, str]]:
    """Each acceptance of the policy's own text with the clause in which it stands; those of the policy itself last."""
    for clause in policy.clauses.values():
        if clause.origin == policy.name:
            yield from ((one, clause.name) for one in clause.accepts)
    yield from ((one, "") for one in policy.accepts)


def _accepted(policy: Policy, one: MutantResult) -> MutantResult:
    if one.outcome == "silent":
        for acceptance, clause in _all(policy):
            if acceptance.code == one.code and clause in ("", one.clause):
                return replace(one, accepted=Accepted(acceptance.reason, acceptance.span))
    return one


def _stale(policy: Policy, options: MutateOptions, mine: Sequence[MutantResult]) -> Iterator[Stale]:
    """Acceptances of faults that are all noticed, or that there are not."""
    codes = {entry.code for entry in MUTATE}
    for acceptance, clause in _all(policy):
        if acceptance.code in codes and options.wanted(acceptance.code):
            about = [one for one in mine if one.code == acceptance.code and clause in ("", one.clause)]
            if not any(one.outcome in ("silent", "undetermined") for one in about):
                yield Stale(policy.name, clause, acceptance.code, acceptance.reason, acceptance.span)
