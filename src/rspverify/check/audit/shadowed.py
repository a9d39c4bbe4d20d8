"""RSP405: a clause that is defeated wherever it applies.

What: a clause that applies in some complying run, and in each of them is defeated by clauses that override it.
Why: what it says never counts; either the overriding clause is too wide, or it can go.
Formula: reachable(s) and applies_c(ACT, s) and not defeated_c(ACT, s) is unsatisfiable; without the last it is not.
Example: `l must not train(l, m) when dangerous(m)`, overridden by `l may train(l, m)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.audit.asking import Audited, Excluded, Outcome, Reached, Unsettled, ask_first
from rspverify.check.audit.dead_clauses import applied
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.plain import act_by_act
from rspverify.check.audit.saying import excerpt, listed, untold
from rspverify.check.audit.standing import speaks_of_breaches, standings
from rspverify.check.results import ProofNote
from rspverify.policy.claims import PossibleState
from rspverify.policy.norms import Clause, Policy

CODE = "RSP405"


def shadowed(audited: Audited) -> Iterator[Finding | Untold]:
    """Each clause that never stands, though it applies."""
    policy = audited.policy
    for clause in policy.clauses.values():
        overriders = [one.name for one in policy.clauses.values() if clause.name in one.overrides]
        if not overriders:
            continue
        outcome = stands(audited, clause)
        match outcome:
            case Reached() | None:
                continue
            case Unsettled():
                yield from untold(audited, CODE, f"whether `{clause.name}` is ever left undefeated", outcome, clause)
                continue
        if not any(isinstance(applied(audited, clause, one), Reached | None) for one in standings(audited, clause)):
            continue  # it is dead, which is said elsewhere
        by = _fewest(audited, clause, overriders)
        yield Finding(
            CODE,
            policy.name,
            (clause.name, *by),
            f"`{clause.name}` is defeated by {listed(by)} wherever it applies",
            clause.span,
            excerpts=(excerpt(policy, clause.name), *(excerpt(policy, one, "defeats it") for one in by)),
            proofs=outcome.proofs,
        )


def stands(audited: Audited, clause: Clause) -> Outcome | None:
    """Whether a clause ever takes effect undefeated, in one of its ways; None: a run that was found before shows it."""
    proofs: tuple[ProofNote, ...] = ()
    under = () if speaks_of_breaches(clause) else None
    for standing in standings(audited, clause):
        if audited.seen.shows(audited.project, audited.policy.name, standing.undefeated, standing.variables):
            return None
        outcome = ask_first(audited, PossibleState(standing.undefeated), standing.variables, under)
        if not isinstance(outcome, Excluded):
            return outcome
        proofs += outcome.proofs
    return Excluded(proofs)


def _fewest(audited: Audited, clause: Clause, overriders: list[str]) -> tuple[str, ...]:
    """One clause that defeats it everywhere by itself, if there is one; else all that override it."""
    if len(overriders) > 1:
        for only in overriders:
            alone = _overridden_by(audited.policy, clause.name, only)
            plain = act_by_act(audited.project.world, alone)
            asked = replace(audited.with_policies(alone, plain), policy=alone, plain=plain)
            under = () if speaks_of_breaches(clause) else (audited.policy.name,)
            ways = standings(asked, alone.clauses[clause.name])
            if all(
                isinstance(ask_first(asked, PossibleState(w.undefeated), w.variables, under), Excluded) for w in ways
            ):
                return (only,)
    return tuple(overriders)


def _overridden_by(policy: Policy, name: str, only: str) -> Policy:
    """The policy, with this clause alone overriding the one called `name`."""
    clauses = {
        one.name: one
        if one.name == only
        else replace(one, overrides=tuple(target for target in one.overrides if target != name))
        for one in policy.clauses.values()
    }
    return replace(policy, name=f"{policy.name} with only {only} over {name}", clauses=clauses)
