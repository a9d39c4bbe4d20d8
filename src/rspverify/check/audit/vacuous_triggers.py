"""RSP408: a condition that is met only because there is nobody whom it speaks of.

What: an `every` in a condition of a clause, limited by `where` (or by an `implies` in its body), and a case in which no
member satisfies the limit, so that the `every` holds of nothing, and this changes what the clause does: were there to
be one for it to hold, another verdict would be given on the act, or a duty would not take effect (or would).
Why: `every r: Lab where rival(r) | strong_case(r)` holds where there are no rivals, which is hardly what is meant.
Formula: reachable(s) and possible(ACT, s) and (forbidden_P(ACT, s) xor forbidden_P'(ACT, s)), where P' has
`every x where D | F and some x where D` in the place of `every x where D | F`; of a duty, applies_P xor applies_P'.
Example: `l may train(l, m) when every r: Lab where rival(l, r) | once train(r, any)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.audit.asking import Audited, Excluded, Outcome, Reached, Unsettled, ask_first
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.lens import both, forbidden
from rspverify.check.audit.mentions import conditions
from rspverify.check.audit.saying import act_text, excerpt, some, text, untold
from rspverify.policy.claims import NeverPossible, PossibleState
from rspverify.policy.expressions import (
    And,
    Expr,
    Happening,
    Iff,
    Implies,
    NormOfClause,
    Not,
    Quantified,
    Truth,
    Var,
)
from rspverify.policy.norms import Clause, Duty, Exemption, Policy, RecurringDuty
from rspverify.policy.replacing import replaced
from rspverify.policy.walk import subexpressions

CODE = "RSP408"


def vacuous_triggers(audited: Audited) -> Iterator[Finding | Untold]:
    """Each `every` in each clause whose emptiness matters."""
    for clause in audited.policy.clauses.values():
        # By their places: the same words may stand in a clause twice.
        places = {(one.span.file.path, one.span.start, one.span.end): one for one in _limited(clause)}
        for one in places.values():
            yield from _vacuous(audited, clause, one)


def _limited(clause: Clause) -> Iterator[Quantified]:
    """The universal formulas of a clause, also inside words, that speak of some members only."""
    for formula in conditions(clause):
        for part in subexpressions(formula):
            if isinstance(part, Quantified) and part.quantifier == "every" and _limit(part) is not None:
                yield part


def _limit(formula: Quantified) -> Expr | None:
    """Of whom an `every` speaks; None: of all, and there is always one."""
    inner = formula.body.left if isinstance(formula.body, Implies) else Truth(True)
    outer = Truth(True) if formula.where is None else formula.where
    limit = both(outer, inner)
    return None if limit == Truth(True) else limit


def with_nobody_excluded(policy: Policy, clause: Clause, subject: str) -> Iterator[Policy]:
    """The policy with one formula in the clause not true of nobody, for each formula that is written like that."""
    for one in _limited(clause):
        if text(one) == subject:
            yield _with_somebody(policy, clause, one)


def _with_somebody(policy: Policy, clause: Clause, wanted: Quantified) -> Policy:
    """The policy, with the formula in that clause not true of nobody."""

    def change(expr: Expr) -> Expr:
        # Inner parts are changed first, so that it is no longer the same object: its place in the text tells.
        if not isinstance(expr, Quantified) or expr.quantifier != "every" or expr.span != wanted.span:
            return expr
        limit = _limit(expr)
        assert limit is not None
        somebody = Quantified("some", 1, expr.variables, None, limit, span=expr.span)
        return And((expr, somebody), span=expr.span)

    changed = replaced(clause, change)
    clauses = {**policy.clauses, clause.name: changed}
    return replace(policy, name=f"{policy.name} with somebody in {clause.name}", clauses=clauses)


def _vacuous(audited: Audited, clause: Clause, formula: Quantified) -> Iterator[Finding | Untold]:
    policy = audited.policy
    other = _with_somebody(policy, clause, formula)
    asked = audited.with_policies(other)
    for outcome, ending in _differences(asked, other, clause):
        match outcome:
            case Reached(only=only):
                yield Finding(
                    CODE,
                    policy.name,
                    (clause.name,),
                    f"a condition of `{clause.name}` is met only because there is nobody whom it speaks of",
                    clause.span,
                    some(only, f"the condition is: {text(formula)}", "say what is meant if there is nobody"),
                    subject=text(formula),
                    excerpts=(excerpt(policy, clause.name),),
                    stories=(outcome.story(ending),),
                )
                return
            case Unsettled():
                about = f"whether it matters to `{clause.name}` if there is nobody whom {text(formula)} speaks of"
                yield from untold(audited, CODE, about, outcome, clause)
                return
            case Excluded():
                pass


def _differences(asked: Audited, other: Policy, clause: Clause) -> Iterator[tuple[Outcome, str]]:
    """Where it matters: to the verdict on an act, or to a duty or an exemption itself."""
    policy, world = asked.policy, asked.project.world
    if isinstance(clause.norm, Duty | RecurringDuty | Exemption):
        arguments = tuple(Var(one) for one in clause.variables)
        here, there = (NormOfClause("applies", one.name, clause.name, arguments) for one in (policy, other))
        ending = f"whether {clause.name} applies hangs here on there being nobody"
        yield ask_first(asked, PossibleState(Not(Iff(here, there))), clause.variables), ending
    for action in dict.fromkeys(act.action for act in clause.judged):
        parameters = world.actions[action].parameters
        act = Happening(action, tuple(Var(one) for one in parameters))
        mine, theirs = forbidden(policy.name, act), forbidden(other.name, act)
        claim = NeverPossible((act,), Not(Iff(mine, theirs)), ((policy.name,),))
        ending = f"whether {act_text(world, action)} is permitted hangs here on there being nobody"
        yield ask_first(asked, claim, parameters, ()), ending
