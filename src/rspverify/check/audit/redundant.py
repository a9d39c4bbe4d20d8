"""RSP406: a clause without which the policy asks the same of everybody.

What: with and without the clause, the same acts are forbidden in every state of a complying run, and who keeps the one
keeps the other. Clauses that never apply or are always defeated have findings of their own; a duty without a deadline
cannot be breached and is not looked at, nor is a clause about breaches, or of whose breach another one speaks.
Why: it repeats what others say, or permits what nobody forbids. In the next amendment it is easily forgotten.
Formula: reachable_P(s) and (forbidden_P(ACT, s) xor forbidden_P'(ACT, s)) is unsatisfiable, where P' is P without the
clause; then, by induction over the steps, the same runs comply with both. Where duties are concerned, also
`keeping P' keeps P` and `keeping P keeps P'`; that a duty matters may be seen by playing a run (`neglect`).
Example: `l must not train(l, m) when dangerous(m)` beside `l must not train(l, m)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.audit.asking import Audited, Excluded, Outcome, Reached, Unsettled, ask_first, happens
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.lens import forbidden
from rspverify.check.audit.mentions import breaches
from rspverify.check.audit.neglect import neglected
from rspverify.check.audit.saying import excerpt, untold
from rspverify.check.results import ProofNote
from rspverify.policy.claims import Keeping
from rspverify.policy.expressions import Happening, Iff, Not, Var
from rspverify.policy.norms import Clause, Duty, Exemption, Permission, Policy, RecurringDuty

CODE = "RSP406"


def redundant(audited: Audited, besides: frozenset[str]) -> Iterator[Finding | Untold]:
    """Each clause that changes nothing. `besides`: clauses of which it is known already that they never count."""
    policy = audited.policy
    for clause in policy.clauses.values():
        about_breaches = breaches(clause) or _breach_matters(policy, clause)
        if clause.name in besides or _never_breached(clause) or about_breaches:
            continue
        yield from _redundant(audited, clause)


def without(policy: Policy, name: str) -> Policy:
    """The policy without one clause; whom it binds stays the same."""
    clauses = {one.name: one for one in policy.clauses.values() if one.name != name}
    return replace(policy, name=f"{policy.name} without {name}", clauses=clauses)


def _redundant(audited: Audited, clause: Clause) -> Iterator[Finding | Untold]:
    policy, less = audited.policy, without(audited.policy, clause.name)
    asked = audited.with_policies(less)
    proofs: list[ProofNote] = []
    for outcome in _differences(asked, less, clause):
        match outcome:
            case Reached() | None:
                return
            case Unsettled():
                yield from untold(audited, CODE, f"whether `{clause.name}` changes anything", outcome, clause)
                return
            case Excluded():
                proofs += outcome.proofs
    yield Finding(
        CODE,
        policy.name,
        (clause.name,),
        _message(clause),
        clause.span,
        ("with and without it, the same acts are forbidden, and the same runs comply with the policy",),
        excerpts=(excerpt(policy, clause.name),),
        proofs=tuple(proofs),
    )


def _differences(asked: Audited, less: Policy, clause: Clause) -> Iterator[Outcome | None]:
    """The questions of which one is answered by a run where the clause matters (None: one that was found before)."""
    policy = asked.policy
    for action in dict.fromkeys(act.action for act in clause.judged):
        parameters = asked.project.world.actions[action].parameters
        act = Happening(action, tuple(Var(one) for one in parameters))
        differ = Not(Iff(forbidden(policy.name, act), forbidden(less.name, act)))
        yield happens(asked, differ, parameters)
    if neglected(asked, less, clause):
        yield None
    elif concerns_duties(policy, clause):
        for claim in (Keeping(less.name, policy.name), Keeping(policy.name, less.name)):
            yield ask_first(asked, claim, (), ())


def concerns_duties(policy: Policy, clause: Clause) -> bool:
    """Whether it is a duty, or overrides one (or what overrides one)."""
    if isinstance(clause.norm, Duty | RecurringDuty):
        return True
    return any(concerns_duties(policy, policy.clauses[name]) for name in clause.overrides if name in policy.clauses)


def _message(clause: Clause) -> str:
    match clause.norm:
        case Permission():
            return f"`{clause.name}` permits nothing that would be forbidden without it"
        case Exemption():
            return f"`{clause.name}` lifts no duty that could be breached without it"
        case _:
            return f"`{clause.name}` asks for nothing that the policy does not ask for without it"


def _never_breached(clause: Clause) -> bool:
    return isinstance(clause.norm, Duty) and clause.norm.deadline is None


def _breach_matters(policy: Policy, clause: Clause) -> bool:
    """Whether another clause of the policy speaks of a breach of this one."""
    return any(clause.name in breaches(other) for other in policy.clauses.values() if other.name != clause.name)
