"""Which formulas a claim that compares asserts and denies: what policies say of acts, for constants, in one state.

Two runs side by side ask of each what one run asks, so that they make no arcs of their own. That what is alike in both
stays alike is asserted of all members at once; that is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from rspverify.policy import claims
from rspverify.policy import expressions as ir
from rspverify.policy.alternation.junctions import Sign
from rspverify.policy.alternation.norms import NormFormulas, constants
from rspverify.policy.conditions import complying_with
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.policy.sorts import BOOL
from rspverify.policy.vocabulary import Action, World

Signed = tuple[ir.Expr, Sign]
"""A formula, and whether it is asserted or denied."""


def kinds(claim: claims.Claim, conditions: claims.Conditions) -> tuple[claims.Conditions, ...]:
    """The conditions under which a claim is asked: once for each kind of runs that it is about."""
    return tuple(replace(conditions, policies=named) for named in _complying(claim, conditions))


def _complying(claim: claims.Claim, conditions: claims.Conditions) -> tuple[tuple[str, ...], ...]:
    if isinstance(claim, claims.Keeping):
        return (tuple(dict.fromkeys((*conditions.policies, claim.policy))),)
    return complying_with(claim, conditions)


def of_comparison(
    claim: claims.ComparisonClaim,
    world: World,
    policies: Mapping[str, Policy],
    under: Sequence[str],
    norms: NormFormulas,
) -> Iterator[Signed]:
    """What a claim that compares rules out, with its signs. `under`: the policies that runs comply with."""
    asked = [policies[name] for name in under]
    match claim:
        case claims.Whatever(status, policy, other, on):
            stricter, laxer = (other, policy) if status == "forbids" else (policy, other)
            for act in _acts(world, on):
                yield norms.forbidden(policies[stricter], act.name, constants(act)), 1
                yield norms.forbidden(policies[laxer], act.name, constants(act)), -1
        case claims.Agree(policy, other, on):
            for act in _acts(world, on):
                for one in (policy, other):
                    yield from _both(norms.forbidden(policies[one], act.name, constants(act)))
        case claims.Keeping(_, other):
            for act in _acts(world, ()):
                yield norms.forbidden(policies[other], act.name, constants(act)), 1
            yield from ((breach, 1) for breach, _, _ in norms.breaches(policies[other], frozenset()))
        case claims.Consistent(policy):
            yield from ((norms.conflict(policies[policy], a.name, constants(a)), 1) for a in _acts(world, ()))
        case claims.Complete(policy, on, when):
            yield when, 1
            yield from ((norms.addressed(policies[policy], a.name, constants(a)), -1) for a in _acts(world, on))
        case claims.CanComply(policy):
            yield from _dead_ends(world, [policies[policy]], asked, norms)
        case claims.KeptTogether(policy, other):
            yield from _dead_ends(world, [policies[policy], policies[other]], asked, norms)
        case claims.NeverPossible(when=when):
            yield when, 1
        case claims.Dependence(act=act) | claims.OutsidersCanTell(act=act):
            yield from _judged(world.actions[act.action], asked, norms)
        case claims.Monotone():
            yield from _turning(claim, world, asked, norms)
        case _:
            assert_never(claim)


def _turning(claim: claims.Monotone, world: World, asked: Sequence[Policy], norms: NormFormulas) -> Iterator[Signed]:
    """What must not turn when a fact changes, before and after; the changed state satisfies axioms, too."""
    yield claim.where, 1
    for act in _spoken_of(claim, world):
        yield from _judged(act, asked, norms)
    if claim.effect != "unlocks":
        for policy, clause in _duties(asked):
            yield from _both(norms.standing(policy, clause))


def _dead_ends(world: World, owing: Sequence[Policy], asked: Sequence[Policy], norms: NormFormulas) -> Iterator[Signed]:
    def possible(action: Action, arguments: tuple[ir.Expr, ...]) -> ir.Expr:
        requires = ir.DefineOf("", action.parameters, arguments, action.requires, BOOL)
        return ir.And((requires, *(axiom.formula for axiom in world.axioms)))

    yield from ((norms.stuck(policy, clause, asked, possible), 1) for policy, clause in _duties(owing))


def _judged(act: Action, asked: Sequence[Policy], norms: NormFormulas) -> Iterator[Signed]:
    for policy in asked:
        yield from _both(norms.forbidden(policy, act.name, constants(act)))


def _both(formula: ir.Expr) -> Iterator[Signed]:
    yield formula, 1
    yield formula, -1


# ---------------------------------------------------------------- as their own induction hypotheses


def hypothesis_of(
    claim: claims.ComparisonClaim,
    world: World,
    policies: Mapping[str, Policy],
    under: Sequence[str],
    norms: NormFormulas,
) -> ir.Expr:
    """That no members break a claim about a state: it is assumed of all of them where the next state is looked at. What
    is judged by an act that can be taken needs no such hypothesis; of more and less of a fact it is left out: proofs
    hardly ever need it."""
    asked = [policies[name] for name in under]
    match claim:
        case claims.Consistent(policy):
            conflicts = ((a, norms.conflict(policies[policy], a.name, _vars(a))) for a in _acts(world, ()))
            found = [_for_all(act.parameters, ir.Not(conflict)) for act, conflict in conflicts]
        case claims.CanComply() | claims.KeptTogether():
            found = [ir.Not(stuck) for stuck, _ in of_comparison(claim, world, policies, under, norms)]
        case claims.Dependence(act=act) | claims.OutsidersCanTell(act=act):
            found = [_turns_nowhere(world.actions[act.action], asked, norms)]
        case _:
            found = []
    return ir.And(tuple(found))


def _turns_nowhere(act: Action, asked: Sequence[Policy], norms: NormFormulas) -> ir.Expr:
    """That an act is judged alike in both runs (or states), whatever its arguments."""
    forbidden = ir.Or(tuple(norms.forbidden(policy, act.name, _vars(act)) for policy in asked))
    return _for_all(act.parameters, ir.Iff(forbidden, forbidden))


def _vars(action: Action) -> tuple[ir.Expr, ...]:
    return tuple(ir.Var(parameter) for parameter in action.parameters)


def _for_all(variables: tuple[ir.Variable, ...], formula: ir.Expr) -> ir.Expr:
    return ir.Quantified("every", 0, variables, None, formula) if variables else formula


def _acts(world: World, on: Sequence[ir.Happening]) -> Iterator[Action]:
    named = {act.action for act in on}
    return (act for act in world.actions.values() if act.agent is not None and (not named or act.name in named))


def _spoken_of(claim: claims.Monotone, world: World) -> Iterator[Action]:
    return _acts(world, () if claim.act is None else (claim.act,))


def _duties(policies: Sequence[Policy]) -> Iterator[tuple[Policy, Clause]]:
    for policy in policies:
        for clause in policy.clauses.values():
            if isinstance(clause.norm, Duty | RecurringDuty):
                yield policy, clause
