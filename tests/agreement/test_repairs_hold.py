"""Every repair that is proposed really holds: the patched text loads, its claim comes to what is wanted, everything else
that was as expected still is, and brute force over short runs has nothing to say against any of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import OPTIONS, contradictions, results

from rspverify.check.repair.repair import repair, wanted
from rspverify.check.repair.search import Limits
from rspverify.check.repair.workshop import Loaded, NotEditable, load_all
from rspverify.check.results import CheckResult, Meeting
from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.source.files import SourceFile

CHECKS = 4
LIMITS = Limits(edits=2, proofs=8)


def broken(text: str) -> Iterator[str]:
    """What speaks against the repairs of the first claim of a text that is not as it should be."""
    loaded = load_all("random.rsp", _there(text))
    before = results(loaded.project, OPTIONS)
    name = next((one.property for one in before if _wrong(loaded, one)), None)
    if name is None:
        return
    try:
        found = repair([loaded], name, None, OPTIONS, LIMITS)
    except NotEditable:
        return
    if found.state == "fault":
        yield f"our own fault: {found.reason}"
    for one in found.found:
        (file,) = one.texts.values()
        project = load_text(file)
        after = results(project, OPTIONS)
        for was, now in zip(before, after, strict=True):
            if was.property == name and now.verdict is not _goal(loaded, was):
                yield f"{one.edits}: {name} comes to {now.verdict.value}"
            if was.meeting is Meeting.MET and now.meeting is not Meeting.MET:
                yield f"{one.edits}: {was.property} was as expected and comes to {now.verdict.value}"
        for found_against in contradictions(_of(project, name)):
            yield f"{one.edits}: {found_against}"


def _of(project: Project, name: str) -> Project:
    return replace(project, checks=tuple(check for check in project.checks if check.property == name))


def _there(text: str) -> dict[str, SourceFile]:
    return {os.path.realpath("random.rsp"): SourceFile("random.rsp", text)}


def _goal(loaded: Loaded, result: CheckResult) -> object:
    check = next(check for check in loaded.project.checks if check.property == result.property)
    return wanted(loaded, check)


def _wrong(loaded: Loaded, result: CheckResult) -> bool:
    check = next(check for check in loaded.project.checks if check.property == result.property)
    # One policy alone, so that it is clear which is to be edited.
    return result.meeting is Meeting.NOT_MET and len(check.conditions.policies) == 1


@given(seeds)
@examples(20)
def test_repairs_hold(seed: int) -> None:
    drawn = draw(seed, CHECKS)
    assert not list(broken(drawn.text)), drawn.text


@given(seeds)
@examples(8)
def test_repairs_of_claims_that_compare_hold(seed: int) -> None:
    drawn = draw(seed, CHECKS, compare=True)
    assert not list(broken(drawn.text)), drawn.text
