"""Which facts, actions and policies a project speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass

from rspverify.policy import claims
from rspverify.policy.expressions import Breaching, FactOf, Happening, NormOfAct, NormOfClause
from rspverify.policy.sorts import EntitySort, EnumSort
from rspverify.policy.vocabulary import Effect
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Mentions:
    """Full names. A declaration does not mention itself."""

    facts: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    policies: set[str] = field(default_factory=set)


def mentioned(project: claims.Project) -> Mentions:
    """All that the world, the policies, the properties and the scenarios of a project speak of."""
    found = Mentions()
    seen: set[int] = set()
    pending: list[object] = [
        project.world,
        *project.policies.values(),
        *project.properties.values(),
        *project.scenarios,
    ]
    while pending:
        one = pending.pop()
        if id(one) in seen or isinstance(one, Span | EntitySort | EnumSort | str):
            continue
        seen.add(id(one))
        _note(one, found)
        if isinstance(one, tuple):
            pending.extend(one)
        elif isinstance(one, dict):
            pending.extend(one.values())
        elif is_dataclass(one):
            pending.extend(getattr(one, part.name) for part in fields(one))
    return found


def _note(one: object, found: Mentions) -> None:
    match one:
        case FactOf(fact=fact) | Effect(fact=fact) | claims.Assign(fact=fact) | claims.Monotone(fact=fact):
            found.facts.add(fact)
        case Happening(action=action):
            found.actions.add(action)
        case claims.Dependence(facts=facts, actions=actions):
            found.facts.update(facts)
            found.actions.update(actions)
        case Breaching(policy=policy) | NormOfClause(policy=policy):
            found.policies.add(policy)
        case NormOfAct(policy=str(policy)):
            found.policies.add(policy)
        case (
            claims.Whatever(policy=policy, other=other)
            | claims.Agree(policy=policy, other=other)
            | claims.Keeping(policy=policy, other=other)
            | claims.KeptTogether(policy=policy, other=other)
        ):
            found.policies.update((policy, other))
        case claims.Consistent(policy=policy) | claims.CanComply(policy=policy) | claims.Complete(policy=policy):
            found.policies.add(policy)
        case _:
            return
