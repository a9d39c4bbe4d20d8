"""`after OCC [when φ], ACT within D`.

What: each time OCC happens (φ read in the state it leads to), ACT follows before D has passed.
Why: what a deadline of the policy is meant to guarantee, whoever owes it.
Formula: unsatisfiable iff the claim holds: `reachable(s) and pending(x, s) and now <= opened(x, s) + D < now'` for a
complying wait; `pending` is the monitor that a duty with the same trigger and condition has.
Example: `after train(l, m) when hazardous(l, m), publish(l, m) within 30 days`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Presence, Question, Unsupported, real
from rspverify.encode.duties import Pending
from rspverify.encode.steps import Step
from rspverify.encode.variables import bind
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.system import BadStep
from rspverify.logic.terms import Term
from rspverify.policy.claims import AfterWithin


def after(asked: Asked, claim: AfterWithin) -> Question:
    encoding, formulas = asked.encoding, asked.encoding.formulas
    variables = tuple(asked.constants)
    local = dict(zip(variables, bind(variables, {})[0], strict=True))
    for act in claim.acts:
        for term in formulas.arguments(act.arguments, local):
            if term is not None and any(not symbol.rigid for symbol in term.symbols):
                raise Unsupported(f"an argument of `{act.action}` changes in time")
    condition = formulas.compile(claim.when, local)
    pending = Pending(formulas, claim.occurrences, claim.acts, condition, build.FALSE, local, "claim pending")
    values = {local[v]: term for v, term in asked.env.items()}
    instance = [replace_variables(term, values) for term in pending.order]
    deadline = asked.formula(claim.deadline)
    steps = []
    for wait in encoding.waits():
        rules = [part.term for part in encoding.keeps(wait)]
        stated = (pending.overdue(wait, deadline, instance), *rules, asked.limits())
        steps.append(BadStep(wait.name, build.conj(stated), stated))
    return Question(
        asked.goal(real(steps)),
        False,
        _presences(asked, claim),
        asked.constants,
        ((pending, formulas.compile(claim.deadline, {})),),
    )


def _presences(asked: Asked, claim: AfterWithin) -> tuple[Presence, ...]:
    when = asked.formula(claim.when)
    free = Presence(
        asked.goal(_occurring(asked, claim, build.TRUE)), True, "what it starts from can happen in no complying run"
    )
    if when is build.TRUE:
        return (free,)
    absent = "what it starts from never happens in that condition, in any run"
    return (free, Presence(asked.goal(_occurring(asked, claim, when)), False, absent))


def _occurring(asked: Asked, claim: AfterWithin, when: Term) -> list[BadStep]:
    """The steps that are an OCC leading to a state with `when`."""
    patterns = [asked.encoding.formulas.pattern(occurrence, asked.env) for occurrence in claim.occurrences]

    def occurs(step: Step) -> Term:
        return build.disj(pattern.match(step, tuple(step.post(term) for term in terms)) for pattern, terms in patterns)

    steps = asked.encoding.steps.values()
    return real([BadStep(step.name, build.conj([occurs(step), step.post(when), asked.limits()])) for step in steps])
