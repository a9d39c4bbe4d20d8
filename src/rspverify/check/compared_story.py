"""How the story of a claim that compares ends, whose words are to blame, and what the other run or state is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rspverify.check.phrases import fact_phrase, step_phrase
from rspverify.check.results import Apart, Beside
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

_NOW = " (as things stand: "
_MOST_WAYS = 3
"""So many acts that would fulfil a duty are told, where there are more."""


def compared_ending(
    run: Run, claim: ComparisonClaim, confirmed: Confirmed, policies: Sequence[Policy], aside: Beside | None
) -> str:
    """The point where the claim breaks, in one sentence without its period. `policies`: all that are concerned;
    `aside`: what the run stands beside, of a claim about two."""
    act = "" if confirmed.act is None else step_phrase(run.world, confirmed.act)
    match claim:
        case Whatever() | Agree():
            assert confirmed.act is not None
            said = [_said(run, name, confirmed.act, confirmed.index) for name in (claim.policy, claim.other)]
            return f"{act}: {said[0]}, and {said[1]}"
        case Keeping(policy, other):
            what = act or step_phrase(run.world, run.trace.steps[-1])
            broken = other if confirmed.duty is None else f"{other}.{confirmed.duty[1]}"
            return f"{what}: this breaks {broken}, although {policy} is kept"
        case Consistent(policy):
            assert confirmed.act is not None
            found = run.policies[policy]
            forbidding = norms.prohibitions(run, found, confirmed.act, confirmed.index)
            permitting = norms.permissions(run, found, confirmed.act, confirmed.index)
            stops = f"{' and '.join(forbidding)} {'forbids' if len(forbidding) == 1 else 'forbid'} it"
            lets = f"{' and '.join(permitting)} {'permits' if len(permitting) == 1 else 'permit'} it"
            return f"{act}: {stops}, {lets}, and the text does not say which goes first"
        case Complete(policy):
            return f"{act}, and no clause of {policy} speaks of that"
        case NeverPossible():
            return f"{act}: it is possible here"
        case CanComply() | KeptTogether():
            return _dead_end(run, confirmed, policies)
        case Dependence() | OutsidersCanTell():
            return f"{act}: permitted here, but forbidden at the end of the other run"
        case Monotone():
            assert aside is not None
            return _turn(claim, confirmed, act, aside.differences)
        case _:
            assert_never(claim)


def counterpart_ending(run: Run, confirmed: Confirmed) -> str:
    """The same of the second of two runs."""
    assert confirmed.act is not None
    return f"{step_phrase(run.world, confirmed.act)}: forbidden here, but permitted at the end of the first run"


def _said(run: Run, policy: str, act: Act, index: int) -> str:
    forbidden = norms.forbidden(run, run.policies[policy], act, index)
    return f"{policy} {'forbids' if forbidden else 'permits'} it"


def _dead_end(run: Run, confirmed: Confirmed, policies: Sequence[Policy]) -> str:
    assert confirmed.duty is not None
    policy, name, _ = confirmed.duty
    due = f"{policy}.{name} falls due now ({moment_text(run.time(run.last))})"
    ways = []
    for act in _fulfilling(run, confirmed):
        forbidding = [one.name for one in policies if norms.forbidden(run, one, act, run.last)]
        why = f"{' and '.join(forbidding)} forbid{'s' if len(forbidding) == 1 else ''} it" if forbidding else ""
        ways.append(f"{step_phrase(run.world, act)}, but {why or 'that is not possible here'}")
    if len(ways) == 1:
        return f"{due}; what would do: {ways[0]}"
    shown = "; ".join(ways[:_MOST_WAYS]) + ("; and so on" if len(ways) > _MOST_WAYS else "")
    return f"{due}; each of these would do: {shown}"


def _turn(claim: Monotone, confirmed: Confirmed, act: str, changed: Sequence[str]) -> str:
    what = f"`{claim.fact}` becomes {claim.direction} at {len(changed)} places"
    change = changed[0].partition(_NOW)[0] if len(changed) == 1 else what
    if confirmed.act is not None:
        unlocked = claim.effect != "adds duties"
        first, then = ("forbidden", "permitted") if unlocked else ("permitted", "forbidden")
        return f"{act}: {first} as things stand, but {then} if {change}"
    assert confirmed.duty is not None
    policy, name, environment = confirmed.duty
    whose = f" ({', '.join(str(value) for value in environment.values())})" if environment else ""
    first, then = ("applies", "no longer does") if claim.effect == "lifts duties" else ("does not apply", "does")
    return f"the duty {policy}.{name}{whose} {first} as things stand, but {then} if {change}"


def duty_status(claim: ComparisonClaim, changed: bool) -> str:
    """How the duty stands that a claim is broken by; `changed`: in the changed state."""
    match claim:
        case CanComply() | KeptTogether():
            return "falls due"
        case Keeping():
            return "is breached"
        case Monotone(effect=effect):
            return "applies" if changed == (effect == "adds duties") else "does not apply"
        case _:
            return ""


# ---------------------------------------------------------------- whose words


def blamed(
    run: Run, claim: ComparisonClaim, confirmed: Confirmed, policies: Sequence[Policy]
) -> Iterator[tuple[int, Act, Sequence[Policy]]]:
    """The acts about which clauses made it possible: in which state, and the policies that are asked."""
    if confirmed.act is not None:
        yield confirmed.index, confirmed.act, policies
    elif isinstance(claim, CanComply | KeptTogether):
        yield from ((run.last, act, policies) for act in _fulfilling(run, confirmed)[:_MOST_WAYS])


def _fulfilling(run: Run, confirmed: Confirmed) -> list[Act]:
    """The acts that would fulfil the duty that falls due, in the last state."""
    assert confirmed.duty is not None
    policy, name, environment = confirmed.duty
    return [
        act
        for judged in run.policies[policy].clauses[name].norm.acts
        for act in occurrences.acts(run, occurrences.pattern(run, judged, run.last, environment))
    ]


# ---------------------------------------------------------------- the other run, the other state


def beside(claim: ComparisonClaim, run: Run, other: Trace) -> Beside:
    """What is shown besides the first run: `other`, and where it differs."""
    if isinstance(claim, Monotone):
        return Beside("state", tuple(_changed(run, other)), other)
    moments = tuple(_moment(run, other, i) for i in range(len(other.states)))
    differences = (f"{_where(moment.step)}: {text}" for moment in moments for text in moment.there)
    return Beside("run", tuple(differences), other, moments)


def _where(i: int) -> str:
    return "at first" if i == 0 else f"in step {i}"


def _changed(run: Run, other: Trace) -> Iterator[str]:
    """The facts that are otherwise in the last state; of one that is not simply so or not so, also what it is now."""
    now, then = run.trace.states[-1].facts, other.states[-1].facts
    for place, found in then.items():
        if now[place] != found:
            text = fact_phrase(run.world, place, found)
            known = isinstance(found, bool)
            yield text if known else f"{text}{_NOW}{fact_phrase(run.world, place, now[place])})"


def _moment(run: Run, other: Trace, i: int) -> Apart:
    one, alike = run.trace, ""
    here: list[str] = []
    there: list[str] = []
    if i:
        mine, theirs = step_phrase(run.world, one.steps[i - 1]), step_phrase(run.world, other.steps[i - 1])
        if one.steps[i - 1] == other.steps[i - 1]:
            alike = mine
        else:
            here.append(mine)
            there.append(theirs)
    for place in one.states[i].facts:
        values = one.states[i].facts[place], other.states[i].facts[place]
        before = (one.states[i - 1].facts[place], other.states[i - 1].facts[place]) if i else None
        if values != before and (values[0] != values[1] or (before is not None and before[0] != before[1])):
            here.append(fact_phrase(run.world, place, values[0]))
            there.append(fact_phrase(run.world, place, values[1]))
    return Apart(i, alike, tuple(here), tuple(there))
