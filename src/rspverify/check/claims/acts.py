"""`never ACT [when φ]`, `ACT only when φ`, `ACT only after OCC [when φ]`, `possible ACT [when φ]`.

What: each occurrence of ACT in a complying run, judged by the state before it.
Why: the plain form of most statements about a policy: this is not done while that is so.
Formula: unsatisfiable iff the claim holds: `reachable(s) and possible(ACT, s) and complies(ACT, s) and bad(s)`, where
`bad` is `φ`, `not φ`, and `φ and not once OCC`.
Example: `never train(l, m) when hazardous(l, m) and not published(l, m)`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Presence, Question
from rspverify.logic import build
from rspverify.logic.terms import Term
from rspverify.policy.claims import NeverAct, OnlyAfter, OnlyWhen, PossibleAct
from rspverify.policy.expressions import Happening


def never(asked: Asked, claim: NeverAct) -> Question:
    when = asked.formula(claim.when)
    present = [_possible(asked, claim.acts)]
    if when is not build.TRUE:
        steps = [asked.taken(act, when, complying=False) for act in claim.acts]
        absent = f"{_names(claim.acts)} never happens in that condition, in any run"
        present.append(Presence(asked.goal(steps), complying=False, absent=absent))
    return _universal(asked, claim.acts, when, tuple(present))


def only_when(asked: Asked, claim: OnlyWhen) -> Question:
    bad = build.negate(asked.formula(claim.condition))
    return _universal(asked, claim.acts, bad, (_possible(asked, claim.acts),))


def only_after(asked: Asked, claim: OnlyAfter) -> Question:
    formulas = asked.encoding.formulas
    patterns = [formulas.pattern(occurrence, asked.env) for occurrence in claim.occurrences]
    happened = build.disj(formulas.monitors.happened(pattern, terms) for pattern, terms in patterns)
    bad = build.both(asked.formula(claim.when), build.negate(happened))
    return _universal(asked, claim.acts, bad, (_possible(asked, claim.acts),))


def possible(asked: Asked, claim: PossibleAct) -> Question:
    when = asked.formula(claim.when)
    steps = [asked.taken(act, when, complying=True) for act in claim.acts]
    return Question(asked.goal(steps), True, (), asked.constants)


def _universal(asked: Asked, acts: tuple[Happening, ...], bad: Term, presences: tuple[Presence, ...]) -> Question:
    steps = [asked.taken(act, bad, complying=True) for act in acts]
    return Question(asked.goal(steps), False, presences, asked.constants)


def _possible(asked: Asked, acts: tuple[Happening, ...]) -> Presence:
    """The act is possible in some state of a complying run, the policies' verdict on it set aside."""
    steps = [asked.taken(act, build.TRUE, complying=False) for act in acts]
    return Presence(asked.goal(steps), True, f"{_names(acts)} is possible in no state of a complying run")


def _names(acts: tuple[Happening, ...]) -> str:
    return " or ".join(f"`{act.action}`" for act in acts)
