"""Whether an act is possible in a condition, in runs that comply with one of several sets of policies up to there.

What: every possible act, in every state of such a run; what the policies say of that act itself is set aside.
Why: not a claim of the language, but what comparing and auditing policies ask: which cases there are.
Formula: unsatisfiable iff there is none: `reachable(s) and possible(ACT, s) and φ(s)`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Question, real
from rspverify.policy.claims import NeverPossible


def never_possible(asked: Asked, claim: NeverPossible) -> Question:
    steps = [asked.taken(act, asked.formula(claim.when), complying=False) for act in claim.acts]
    return Question(asked.goal(real(steps)), False, (), asked.constants)
