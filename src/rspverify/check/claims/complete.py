"""`P is complete [on ACT] [when φ]`.

What: to every possible act of a bound agent, in every state of a run that complies with P, some clause other than an
exemption applies (defeated or not; a duty if its conditions hold, an order while it still forbids).
Why: a case to which no clause applies is one that nobody thought of.
Formula: unsatisfiable iff the claim holds: `reachable(s) and possible(ACT, s) and bound and φ(s) and no clause c |
applies_c(ACT, s)`.
Example: `rsp_v3 is complete on train(l, m) when hazardous(l, m)`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Presence, Question, real
from rspverify.encode.standing import addressed
from rspverify.encode.steps import Step
from rspverify.logic import build
from rspverify.logic.terms import Term
from rspverify.policy.claims import Complete


def complete(asked: Asked, claim: Complete) -> Question:
    policy = asked.encoding.norms.policies[claim.policy]
    when = asked.formula(claim.when)

    def bound(step: Step) -> Term:
        return asked.bound(step, policy)

    def bare(step: Step) -> Term:
        return build.negate(addressed(asked.encoding, policy, step.name, step.arguments))

    acts = list(asked.acts(claim.on))
    gaps = [asked.judged(step, fits, bound(step), when, bare(step)) for step, fits in acts]
    presences = [asked.agents(bound, claim.on)]
    if when is not build.TRUE:
        spoken = [asked.judged(step, fits, bound(step), when) for step, fits in acts]
        absent = "no such act of an agent who is bound ever happens in that condition, in any run"
        presences.append(Presence(asked.goal(real(spoken)), False, absent))
    return Question(asked.goal(real(gaps)), False, tuple(presences), asked.constants)
