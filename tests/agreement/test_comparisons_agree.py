"""Claims that compare policies, runs and states: what the checker says of them, against all short runs.

* Where runs of a small universe show by the reference semantics that a claim is false, the checker does not say that it
  holds, nor vacuously, and its own story is not longer. Its traces are replayed, both where there are two; where all
  runs of their length were looked at, these show it too.
* Claims that say the same come to the same: these laws need no checker, and look at the reference semantics alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice

from exhaustive import CANDIDATES, first_runs, longer_runs
from generate.project import Drawn, draw
from hypothesis import given
from profiles import NIGHTLY, examples, seeds
from verdicts import contradictions, results

from rspverify.policy.claims import (
    Agree,
    CanComply,
    Claim,
    Conditions,
    Dependence,
    Keeping,
    KeptTogether,
    Monotone,
    OutsidersCanTell,
    Whatever,
)
from rspverify.policy.conditions import reading_combinations
from rspverify.policy.expressions import Happening
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.run import ConflictingEffects, LimitReached, OutsideRange, Run
from rspverify.semantics.violation import violation
from rspverify.trace.values import Trace

DEPTH = 3 if NIGHTLY else 2
LIMIT = 400 if NIGHTLY else 120


@given(seeds)
@examples(200)
def test_no_runs_speak_against_a_verdict(seed: int) -> None:
    drawn = draw(seed, compare=True)
    found = next(contradictions(drawn.project, DEPTH, LIMIT), None)
    assert found is None, f"{found}\n{drawn.text}"


# ---------------------------------------------------------------- the definition against itself


def some_runs(drawn: Drawn, limit: int = 60, depth: int = 2) -> list[Run]:
    """Runs of a project under no policies, complying or not: the same for all claims. Nothing where one cannot be."""
    project, conditions = drawn.project, drawn.project.checks[0].conditions
    found: list[Run] = []
    try:
        readings = reading_combinations(project.world, conditions)[0]
        level = list(islice(first_runs(project, conditions, readings, ()), limit))
        for _ in range(depth):
            found += level
            level = list(islice(longer_runs(level), 10 * limit))
            level = level[:: max(1, len(level) // limit)]
    except (ConflictingEffects, LimitReached, OutsideRange):
        return []
    return [*found, *level]


def shown(
    drawn: Drawn, claim: Claim, runs: list[Run], conditions: Conditions | None = None
) -> tuple[Trace, Trace | None] | None:
    """How a claim without variables is violated."""
    asked = replace(drawn.project.properties["s0"], claim=claim, variables=())
    return violation(drawn.project, conditions or plain(drawn), asked, runs, CANDIDATES)


def plain(drawn: Drawn) -> Conditions:
    """The check's conditions without `under`, so that claims with and without policies mean the same."""
    return replace(drawn.project.checks[0].conditions, policies=(), bindings=(), tolerated=(), assuming=())


@given(seeds)
@examples(30)
def test_agreement_is_what_both_directions_say(seed: int) -> None:
    drawn = draw(seed, compare=True)
    one, *others = drawn.project.policies
    other, runs = (others or [one])[0], some_runs(drawn)
    differ = shown(drawn, Agree(one, other, ()), runs) is not None
    forbids, permits = Whatever("forbids", one, other, ()), Whatever("permits", one, other, ())
    assert differ == (shown(drawn, forbids, runs) is not None or shown(drawn, permits, runs) is not None)
    turned_round = Whatever("permits", other, one, ())
    assert (shown(drawn, forbids, runs) is None) == (shown(drawn, turned_round, runs) is None)
    assert shown(drawn, Agree(one, one, ()), runs) is None


@given(seeds)
@examples(30)
def test_a_policy_is_kept_by_who_keeps_it(seed: int) -> None:
    drawn = draw(seed, compare=True)
    runs = some_runs(drawn)
    for policy in drawn.project.policies:
        assert shown(drawn, Keeping(policy, policy), runs) is None
        alone, twice = CanComply(policy), KeptTogether(policy, policy)
        assert shown(drawn, alone, runs) == shown(drawn, twice, runs)


@given(seeds)
@examples(30)
def test_what_a_permission_depends_on(seed: int) -> None:
    """Never on more than all there is. On what is public, if outsiders cannot tell. If it depends on what is named, it
    does not depend only on the rest."""
    drawn = draw(seed, compare=True)
    world, runs = drawn.project.world, some_runs(drawn, 30)
    acts = [action for action in world.actions.values() if action.agent is not None]
    act = Happening(acts[seed % len(acts)].name, (None,) * len(acts[seed % len(acts)].parameters))
    facts, actions = tuple(world.facts), tuple(world.actions)
    under = replace(plain(drawn), policies=drawn.project.checks[0].conditions.policies)

    def violated(claim: Claim) -> bool:
        return shown(drawn, claim, runs, under) is not None

    assert not violated(Dependence(act, True, facts, actions, True))
    seen = tuple(fact for fact in facts if world.facts[fact].public)
    heard = tuple(action for action in actions if world.actions[action].public)
    assert violated(OutsidersCanTell(act)) == violated(Dependence(act, True, seen, heard, True))
    some_facts = {fact for number, fact in enumerate(facts) if seed >> number & 1}
    some_acts = {action for number, action in enumerate(actions) if seed >> (number + 8) & 1}
    named = Dependence(act, False, tuple(some_facts), tuple(some_acts), bool(seed >> 16 & 1))
    rest = Dependence(act, True, tuple({*facts} - some_facts), tuple({*actions} - some_acts), not named.time)
    if violated(named):
        assert violated(rest)


@given(seeds)
@examples(30)
def test_what_is_found_by_trying_all_is_confirmed(seed: int) -> None:
    drawn = draw(seed, compare=True)
    check, asked = drawn.project.checks[0], drawn.project.properties["s0"]
    try:
        found = violation(drawn.project, check.conditions, asked, some_runs(drawn), CANDIDATES)
    except (LimitReached, OutsideRange):
        return
    if found is not None:
        assert isinstance(replay(drawn.project, check.conditions, asked, *found), Confirmed)
        if isinstance(asked.claim, Monotone):
            assert found[1] is not None and found[1].states[:-1] == found[0].states[:-1]


# ---------------------------------------------------------------- are they worth it


def test_the_claims_are_worth_judging() -> None:
    """Each kind is there, a good share of what the checker can judge is true, a good share false."""
    drawn = [draw(seed, compare=True) for seed in range(60)]
    kinds = {type(one.project.properties["s0"].claim) for one in drawn}
    assert len(kinds) == 10
    assert sum(one.attempts for one in drawn) <= 2 * len(drawn)
    verdicts = Counter(result.verdict.value for one in drawn for result in results(one.project))
    judged = verdicts.total() - verdicts["undetermined"]
    if judged >= len(drawn) // 2:
        assert verdicts["violated"] >= judged // 6
        assert verdicts["holds"] + verdicts["vacuous"] >= judged // 6
