"""Which formulas the questions of a check assert and deny.

* Axioms, assumptions that the check makes, `initially`, and what acts require are asserted. (A step that would break an
  axiom cannot happen, so axioms are never to be proved.)
* Lemmas are asserted, and denied while they are proved.
* Of a policy that is kept it is denied that it forbids the act of a step, and that a wait breaches a duty of anybody.
* What a claim rules out is asserted; of a claim about states also the opposite, for all members: it is its own
  induction hypothesis. Arguments of acts and the variables of a claim are constants where a run is looked for.

* Claims that compare: `compared`.

Invariants that engines try of their own accord are not looked at: one that is too hard for a solver is left out of the
proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rspverify.policy import claims
from rspverify.policy import expressions as ir
from rspverify.policy.alternation.compared import hypothesis_of, of_comparison
from rspverify.policy.alternation.formulas import Alternations, Rule
from rspverify.policy.alternation.graph import Arc, Origin, Reason
from rspverify.policy.alternation.junctions import From, Item
from rspverify.policy.alternation.norms import NormFormulas, constants, of_clause
from rspverify.policy.conditions import effective_policies, words
from rspverify.policy.sorts import EntitySort, IntSort
from rspverify.policy.vocabulary import Action, Effect, World
from rspverify.policy.walk import subexpressions
from rspverify.source.spans import Span

ALONE = claims.Conditions((), (), (), (), (), None)
"""No policy, no assumption: what every check asks."""


def arcs_of(
    project: claims.Project,
    conditions: claims.Conditions,
    asked: Sequence[claims.Property],
    hypotheses: bool = True,
) -> dict[Arc, tuple[Reason, ...]]:
    """The arcs of all questions of checks of these properties, in the order in which they are found: of the formulas
    and of the functions that these speak of, directly or through effects. `hypotheses`: also of properties as their own
    induction hypotheses."""
    meanings = _Meanings(project, conditions)
    walk = Alternations(meanings)
    for expr, sign, origin in (*_of_world(project.world, conditions), *_of_policies(meanings, conditions)):
        walk.show(expr, sign, origin, {})
    for one in asked:
        for expr, sign, origin in _of_property(one, meanings, conditions):
            walk.show(expr, sign, origin, {})
        if hypotheses:
            walk.show(_hypothesis(one, meanings, conditions), 1, Origin("property", one.name, one.span), {})
    found = {arc: list(reasons.values()) for arc, reasons in walk.arcs.items()}
    for fact in (fact for fact in project.world.facts.values() if fact.name in walk.spoken):
        for parameter in fact.parameters:
            match parameter.sort, fact.sort:
                case EntitySort(source), EntitySort(target):
                    reason = Reason(Origin("fact", fact.name, fact.span), fact.span)
                    known = found.setdefault((source, target), [])
                    if reason not in known:
                        known.append(reason)
                case _:
                    pass
    return {arc: tuple(reasons) for arc, reasons in found.items()}


class _Meanings:
    """What effects do to facts, and what norms mean, under the conditions of a check."""

    def __init__(self, project: claims.Project, conditions: claims.Conditions) -> None:
        self.world = project.world
        self.policies = effective_policies(project, conditions)
        self.norms = NormFormulas(self.policies, conditions.policies, project.world.actions)
        self.initially = [
            (formula, of_clause(policy, clause))
            for policy in self.policies.values()
            for clause, formula in self.norms.watch(policy)
            if policy.name in (*conditions.policies, *conditions.compared)
        ]
        self._readings = words(project.world)
        for word in self._readings:
            named = tuple(reading for w, reading in conditions.readings if w == word)
            self._readings[word] = named or self._readings[word]
        self._effects: dict[str, list[tuple[Action, Effect]]] = {}
        for action in project.world.actions.values():
            for effect in action.effects:
                self._effects.setdefault(effect.fact, []).append((action, effect))
        self._closures: dict[str, tuple[Rule, ...]] = {}

    def rules(self, symbol: str) -> Sequence[Rule]:
        if symbol not in self._closures:
            self._closures[symbol] = tuple(self._closure(a, e) for a, e in self._effects.get(symbol, ()))
        return self._closures[symbol] or self.norms.rules(symbol)

    def norm(self, atom: ir.NormOfAct | ir.NormOfClause) -> ir.Expr:
        return self.norms.atom(atom)

    def breach(self, occurrence: ir.Breaching) -> ir.Expr:
        return self.norms.breach(occurrence)

    def readings(self, word: str) -> Sequence[str]:
        return self._readings[word]

    def _closure(self, action: Action, effect: Effect) -> Rule:
        """What an effect makes of its fact at a place: the value where it hits. A predicate that is made true (false)
        is so where the effect hits (only where it does not). Variables that spread the effect and stand in the place
        are solved; what a value says of others is in `_linked`."""
        fact = self.world.facts[effect.fact]
        places = tuple(ir.Var(parameter) for parameter in fact.parameters)
        hit = ir.Quantified("some", 1, effect.spread, None, _hit(effect, places))
        match effect.value:
            case ir.Truth(value):
                after: ir.Expr = hit if value else ir.Not(hit)
            case None:
                after = ir.IfElse(hit, ir.Truth(True), ir.Truth(False), fact.sort)
            case value:
                solved = {
                    argument.variable: place
                    for argument, place in zip(effect.arguments, places, strict=True)
                    if isinstance(argument, ir.Var) and argument.variable in effect.spread
                }
                given = ir.DefineOf("", tuple(solved), tuple(solved.values()), value, fact.sort)
                after = ir.IfElse(hit, given, ir.Truth(False), fact.sort)
        both = not isinstance(effect.value, ir.Truth)
        return Rule(fact.parameters, From(_of_action(action, effect.span), after), both)


def _hit(effect: Effect, places: Sequence[ir.Expr]) -> ir.Expr:
    equations = (ir.Equal(argument, place) for argument, place in zip(effect.arguments, places, strict=True))
    return ir.And((*equations, effect.condition))


def _of_action(action: Action, span: Span) -> Origin:
    return Origin("event" if action.agent is None else "action", action.name, span)


def _of_world(world: World, conditions: claims.Conditions) -> Iterator[Item]:
    for axiom in world.axioms:
        yield axiom.formula, 1, Origin("axiom", axiom.name, axiom.span)
    for number, formula in enumerate(world.initially, start=1):
        yield formula, 1, Origin("initially", str(number), formula.span)
    for name in conditions.assuming:
        assumed = world.assumptions[name]
        yield assumed.formula, 1, Origin("assumption", name, assumed.span)
    for lemma in world.lemmas.values():
        origin = Origin("lemma", lemma.name, lemma.span)
        yield lemma.formula, 1, origin
        yield lemma.formula, -1, origin
    for fact in world.facts.values():
        if isinstance(fact.sort, IntSort) and fact.sort.high is not None:
            # Its values stay in their range, at all places.
            places = tuple(ir.Var(parameter) for parameter in fact.parameters)
            within = ir.Less(ir.FactOf(fact.name, places, fact.sort), ir.Num(fact.sort.high), True)
            yield _for_all(fact.parameters, within), 1, Origin("fact", fact.name, fact.span)
    for action in world.actions.values():
        yield action.requires, 1, _of_action(action, action.span)
        for effect in action.effects:
            yield _linked(world, effect), 1, _of_action(action, effect.span)


def _linked(world: World, effect: Effect) -> ir.Expr:
    """Where a value depends on which member spreads it, a condition on the step says what it is, for all members."""
    free = [v for v in effect.spread if ir.Var(v) not in effect.arguments]
    if effect.value is None or not _mentions(effect.value, free):
        return ir.Truth(True)
    fact = world.facts[effect.fact]
    places = tuple(ir.Var(parameter) for parameter in fact.parameters)
    given = ir.Equal(ir.FactOf(fact.name, places, fact.sort), effect.value)
    return ir.Quantified("every", 0, (*fact.parameters, *effect.spread), _hit(effect, places), given)


def _mentions(value: ir.Expr, variables: Sequence[ir.Variable]) -> bool:
    return any(isinstance(one, ir.Var) and one.variable in variables for one in subexpressions(value))


def _of_policies(meanings: _Meanings, conditions: claims.Conditions) -> Iterator[Item]:
    for formula, origin in meanings.initially:
        yield formula, 1, origin
    for name in conditions.policies:
        policy = meanings.policies[name]
        tolerated = [one.clause for one in conditions.tolerated if one.policy == name]
        if None in tolerated:
            continue
        origin = Origin("policy", name, policy.span)
        broken = frozenset(clause for clause in tolerated if clause is not None)
        for action in meanings.world.actions.values():
            yield meanings.norms.forbidden(policy, action.name, constants(action), broken), -1, origin
        yield from meanings.norms.breaches(policy, broken)


def _of_property(asked: claims.Property, meanings: _Meanings, conditions: claims.Conditions) -> Iterator[Item]:
    origin, norms = Origin("property", asked.name, asked.span), meanings.norms
    if isinstance(asked.claim, claims.ComparisonClaim):
        found = of_comparison(asked.claim, meanings.world, meanings.policies, conditions.policies, norms)
        yield from ((expr, sign, origin) for expr, sign in found)
        return
    match asked.claim:
        case claims.NeverAct(when=when) | claims.PossibleAct(when=when):
            yield when, 1, origin
        case claims.OnlyWhen(condition=condition):
            yield condition, -1, origin
        case claims.OnlyAfter(occurrences=occurrences, when=when):
            yield when, 1, origin
            yield from ((norms.happens(one), -1, origin) for one in occurrences)
        case claims.AfterWithin(occurrences=occurrences, when=when):
            yield when, 1, origin
            yield from ((norms.happens(one), 1, origin) for one in occurrences)
        case claims.Always(formula=formula):
            yield formula, -1, origin
        case claims.NeverState(formula=formula) | claims.PossibleState(formula=formula):
            yield formula, 1, origin
        case _:
            assert_never(asked.claim)


def _hypothesis(asked: claims.Property, meanings: _Meanings, conditions: claims.Conditions) -> ir.Expr:
    """That no member breaks a claim about states."""
    if isinstance(asked.claim, claims.ComparisonClaim):
        return hypothesis_of(asked.claim, meanings.world, meanings.policies, conditions.policies, meanings.norms)
    match asked.claim:
        case claims.Always(formula=formula):
            return _for_all(asked.variables, formula)
        case claims.NeverState(formula=formula) | claims.PossibleState(formula=formula):
            return _for_all(asked.variables, ir.Not(formula))
        case _:
            return ir.Truth(True)


def _for_all(variables: tuple[ir.Variable, ...], formula: ir.Expr) -> ir.Expr:
    return ir.Quantified("every", 0, variables, None, formula) if variables else formula
