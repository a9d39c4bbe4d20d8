"""RSP404: a clause that never applies.

What: a clause of any kind that applies in no state of a complying run, for nobody and nothing: a duty with an
occurrence never begins; of a sole permission one of the two halves is never active. Clauses that speak of breaches are
looked for in all runs.
Why: it looks as if it did something. Often its condition contradicts an axiom, or the policy itself excludes it.
Formula: reachable(s) and applies_c(ACT, s) is unsatisfiable.
Example: `l must not train(l, m) when dangerous(m) and not dangerous(m)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited, Excluded, Outcome, Reached, Unsettled, ask_first, happens
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.saying import excerpt, untold
from rspverify.check.audit.standing import Standing, speaks_of_breaches, standings
from rspverify.check.results import ProofNote
from rspverify.policy.claims import PossibleState
from rspverify.policy.norms import Clause, Duty, SolePermission

CODE = "RSP404"


def dead_clauses(audited: Audited) -> Iterator[Finding | Untold]:
    """Each clause, or half of a sole permission, that is proved never to apply."""
    for clause in audited.policy.clauses.values():
        for half in ("permits", "forbids") if isinstance(clause.norm, SolePermission) else ("",):
            yield from _dead(audited, clause, half)


def _dead(audited: Audited, clause: Clause, half: str) -> Iterator[Finding | Untold]:
    proofs: list[ProofNote] = []
    for standing in standings(audited, clause):
        if standing.half != half:
            continue
        outcome = applied(audited, clause, standing)
        match outcome:
            case Reached() | None:
                return
            case Unsettled():
                yield from untold(audited, CODE, f"whether `{clause.name}` ever applies", outcome, clause)
                return
            case Excluded():
                proofs += outcome.proofs
    yield Finding(
        CODE,
        audited.policy.name,
        (clause.name,),
        _message(clause, half),
        clause.span,
        ("in all runs that comply with the policy, for any number of members and steps",)
        if not speaks_of_breaches(clause)
        else ("in all runs, for any number of members and steps",),
        subject=half,
        excerpts=(excerpt(audited.policy, clause.name),),
        proofs=tuple(proofs),
    )


def applied(audited: Audited, clause: Clause, standing: Standing) -> Outcome | None:
    """Whether a clause ever takes effect in this way; None: a run that was found before shows it."""
    outcome = happens(audited, standing.applies, standing.variables)
    if isinstance(outcome, Excluded) and speaks_of_breaches(clause):
        return ask_first(audited, PossibleState(standing.applies), standing.variables, ())
    return outcome


def _message(clause: Clause, half: str) -> str:
    match half:
        case "permits":
            return f"the condition of `{clause.name}` is never met, so it only forbids"
        case "forbids":
            return f"`{clause.name}` never forbids anything: its condition is always met"
        case _ if isinstance(clause.norm, Duty) and clause.norm.triggers:
            return f"the duty `{clause.name}` never begins"
        case _:
            return f"`{clause.name}` never applies"
