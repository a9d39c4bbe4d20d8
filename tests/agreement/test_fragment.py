"""What is told beforehand of quantifiers is true of the formulas that a solver gets.

Whatever the formulas of a check ask for (`alternation_of_terms`, which looks at terms only) is told from the policy: a
policy of which nothing is told stays in the decidable fragment, arithmetic aside. The other direction is not exact:
formulas are simplified, and what they lose is told of all the same.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from alternation_of_terms import arcs, cyclic, questions
from generate.project import draw
from hypothesis import given
from profiles import examples, seeds

from rspverify.check.claims.question import Unsupported
from rspverify.check.claims.select import question
from rspverify.encode.system import encode
from rspverify.policy.alternation.asked import arcs_of
from rspverify.policy.alternation.fragment import outside_fragment
from rspverify.policy.claims import Check, Project, TraceClaim
from rspverify.policy.load import load

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "tests/corpus/fragment").glob("*/*.rsp"), *(ROOT / "specs").glob("*/*.rsp")])


def of_terms(project: Project, check: Check) -> set[tuple[str, str]] | None:
    """What the formulas of a check ask for; None where there are none."""
    asked = project.properties[check.property]
    if not isinstance(asked.claim, TraceClaim):
        return None
    encoding = encode(project, check.conditions)
    try:
        goal = question(encoding, asked, asked.claim).goal
    except Unsupported:
        return None
    lemmas = [encoding.formulas.compile(lemma.formula, {}) for lemma in project.world.lemmas.values()]
    return arcs(questions(encoding.system(), goal, lemmas))


def of_policy(project: Project, check: Check) -> set[tuple[str, str]]:
    return set(arcs_of(project, check.conditions, [project.properties[check.property]]))


@given(seeds)
@examples(300)
def test_all_that_formulas_ask_for_is_told(seed: int) -> None:
    drawn = draw(seed)
    for check in drawn.project.checks:
        seen, said = of_terms(drawn.project, check), of_policy(drawn.project, check)
        if seen is not None:
            assert seen <= said, f"{seen - said} is not told of\n{drawn.text}"
        assert bool(outside_fragment(drawn.project, check)) == cyclic(said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_files_are_told_of_truly(path: Path) -> None:
    project = load(path)
    for check in project.checks:
        seen = of_terms(project, check)
        if seen is not None:
            assert seen <= of_policy(project, check)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_file_is_told_of_without_need(path: Path) -> None:
    """Each finding about a file is there in the formulas of a check that it concerns."""
    project = load(path)
    seen = [(check, of_terms(project, check)) for check in project.checks]
    for finding in outside_fragment(project):
        concerned = [
            one
            for check, one in seen
            if one is not None and check.property in (finding.properties or project.properties)
        ]
        assert any(set(finding.cycle.arcs) <= one for one in concerned)


def test_most_of_what_is_told_is_there() -> None:
    drawn = [draw(seed).project for seed in range(400)]
    told = Counter(
        cyclic(seen)
        for project in drawn
        for check in project.checks
        if (seen := of_terms(project, check)) is not None and outside_fragment(project, check)
    )
    assert told[True] >= 10
    assert told[True] >= 2 * told[False]
