"""What a proof is said not to need, it does not need: without those clauses the claim still holds."""

from __future__ import annotations

from dataclasses import replace

from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from verdicts import OPTIONS, contradictions, results

from rspverify.check.results import CheckResult, Verdict
from rspverify.policy.claims import Project
from rspverify.policy.norms import Policy

HELD = (Verdict.HOLDS, Verdict.IMPOSSIBLE)
BROKEN = (Verdict.VIOLATED, Verdict.POSSIBLE)


def without(project: Project, repealed: set[str]) -> Project:
    """The project without these clauses, and without what is said of overriding them."""
    return replace(project, policies={name: _less(policy, repealed) for name, policy in project.policies.items()})


def _less(policy: Policy, repealed: set[str]) -> Policy:
    gone = {clause for clause in policy.clauses if f"{policy.name}.{clause}" in repealed}
    kept = {
        name: replace(clause, overrides=tuple(other for other in clause.overrides if other not in gone))
        for name, clause in policy.clauses.items()
        if name not in gone
    }
    return replace(policy, clauses=kept)


def spare(result: CheckResult) -> set[str]:
    """The clauses that no part of the check's proof needs."""
    found = [proof.rests_on for proof in result.proofs if proof.rests_on is not None]
    if result.verdict not in HELD or not found:
        return set()
    return set.intersection(*(set(one.spare) for one in found))


@given(seeds)
@examples(150)
def test_clauses_that_a_proof_does_not_need_can_be_repealed(seed: int) -> None:
    drawn = draw(seed)
    found = results(drawn.project, OPTIONS)
    for number, result in enumerate(found):
        repealed = spare(result)
        check = drawn.project.checks[number]
        if repealed and not check.conditions.tolerated:
            alone = replace(without(drawn.project, repealed), checks=(check,))
            (again,) = results(alone, OPTIONS)
            assert again.verdict not in BROKEN, f"{sorted(repealed)}\n{drawn.text}"
            assert not list(contradictions(alone)), drawn.text
