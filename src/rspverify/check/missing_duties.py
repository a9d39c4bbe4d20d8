"""What a story says of duties that are not owed, and of what keeps a clause from applying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rspverify.check.phrases import formula_phrase, telling
from rspverify.check.results import ClauseNote, Excerpt, Standing
from rspverify.policy.claims import AfterWithin, Keeping, Property
from rspverify.policy.expressions import Happening
from rspverify.policy.norms import Policy
from rspverify.semantics import duties, norms, occurrences
from rspverify.semantics.claims import pending_since
from rspverify.semantics.explain import Cause
from rspverify.semantics.lapses import Lapse, lapses
from rspverify.semantics.reasons import reasons
from rspverify.semantics.replay import Confirmed
from rspverify.semantics.run import Environment, Run


@dataclass(frozen=True)
class Missing:
    """A duty that is not owed at the end, as it stood in state `index`. `excerpts`: whose words say so."""

    index: int
    note: ClauseNote
    excerpts: tuple[Excerpt, ...]


def missing_duties(run: Run, asked: Property, confirmed: Confirmed, policies: Sequence[Policy]) -> tuple[Missing, ...]:
    """The duties to do what a claim waits for in vain, and that nobody owes when its deadline passes; of `keeping P
    keeps Q` those of P to do what Q asks for. None for other claims."""
    before = run.last - 1
    match asked.claim:
        case AfterWithin() as claim:
            since = waiting_since(run, claim, confirmed)
            found = _patterns(run, claim.acts, since, confirmed.environment)
            return tuple(one for policy in policies for one in missing(run, policy, found, since, before))
        case Keeping(policy=kept) if confirmed.duty is not None:
            name, clause_name, env = confirmed.duty
            clause = run.policies[name].clauses[clause_name]
            since = before
            while since > 0 and duties.owed(run, run.policies[name], clause, env, since - 1):
                since -= 1
            found = _patterns(run, clause.norm.acts, before, env)
            return tuple(missing(run, run.policies[kept], found, since, before))
        case _:
            return ()


def waiting_since(run: Run, claim: AfterWithin, confirmed: Confirmed) -> int:
    """The state to which the occurrence led after which the act is awaited in vain."""
    since = pending_since(run, claim, run.last - 1, confirmed.environment)
    assert since is not None
    return since


def missing(
    run: Run, policy: Policy, wanted: Sequence[occurrences.Pattern], since: int, until: int
) -> Iterator[Missing]:
    """The duties of one policy that some act that fits `wanted` would fulfil, and that are not owed in state `until`,
    as they stood from state `since` on."""
    for lapse in lapses(run, policy, wanted, since, until):
        yield _missing(run, policy, lapse)


def _patterns(run: Run, acts: Sequence[Happening], i: int, environment: Environment) -> list[occurrences.Pattern]:
    return [occurrences.pattern(run, act, i, environment) for act in acts]


def _missing(run: Run, policy: Policy, lapse: Lapse) -> Missing:
    clause = policy.clauses[lapse.clause]
    name = f"{policy.name}.{lapse.clause}"
    if any(cause.part == "binding" for cause in lapse.causes):
        status = f"does not bind {norms.agent_in(clause, lapse.environment)[1]}"
        note = ClauseNote(policy.name, policy.wording, status, policy.span, "does not bind")
        return Missing(lapse.index, note, (Excerpt(policy.name, status, policy.span),))
    status = _status(run, lapse)
    standing: Standing = "is defeated" if lapse.by else "does not apply" if lapse.causes else ""
    excerpts = [Excerpt(name, status, clause.span)]
    for other in lapse.by:
        excerpts.append(Excerpt(f"{policy.name}.{other}", f"overrides `{lapse.clause}`", policy.clauses[other].span))
    return Missing(lapse.index, ClauseNote(name, clause.wording, status, clause.span, standing), tuple(excerpts))


def _status(run: Run, lapse: Lapse) -> str:
    at = run.until(lapse.index)
    why = "; ".join(cause_phrase(at, cause, lapse.environment) for cause in lapse.causes)
    by = ", ".join(f"`{name}`" for name in lapse.by)
    match lapse.what:
        case "ended":
            because = why or (f"it is defeated by {by}" if by else "it is fulfilled")
            return f"ends: {because}"
        case "did not begin":
            return f"does not begin: {why}" if why else f"would begin, but is defeated by {by}"
        case "did not apply":
            if why:
                return f"does not apply: {why}"
            return f"would apply, but is defeated by {by}" if by else "has been fulfilled before"


def cause_phrase(run: Run, cause: Cause, environment: Environment) -> str:
    """What keeps a clause from applying in the last state, in words."""
    found = telling(() if cause.formula is None else reasons(run, cause.formula, run.last, environment, words=True))
    said = " and ".join(formula_phrase(run, reason) for reason in found)
    match cause.part:
        case "binding":
            return "the agent is not bound"
        case "in force":
            return f"the policy is not in force, since {said}"
        case "obeyed":
            return "what must come before has been done"
        case "unless":
            return f"its exception is met, since {said}"
        case "provided":
            return f"its proviso is not met, since {said}"
        case _:
            return said or "its condition is not met"
