"""`keeping P keeps Q`.

What: every run in which the agents whom both bind comply with P; others may do as they like.
Why: whether one policy makes another one superfluous, as a law a promise.
Formula: unsatisfiable iff the claim holds: `reachable(s) and step(s, t) and complies_P(s, t) and offends_Q(s, t)`,
where both speak of the agents alone whom both bind.
Example: `keeping careful keeps law`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Question
from rspverify.encode.steps import Step
from rspverify.logic import build
from rspverify.logic.system import BadStep
from rspverify.logic.terms import Term
from rspverify.policy.claims import Keeping
from rspverify.policy.conditions import shared_name


def keeping(asked: Asked, claim: Keeping) -> Question:
    policies = asked.encoding.norms.policies
    kept = _as_encoded(asked, claim.policy, claim.other)
    broken = _as_encoded(asked, claim.other, claim.policy)

    def offends(step: Step) -> Term:
        rules = asked.encoding.norms.keeps(step, (broken,), ())
        return build.disj(build.negate(term) for _, term in rules)

    def bad(step: Step, offence: Term) -> BadStep:
        return asked.judged(step, offence, *(part.term for part in asked.encoding.keeps(step)))

    # A step that plainly cannot break Q since it keeps P stays, for what a proof rests on.
    offences = [(step, offends(step)) for step in asked.encoding.steps.values()]
    steps = [bad(step, offence) for step, offence in offences if offence is not build.FALSE]
    absent = f"no act of an agent whom both {claim.policy} and {claim.other} bind is possible in any such run"
    presence = asked.agents(lambda step: asked.bound(step, policies[kept]), (), absent)
    return Question(asked.goal(steps), False, (presence,), asked.constants)


def _as_encoded(asked: Asked, policy: str, other: str) -> str:
    """The name by which the encoding knows the share of a policy that is about agents whom the other binds too."""
    name = shared_name(policy, other)
    return name if name in asked.encoding.norms.policies else policy
