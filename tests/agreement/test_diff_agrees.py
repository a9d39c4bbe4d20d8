"""What a comparison of policies says agrees with all short runs of small universes.

* A policy does not differ from itself.
* The cases are complete and disjoint from the rest: where a short run comes to an act that one policy forbids and the
  other does not, some case holds; where a case holds, the policies do differ.
* No short run that keeps one policy breaches a duty of the other that is said to be demanded all the same.
"""

from __future__ import annotations

from differences import broken_duties, contradictions, said
from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import OPTIONS

from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import Change
from rspverify.check.options import CheckOptions

QUICK = CheckOptions(rlimit=OPTIONS.rlimit // 4, depth=3)


@given(seeds)
@examples(10)
def test_a_policy_does_not_differ_from_itself(seed: int) -> None:
    drawn = draw(seed, compare=True)
    for name in drawn.project.policies:
        found = diff(drawn.project, name, name, QUICK)
        assert not found.fault, f"{found.fault}\n{drawn.text}"
        assert found.wrong_input or found.doubtful or found.change is Change.EQUAL, drawn.text
        assert not any(act.permitted.cases or act.forbidden.cases for act in found.acts)
        assert not any(duty.kinds or duty.examples for duty in found.duties)


@given(seeds)
@examples(8)
def test_cases_are_complete_and_disjoint_from_the_rest(seed: int) -> None:
    drawn = draw(seed, compare=True)
    old, *_, new = *drawn.project.policies, *drawn.project.policies
    answers = said(drawn.project, old, new, QUICK)
    if answers is None:
        return  # the world contradicts itself, and nothing is compared
    against = next(contradictions(drawn.project, old, new, answers), None)
    assert against is None, f"{against}\n{drawn.text}"


@given(seeds)
@examples(8)
def test_no_short_run_breaches_what_is_demanded_all_the_same(seed: int) -> None:
    drawn = draw(seed, compare=True)
    old, *_, new = *drawn.project.policies, *drawn.project.policies
    found = diff(drawn.project, old, new, QUICK)
    assert not found.fault, f"{found.fault}\n{drawn.text}"
    against = None if found.wrong_input or found.doubtful else next(broken_duties(drawn.project, found), None)
    assert against is None, f"{against}\n{drawn.text}"


def test_the_projects_are_worth_comparing() -> None:
    """A good share of the comparisons finds cases, and mostly it is known that these are all."""
    some = complete = 0
    for seed in range(24):
        drawn = draw(seed, compare=True)
        names = [*drawn.project.policies]
        for one in said(drawn.project, names[0], names[-1], QUICK) or [] if len(names) > 1 else []:
            some += bool(one.cases.cubes)
            complete += bool(one.cases.cubes) and one.cases.complete
    assert some >= 6
    assert complete >= some * 3 // 4
