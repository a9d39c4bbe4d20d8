"""What is told beforehand of quantifiers is true of the formulas that a solver gets.

Whatever the formulas of a check ask for (`alternation_of_terms`, which looks at terms only) is told from the policy: a
policy of which nothing is told stays in the decidable fragment, arithmetic aside. The other direction is not exact:
formulas are simplified, and what they lose is told of all the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from alternation_of_terms import arcs, cyclic, questions
from generate.project import draw
from hypothesis import given
from profiles import NIGHTLY, examples, seeds

from rspverify.check.answer import in_question, sides
from rspverify.check.claims.question import Unsupported
from rspverify.check.judge import Case
from rspverify.policy.alternation.asked import arcs_of
from rspverify.policy.alternation.compared import kinds
from rspverify.policy.alternation.fragment import outside_fragment
from rspverify.policy.claims import Check, Dependence, Monotone, Project
from rspverify.policy.load import load

ROOT = Path(__file__).parents[2]
SPECS = "*" if NIGHTLY else "[np]*"
"""Folders of specs/. All formulas of a large policy take minutes; by day these are `news` and `protocols`."""
FILES = sorted([*(ROOT / "tests/corpus/fragment").glob("*/*.rsp"), *(ROOT / "specs").glob(f"{SPECS}/*.rsp")])


Arcs = set[tuple[str, str]]


def of_terms(project: Project, check: Check) -> list[Arcs] | None:
    """What the formulas of a check ask for, for each kind of runs that its claim is about; None where there are none."""
    asked = project.properties[check.property]
    try:
        cases = sides(project, asked, check.conditions)
    except Unsupported:
        return None
    return [_asked_for(project, case) for case in cases]


def all_told(project: Project, check: Check) -> bool:
    """Whether all is told of a claim. Of more and less of a fact, the claim as an induction hypothesis is not; nor, of
    two runs whose steps may differ, that what is alike stays alike."""
    match project.properties[check.property].claim:
        case Monotone():
            return False
        case Dependence(actions=actions):
            return not actions
        case _:
            return True


def _asked_for(project: Project, case: Case) -> Arcs:
    formulas = case.encoding.formulas
    lemmas = [formulas.compile(lemma.formula, {}) for lemma in project.world.lemmas.values()]
    # Without candidates for invariants.
    system = in_question(case, case.encoding.system())
    return arcs(questions(replace(system, hints=(), more_hints=()), case.question.goal, lemmas))


def of_policy(project: Project, check: Check) -> list[Arcs]:
    asked = project.properties[check.property]
    return [set(arcs_of(project, kind, [asked])) for kind in kinds(asked.claim, check.conditions)]


@given(seeds)
@examples(300)
def test_all_that_formulas_ask_for_is_told(seed: int) -> None:
    drawn = draw(seed)
    for check in drawn.project.checks:
        seen, said = of_terms(drawn.project, check), of_policy(drawn.project, check)
        law = seen is not None and all_told(drawn.project, check)
        for mine, told in zip(seen or (), said, strict=True) if law else ():
            assert mine <= told, f"{mine - told} is not told of\n{drawn.text}"
        assert bool(outside_fragment(drawn.project, check)) == any(cyclic(told) for told in said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_files_are_told_of_truly(path: Path) -> None:
    project = load(path)
    for check in project.checks:
        seen, said = of_terms(project, check), of_policy(project, check)
        for mine, told in zip(seen or (), said, strict=True) if seen is not None and all_told(project, check) else ():
            assert mine <= told, f"{check.property}: {mine - told} is not told of"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_file_is_told_of_without_need(path: Path) -> None:
    """Each finding about a file is there in the formulas of a check that it concerns. (What is told of a claim as its own
    induction hypothesis is left aside: simplification may do away with it, and the note says that a proof may not need it.)
    """
    project = load(path)
    certain = [finding for finding in outside_fragment(project) if not finding.hypothesis]
    seen = [(check, of_terms(project, check)) for check in project.checks] if certain else []
    for finding in certain:
        concerned = [
            one
            for check, found in seen
            if found is not None and check.property in (finding.properties or project.properties)
            for one in found
        ]
        assert any(set(finding.cycle.arcs) <= one for one in concerned)


def test_most_of_what_is_told_is_there() -> None:
    drawn = [draw(seed).project for seed in range(200)]
    told = Counter(
        any(cyclic(one) for one in seen)
        for project in drawn
        for check in project.checks
        if (seen := of_terms(project, check)) is not None and outside_fragment(project, check)
    )
    assert told[True] >= 5
    assert told[True] >= 2 * told[False]
