"""The policies of one run of a check, after `binding`, and the readings that its words may have."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from rspverify.policy.claims import (
    Agree,
    BindingChoice,
    CanComply,
    Claim,
    Complete,
    Conditions,
    Consistent,
    Keeping,
    KeptTogether,
    NeverPossible,
    Project,
    Whatever,
)
from rspverify.policy.expressions import And, DefineOf, Equal, Expr, Individual, Or, Truth, Var, Variable
from rspverify.policy.norms import Bound, Policy
from rspverify.policy.sorts import BOOL, Sort
from rspverify.policy.vocabulary import World


def rebind(policy: Policy, choices: tuple[BindingChoice, ...]) -> Policy:
    """The policy with other agents bound, for each entity that it binds and `choices` name; several choices for one
    entity add up."""
    return replace(policy, bounds=tuple(_rebound(bound, choices) for bound in policy.bounds))


def _rebound(bound: Bound, choices: tuple[BindingChoice, ...]) -> Bound:
    chosen = [choice for choice in choices if choice.sort == bound.sort]
    if not chosen:
        return bound
    if any(choice.individuals is None for choice in chosen):
        return replace(bound, condition=Truth(True))
    names = [name for choice in chosen for name in choice.individuals or ()]
    return replace(bound, condition=Or(tuple(_is(bound.variable, name) for name in names)))


def _is(variable: Variable, name: str) -> Expr:
    return Equal(Var(variable), Individual(name, variable.sort))


def effective_policies(project: Project, conditions: Conditions) -> dict[str, Policy]:
    """Every policy of the project as this run sees it: those that the check names (`under` or in its claim) are
    rebound, the others stay."""
    named = {*conditions.policies, *conditions.compared}
    return {
        name: rebind(policy, conditions.bindings) if name in named else policy
        for name, policy in project.policies.items()
    }


def compared(claim: Claim) -> tuple[str, ...]:
    """The policies that a claim names as its subject, in order."""
    match claim:
        case Whatever(_, policy, other) | Agree(policy, other) | Keeping(policy, other) | KeptTogether(policy, other):
            return tuple(dict.fromkeys((policy, other)))
        case Consistent(policy) | Complete(policy) | CanComply(policy):
            return (policy,)
        case NeverPossible(among=among):
            return tuple(dict.fromkeys(name for named in among for name in named))
        case _:
            return ()


def complying_with(claim: Claim, conditions: Conditions) -> tuple[tuple[str, ...], ...]:
    """Whom the runs of a check comply with: a run counts that complies with all of one of these (language.md 4).

    Of `keeping P keeps Q` only the agents that both bind need to keep P, and it is not among them."""

    def joined(*named: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*named, *conditions.policies)))

    match claim:
        case Whatever(_, policy, other) | Agree(policy, other):
            return tuple(dict.fromkeys((joined(policy), joined(other))))
        case Consistent(policy) | Complete(policy) | CanComply(policy):
            return (joined(policy),)
        case KeptTogether(policy, other):
            return (joined(policy, other),)
        case NeverPossible(among=among):
            return tuple(dict.fromkeys(joined(*named) for named in among))
        case _:
            return (conditions.policies,)


def shared_name(policy: str, other: str) -> str:
    """The name of a policy as far as it is about agents whom another binds too."""
    return f"{policy} for those whom {other} binds"


def unshared(claim: Claim, text: str) -> str:
    """A text about the encoding of a claim, with policies called by their own names."""
    if isinstance(claim, Keeping):
        for policy, other in ((claim.policy, claim.other), (claim.other, claim.policy)):
            text = text.replace(shared_name(policy, other), policy)
    return text


def shared(policy: Policy, other: Policy) -> Policy:
    """A policy as far as it is about agents whom another binds too; the policy itself if that is all of it."""
    theirs = {bound.sort: bound for bound in other.bounds}
    if all(mine.sort in theirs and _covers(theirs[mine.sort], mine) for mine in policy.bounds):
        return policy
    bounds = tuple(
        replace(mine, condition=And((mine.condition, binds(other, mine.sort, Var(mine.variable)))))
        for mine in policy.bounds
        if mine.sort in theirs
    )
    return replace(policy, name=shared_name(policy.name, other.name), bounds=bounds)


def _covers(wider: Bound, bound: Bound) -> bool:
    """Whether everybody who is bound by one is seen at once to be bound by the other."""
    return wider.condition == Truth(True) or wider == bound


def binds(policy: Policy, sort: Sort, agent: Expr) -> Expr:
    """That a policy binds an agent of an entity, as a formula."""
    for bound in policy.bounds:
        if bound.sort == sort:
            return DefineOf(f"bound by {policy.name}", (bound.variable,), (agent,), bound.condition, BOOL)
    return Truth(False)


def words(world: World) -> dict[str, tuple[str, ...]]:
    """The open words (terms and durations with readings) and the names of their readings."""
    found = {name: tuple(reading.name for reading in term.readings) for name, term in world.terms.items()}
    found |= {name: tuple(r for r, _ in d.readings) for name, d in world.durations.items() if d.readings}
    return found


def reading_combinations(world: World, conditions: Conditions) -> list[dict[str, str]]:
    """Every choice of one reading for each open word that the conditions allow, in order of declaration.

    A word that the conditions name more than once may have any of the readings named.
    """
    open_words = words(world)
    allowed = []
    for word, readings in open_words.items():
        named = [reading for w, reading in conditions.readings if w == word]
        allowed.append([reading for reading in readings if not named or reading in named])
    return [dict(zip(open_words, combination, strict=True)) for combination in product(*allowed)]
