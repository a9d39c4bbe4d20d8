"""How the story of a claim that compares ends, whose words are to blame, and what the other run or state is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rspverify.check.phrases import fact_phrase, step_phrase
from rspverify.check.results import Beside
from rspverify.check.words import moment_text
from rspverify.policy.claims import (
    Agree,
    CanComply,
    ComparisonClaim,
    Complete,
    Consistent,
    Dependence,
    Keeping,
    KeptTogether,
    Monotone,
    NeverPossible,
    OutsidersCanTell,
    Whatever,
)
from rspverify.policy.norms import Policy
from rspverify.semantics import norms, occurrences
from rspverify.semantics.replay import Confirmed
from rspverify.semantics.run import Run
from rspverify.trace.values import Act, Trace


def compared_ending(run: Run, claim: ComparisonClaim, confirmed: Confirmed) -> str:
    """The point where the claim breaks, in one sentence without its period."""
    act = "" if confirmed.act is None else step_phrase(run.world, confirmed.act)
    match claim:
        case Whatever() | Agree():
            assert confirmed.act is not None
            said = [_said(run, name, confirmed.act, confirmed.index) for name in (claim.policy, claim.other)]
            return f"{act}: {said[0]}, and {said[1]}"
        case Keeping(policy, other):
            what = act or step_phrase(run.world, run.trace.steps[-1])
            return f"{what}: this breaks {other}, and {policy} is kept"
        case Consistent(policy):
            assert confirmed.act is not None
            found = run.policies[policy]
            forbidding = norms.prohibitions(run, found, confirmed.act, confirmed.index)
            permitting = norms.permissions(run, found, confirmed.act, confirmed.index)
            return f"{act}: {', '.join(forbidding)} forbids it, {', '.join(permitting)} permits it, and none gives way"
        case Complete(policy):
            return f"{act}, and no clause of {policy} applies to that"
        case NeverPossible():
            return f"{act}: it is possible here"
        case CanComply() | KeptTogether():
            return _dead_end(run, confirmed)
        case Dependence() | OutsidersCanTell():
            return f"{act}: permitted here, and forbidden at the end of the other run"
        case Monotone():
            return _turn(run, claim, confirmed, act)
        case _:
            assert_never(claim)


def _said(run: Run, policy: str, act: Act, index: int) -> str:
    forbidden = norms.forbidden(run, run.policies[policy], act, index)
    return f"{policy} {'forbids' if forbidden else 'permits'} it"


def _dead_end(run: Run, confirmed: Confirmed) -> str:
    assert confirmed.duty is not None
    policy, name, environment = confirmed.duty
    clause = run.policies[policy].clauses[name]
    fulfilling = [
        step_phrase(run.world, act)
        for judged in clause.norm.acts
        for act in occurrences.acts(run, occurrences.pattern(run, judged, run.last, environment))
    ]
    wanted = " or ".join(fulfilling[:3]) if len(fulfilling) <= 3 else f"{fulfilling[0]}, or the like"
    moment = moment_text(run.time(run.last))
    return f"{policy}.{name} falls due now ({moment}): {wanted}; nothing that would do is both possible and permitted"


def _turn(run: Run, claim: Monotone, confirmed: Confirmed, act: str) -> str:
    if confirmed.act is not None:
        unlocked = claim.effect != "adds duties"
        first, then = ("forbidden", "permitted") if unlocked else ("permitted", "forbidden")
        return f"{act}: {first} as things stand, and {then} once the fact has changed"
    assert confirmed.duty is not None
    policy, name, environment = confirmed.duty
    who = ", ".join(str(value) for value in environment.values())
    first, then = ("applies", "no longer does") if claim.effect == "lifts duties" else ("does not apply", "does")
    return f"the duty {policy}.{name} {first} as things stand ({who}), and {then} once the fact has changed"


# ---------------------------------------------------------------- whose words


def blamed(
    run: Run, claim: ComparisonClaim, confirmed: Confirmed, policies: Sequence[Policy]
) -> Iterator[tuple[int, Act, Sequence[Policy]]]:
    """The acts about which clauses made it possible: in which state, and the policies that are asked."""
    if confirmed.act is not None:
        yield confirmed.index, confirmed.act, policies
    elif confirmed.duty is not None and isinstance(claim, CanComply | KeptTogether):
        policy, name, environment = confirmed.duty
        for judged in run.policies[policy].clauses[name].norm.acts:
            for act in occurrences.acts(run, occurrences.pattern(run, judged, run.last, environment)):
                yield run.last, act, policies


# ---------------------------------------------------------------- the other run, the other state


def beside(claim: ComparisonClaim, run: Run, other: Trace) -> Beside:
    """What is shown besides the first run: `other`, and where it differs."""
    if isinstance(claim, Monotone):
        return Beside("state", tuple(_facts_apart(run, run.trace, other, run.last)))
    found: list[str] = []
    for i in range(len(other.states)):
        found += [f"{_where(i)}: {text}" for text in _apart(run, run.trace, other, i)]
    return Beside("run", tuple(found))


def _where(i: int) -> str:
    return "at first" if i == 0 else f"after step {i}"


def _apart(run: Run, one: Trace, other: Trace, i: int) -> Iterator[str]:
    """What is otherwise in the other run at its state i: the step that led there, the time, and facts that were not
    otherwise in the same way before."""
    if i and one.steps[i - 1] != other.steps[i - 1]:
        yield step_phrase(run.world, other.steps[i - 1])
    if one.states[i].time != other.states[i].time and (i == 0 or one.steps[i - 1] == other.steps[i - 1]):
        yield f"it is {moment_text(other.states[i].time)}"
    before = set() if i == 0 else set(_facts_apart(run, one, other, i - 1))
    yield from (text for text in _facts_apart(run, one, other, i) if text not in before)


def _facts_apart(run: Run, one: Trace, other: Trace, i: int) -> Iterator[str]:
    for place, found in other.states[i].facts.items():
        if one.states[i].facts[place] != found:
            yield fact_phrase(run.world, place, found)
