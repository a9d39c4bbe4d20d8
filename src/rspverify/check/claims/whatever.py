"""`P forbids whatever Q forbids [on ACT]`, `P permits whatever Q permits [on ACT]`, `P and Q agree [on ACT]`.

What: every possible act of an agent whom both bind, in every state that a run complying with P, or one complying with
Q, reaches. The act itself need not comply.
Why: whether a new version of a policy is stricter than the old one, laxer, or the same.
Formula: unsatisfiable iff the claim holds, once for runs that comply with P and once for those that comply with Q:
`reachable(s) and possible(ACT, s) and bound by both and forbidden_Q(ACT, s) and not forbidden_P(ACT, s)`; `permits`
with P and Q exchanged in the last two, `agree` with either.
Example: `rsp_v3 forbids whatever rsp_v2 forbids on train`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Question, real
from rspverify.encode.steps import Step
from rspverify.logic import build
from rspverify.logic.terms import Term
from rspverify.policy.claims import Agree, Whatever
from rspverify.policy.expressions import Happening


def whatever(asked: Asked, claim: Whatever) -> Question:
    return _question(asked, claim.policy, claim.other, claim.on, claim.status)


def agree(asked: Asked, claim: Agree) -> Question:
    return _question(asked, claim.policy, claim.other, claim.on, "both")


def _question(asked: Asked, policy: str, other: str, on: tuple[Happening, ...], status: str) -> Question:
    norms = asked.encoding.norms
    one, two = norms.policies[policy], norms.policies[other]

    def bound(step: Step) -> Term:
        return build.both(asked.bound(step, one), asked.bound(step, two))

    def differ(step: Step) -> Term:
        mine = norms.forbidden(one, step.name, step.arguments)
        theirs = norms.forbidden(two, step.name, step.arguments)
        laxer, stricter = build.both(theirs, build.negate(mine)), build.both(mine, build.negate(theirs))
        return {"forbids": laxer, "permits": stricter, "both": build.either(laxer, stricter)}[status]

    steps = [asked.judged(step, fits, bound(step), differ(step)) for step, fits in asked.acts(on)]
    absent = f"no act of an agent whom both {policy} and {other} bind is possible in any state of a complying run"
    return Question(asked.goal(real(steps)), False, (asked.agents(bound, on, absent),), asked.constants)
