"""The part of a world that can matter to a policy: what its clauses speak of, what changes that, and what limits it.

What is left out changes nothing that the policy looks at. An act that is left in may be possible here and blocked in
the whole world, by an axiom over what is left out: so a way that is found here need not be one there, and where there
is none here, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.audit.mentions import formulas
from rspverify.policy.expressions import Elapsed, Expr, FactOf, Happening, Occurrence, Occurs
from rspverify.policy.norms import Duty, Order, Policy
from rspverify.policy.vocabulary import Action, World
from rspverify.policy.walk import subexpressions


def sliced(world: World, policy: Policy) -> World:
    """The world with the facts, acts, axioms and beginnings that can matter to a policy."""
    reading = list(_of_policy(policy))
    facts: set[str] = set()
    actions = {occurrence.action for occurrence in _occurrences(policy) if isinstance(occurrence, Happening)}
    while True:
        before = len(facts), len(actions), len(reading)
        for formula in list(reading):
            for part in subexpressions(formula):
                if isinstance(part, FactOf):
                    facts.add(part.fact)
                elif isinstance(part, Occurs | Elapsed) and isinstance(part.occurrence, Happening):
                    actions.add(part.occurrence.action)
        actions |= {one.name for one in world.actions.values() if any(effect.fact in facts for effect in one.effects)}
        more = [part for name in sorted(actions) for part in _of_action(world.actions[name], facts)]
        more += [one for one in _statements(world) if facts_in(one) & facts]
        known = {id(one) for one in reading}
        reading += [one for one in more if id(one) not in known]
        if before == (len(facts), len(actions), len(reading)):
            break
    return replace(
        world,
        facts={name: fact for name, fact in world.facts.items() if name in facts},
        actions={name: _cut(one, facts) for name, one in world.actions.items() if name in actions},
        axioms=tuple(axiom for axiom in world.axioms if facts_in(axiom.formula) & facts or not facts_in(axiom.formula)),
        initially=tuple(one for one in world.initially if facts_in(one) & facts or not facts_in(one)),
    )


def _of_policy(policy: Policy) -> Iterator[Expr]:
    yield policy.in_force
    for bound in policy.bounds:
        yield bound.condition
    for clause in policy.clauses.values():
        yield from formulas(clause)


def _occurrences(policy: Policy) -> Iterator[Occurrence]:
    """What the clauses are about, and what duties wait for."""
    for clause in policy.clauses.values():
        yield from clause.norm.acts
        match clause.norm:
            case Order(later=later):
                yield from later
            case Duty(triggers=triggers):
                yield from triggers
            case _:
                pass


def _of_action(action: Action, facts: set[str]) -> Iterator[Expr]:
    yield action.requires
    for effect in action.effects:
        if effect.fact in facts:
            yield effect.condition
            yield from effect.arguments
            if effect.value is not None:
                yield effect.value


def _statements(world: World) -> Iterator[Expr]:
    yield from world.initially
    for axiom in world.axioms:
        yield axiom.formula


def facts_in(formula: Expr) -> set[str]:
    """The facts of which a formula speaks."""
    return {part.fact for part in subexpressions(formula) if isinstance(part, FactOf)}


def _cut(action: Action, facts: set[str]) -> Action:
    return replace(action, effects=tuple(effect for effect in action.effects if effect.fact in facts))
