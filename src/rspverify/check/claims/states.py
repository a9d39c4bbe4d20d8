"""`always φ`, `never φ`, `possible φ`.

What: every state of every complying run.
Why: for what a policy is to keep true, and for the norms themselves (`always permitted ACT implies ψ`).
Formula: unsatisfiable iff the claim holds: `reachable(s) and not φ(s)`.
Example: `always published(l, m) implies once publish(l, m)`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Presence, Question
from rspverify.logic import build
from rspverify.logic.system import BadStep
from rspverify.policy.claims import Always, NeverState, PossibleState


def always(asked: Asked, claim: Always) -> Question:
    return Question(
        asked.goal(state=build.negate(asked.formula(claim.formula))), False, (_alive(asked),), asked.constants
    )


def never(asked: Asked, claim: NeverState) -> Question:
    return Question(asked.goal(state=asked.formula(claim.formula)), False, (_alive(asked),), asked.constants)


def possible(asked: Asked, claim: PossibleState) -> Question:
    return Question(asked.goal(state=asked.formula(claim.formula)), True, (), asked.constants)


def _alive(asked: Asked) -> Presence:
    """Some step other than a wait is possible in some state of a complying run."""
    steps = [BadStep(step.name, build.TRUE) for step in asked.encoding.steps.values() if step.action is not None]
    absent = "no step but a wait is possible in any state of a complying run"
    return Presence(asked.goal(steps), True, absent, settles=False)
