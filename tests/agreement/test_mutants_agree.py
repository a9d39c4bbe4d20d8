"""What seeding faults comes to, against all short runs of small universes: of a mutant that is called equivalent none of
them complies with one of the two policies alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from audited import complying_runs, under
from generate.project import draw
from hypothesis import given
from profiles import examples, seeds

from rspverify.check.mutate.bench import read_again
from rspverify.check.mutate.campaign import mutation
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.seed import mutants
from rspverify.check.options import CheckOptions
from rspverify.check.repair.workshop import Loaded, NotEditable, load_all
from rspverify.policy.claims import Project
from rspverify.semantics.comply import complies
from rspverify.semantics.run import ConflictingEffects, LimitReached, OutsideRange
from rspverify.source.files import SourceFile

DEPTH, LIMIT = 2, 60
KINDS = ("RSP422", "RSP423", "RSP426", "RSP427", "RSP428", "RSP429", "RSP430", "RSP433")
OPTIONS = MutateOptions(CheckOptions(rlimit=1_000_000, depth=2), select=KINDS)


def loaded(text: str) -> Loaded:
    real = os.path.realpath("random.rsp")
    return load_all("random.rsp", {real: SourceFile("random.rsp", text)})


def against_equivalence(before: Project, after: Project, policy: str) -> Iterator[str]:
    """Short runs that comply with the policy of one project and not with that of the other; fewer where the semantics
    gives up."""
    for one, other in ((before, after), (after, before)):
        with suppress(ConflictingEffects, LimitReached, OutsideRange):
            for run in complying_runs(one, policy, DEPTH, LIMIT):
                if not complies(under(run, other.policies[policy])):
                    yield f"{run.trace}"


def wrong(text: str) -> tuple[list[str], set[str]]:
    """What speaks against what becomes of the mutants of a text, and what becomes of them."""
    file = loaded(text)
    found: list[str] = []
    outcomes = set()
    # No check is there to notice anything: each is compared.
    bare = replace(file, project=replace(file.project, checks=(), scenarios=()))
    judged = mutation([bare], OPTIONS)
    for name in file.project.policies:
        try:
            made = {(one.code, one.said, one.diffs): one for one in mutants([file], file, name, OPTIONS.wanted)}
        except NotEditable:
            continue
        for one in judged.mutants:
            mutant = made.get((one.code, one.said, one.diffs)) if one.policy == name else None
            if mutant is None:
                continue
            outcomes.add(one.outcome)
            assert not one.fault, one.reason
            after = read_again(file, dict(mutant.texts))
            if one.outcome == "equivalent" and isinstance(after, Loaded):
                against = next(against_equivalence(file.project, after.project, name), None)
                found += [] if against is None else [f"{one.said}: {against}"]
    return found, outcomes


@given(seeds)
@examples(1)
def test_no_short_run_tells_equivalent_policies_apart(seed: int) -> None:
    text = draw(seed, checks=0).text
    found, _ = wrong(text)
    assert not found, f"{found}\n{text}"


def test_mutants_come_to_several_things() -> None:
    """A law that is about nothing is none."""
    outcomes: set[str] = set()
    for seed in range(6):
        text = draw(seed, checks=0).text
        found, seen = wrong(text)
        assert not found, f"{found}\n{text}"
        outcomes |= seen
    assert {"equivalent", "silent"} <= outcomes
