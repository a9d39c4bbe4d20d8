"""Clauses that matter to a proof though it does not need what they demand: those that give its words their meaning.

A property may ask what is forbidden, a condition whether a duty was breached; and a clause that defeats a permission
lets the prohibition stand which that permission would have defeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rspverify.policy.claims import ComparisonClaim, Keeping, Property
from rspverify.policy.conditions import compared
from rspverify.policy.expressions import Breaching, NormOfAct, NormOfClause
from rspverify.policy.norms import Clause, Exemption, Permission, Policy
from rspverify.policy.vocabulary import World
from rspverify.source.spans import Span

Name = tuple[str, str]
"""A policy and one of its clauses."""


def entangled(
    world: World, policies: dict[str, Policy], named: Iterable[str], asked: Property, needed: Iterable[Name]
) -> frozenset[Name]:
    """All clauses on which the meaning of the property, of the world's rules and of the needed clauses depends. Not
    among them: permissions and exemptions that a needed clause gives way to, if nothing else speaks of them; without
    them it would only demand more."""
    check = tuple(named)
    everywhere = (asked.claim, world.actions, world.assumptions, world.lemmas)
    pending = list(_spoken(policies, check, everywhere))
    if isinstance(asked.claim, ComparisonClaim):
        # What a policy as a whole says is what each of its clauses says.
        judged = _judged(asked.claim) or check
        pending += [(name, clause) for name in judged for clause in policies[name].clauses]
    for policy, clause in needed:
        declared = policies[policy].clauses[clause]
        pending += _spoken(policies, check, _conditions(declared))
        for other in _overriders(policies[policy], clause):
            yields = isinstance(policies[policy].clauses[other].norm, Permission | Exemption)
            pending += [(policy, o) for o in _overriders(policies[policy], other)] if yields else [(policy, other)]
    found: set[Name] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            policy, clause = name
            pending += [(policy, other) for other in _overriders(policies[policy], clause)]
            pending += _spoken(policies, check, _conditions(policies[policy].clauses[clause]))
    return frozenset(found)


def _judged(claim: ComparisonClaim) -> tuple[str, ...]:
    """The policies that a claim says something of. Of `keeping P keeps Q`, P is only what runs comply with."""
    return (claim.other,) if isinstance(claim, Keeping) else compared(claim)


def _overriders(policy: Policy, clause: str) -> list[str]:
    return [other.name for other in policy.clauses.values() if clause in other.overrides]


def _conditions(clause: Clause) -> tuple[Any, ...]:
    return clause.when, clause.unless, clause.norm


def _spoken(policies: dict[str, Policy], named: tuple[str, ...], node: Any) -> Iterator[Name]:
    """The clauses that norms in formulas are about."""
    pending, seen = [node], set[int]()
    while pending:
        one = pending.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        match one:
            case NormOfAct(act=act, policy=policy):
                for name in named if policy is None else (policy,):
                    for clause in policies[name].clauses.values():
                        if act.action in {judged.action for judged in clause.judged}:
                            yield name, clause.name
            case NormOfClause(policy=policy, clause=clause) | Breaching(policy=policy, clause=clause):
                yield policy, clause
            case _:
                pass
        match one:
            case dict():
                pending.extend(one.values())
            case tuple():
                pending.extend(one)
            case Span():
                pass
            case _ if is_dataclass(one):
                pending.extend(getattr(one, field.name) for field in fields(one))
            case _:
                pass
