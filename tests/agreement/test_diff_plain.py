"""What a comparison takes from the texts of two policies, without asking an engine, is true of every short run: of acts that
nothing forbids, and of acts on which the clauses say the same word by word."""

from __future__ import annotations

from dataclasses import replace

from differences import Said, contradictions
from generate.project import draw
from hypothesis import given
from profiles import FACTOR, examples, seeds

from rspverify.check.diff.ask import NOTHING
from rspverify.check.diff.cases import Cases
from rspverify.check.diff.plainly import may_forbid, say_the_same
from rspverify.check.diff.subject import subject
from rspverify.policy.claims import Project
from rspverify.policy.expressions import Truth
from rspverify.policy.norms import Policy
from rspverify.semantics.run import ConflictingEffects


def plain(project: Project, old: Policy, new: Policy) -> list[tuple[str, Said]]:
    """Each direction of each act about which nothing is asked, with the reason."""
    found = []
    for action in project.world.actions.values():
        about = subject(project.world, old, new, action)
        for forbids, permits in ((old, new), (new, old)) if about is not None else ():
            assert about is not None
            silent = not may_forbid(forbids, action.name)
            if silent or say_the_same(old, new, action.name):
                reason = "silent" if silent else "alike"
                found.append((reason, Said(about, forbids.name, permits.name, Cases(NOTHING))))
    return found


def pairs(project: Project) -> list[tuple[Policy, Policy]]:
    """Policies beside each other, and each beside itself without one of its clauses, or without a clause's condition."""
    every = list(project.policies.values())
    found = [(one, other) for at, one in enumerate(every) for other in every[at + 1 :]]
    for one in every:
        for name, changed in one.clauses.items():
            wider = {**one.clauses, name: replace(changed, when=Truth(True))}
            found.append((one, replace(one, name=f"{one.name}_wider_{name}", clauses=wider)))
            if not any(name in clause.overrides for clause in one.clauses.values()):
                less = {key: clause for key, clause in one.clauses.items() if key != name}
                found.append((one, replace(one, name=f"{one.name}_less_{name}", clauses=less)))
    return found


@given(seeds)
@examples(40)
def test_no_short_run_speaks_against_what_is_plain(seed: int) -> None:
    drawn = draw(seed, compare=True)
    for old, new in pairs(drawn.project):
        project = replace(drawn.project, policies={**drawn.project.policies, old.name: old, new.name: new})
        answers = [one for _, one in plain(project, old, new)]
        try:
            against = next(contradictions(project, old.name, new.name, answers), None) if answers else None
        except ConflictingEffects:
            return  # the world contradicts itself, and nothing is compared
        assert against is None, f"{against}\n{drawn.text}"


def test_there_is_much_that_is_plain() -> None:
    """Of both kinds."""
    reasons = [
        reason
        for seed in range(40 * FACTOR)
        for project in [draw(seed, compare=True).project]
        for old, new in pairs(project)
        for reason, _ in plain(project, old, new)
    ]
    assert reasons.count("silent") >= 40 and reasons.count("alike") >= 40
