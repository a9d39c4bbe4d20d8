"""What can happen: actions and events with what they require and do, and what is true at first and always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from rspverify.policy.elaborate import Elaborator, without_past
from rspverify.policy.elaborate_names import check_arguments, wrong_count
from rspverify.policy.expressions import And, Expr, Truth, Variable
from rspverify.policy.names import Declared, Home
from rspverify.policy.scope import Scope
from rspverify.policy.signatures import ActionSignature
from rspverify.policy.sort_rules import describe, disjoint, shown, unknown
from rspverify.policy.sorts import BoolSort
from rspverify.policy.vocabulary import Action, Effect, Fact, Statement
from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax import declarations as written
from rspverify.syntax.expressions import Identifier


def resolve_actions(el: Elaborator) -> dict[str, Action]:
    """Every action and event, in order of declaration, with the effects that `also` adds."""
    more: dict[str, list[Effect]] = {}
    for file in el.names.files:
        for declaration in file.module.declarations:
            if isinstance(declaration, written.AlsoDeclaration):
                found = el.names.resolve(
                    declaration.action.text, declaration.action.span, ("action", "event"), file.home
                )
                if found is not None:
                    more.setdefault(found.name, []).extend(_also(el, declaration, el.action(found.name), file.home))
    declared = el.names.of_kind("action", "event")
    return {one.name: _action(el, one, more.get(one.name, ())) for one in declared}


def _action(el: Elaborator, declared: Declared, more: Sequence[Effect]) -> Action:
    signature = el.action(declared.name)
    syntax = declared.syntax
    assert isinstance(syntax, written.ActionDeclaration)
    scope = el.scope(declared.home, f"the {declared.kind} `{declared.name}`").with_variables(signature.parameters)
    requires = Truth(True) if syntax.requires is None else el.formula(syntax.requires, scope)
    own = [_effect(el, effect, scope) for effect in syntax.effects]
    return Action(
        signature.name,
        signature.parameters,
        signature.agent,
        signature.public,
        requires,
        (*(effect for effect in own if effect is not None), *more),
        signature.wording,
        signature.span,
    )


def _also(el: Elaborator, syntax: written.AlsoDeclaration, action: ActionSignature, home: Home) -> list[Effect]:
    """The effects of an `also`, in the action's own parameters."""
    if len(syntax.variables) != len(action.parameters):
        declared = el.names.declared[action.name]
        wrong_count(el, declared, action.parameters, len(syntax.variables), syntax.action.span)
        return []
    scope = el.scope(home, f"the effects of `{action.name}`")
    own: dict[str, Variable] = {}
    for name, parameter in zip(syntax.variables, action.parameters, strict=True):
        if name.text in own:
            el.problems.add(
                "RSP230", f"`{name.text}` stands twice in `also {action.name}`", name.span,
                help="use distinct variables, and compare them with `when`",
            )  # fmt: skip
        else:
            el.check_variable(name, scope)
        own[name.text] = parameter
    scope = replace(scope, variables=own)
    effects = [_effect(el, effect, scope) for effect in syntax.effects]
    return [effect for effect in effects if effect is not None]


def _effect(el: Elaborator, effect: written.Effect, scope: Scope) -> Effect | None:
    found = el.names.resolve(effect.fact.text, effect.fact.span, ("fact",), scope.home)
    conditions: list[Expr] = []
    spread: list[Variable] = []
    for one in effect.spreads:
        variables, scope = el.declare((one.variable,), scope)
        spread.extend(variables)
        if one.where is not None:
            conditions.append(el.formula(one.where, scope))
    if effect.when is not None:
        conditions.append(el.formula(effect.when, scope))
    if found is None:
        return None
    fact = el.fact(found.name)
    if not _changeable(el, fact, effect.fact):
        return None
    arguments = check_arguments(el, found, fact.parameters, effect.arguments, effect.fact.span, scope)
    value = _assigned(el, fact, effect, scope)
    if arguments is None:
        return None
    return Effect(fact.name, arguments, value, _all(conditions, effect.span), tuple(spread), effect.span)


def _changeable(el: Elaborator, fact: Fact, name: Identifier) -> bool:
    if fact.kind == "plain":
        return True
    why = "is a belief, which nobody's doing changes" if fact.belief else f"is `{fact.kind}`, so that no act changes it"
    el.problems.add(
        "RSP228",
        f"`{name.text}` {why}",
        name.span,
        labels=(Label(fact.span, "declared here"),),
        help=None if fact.belief else f"leave `{fact.kind}` out of its declaration",
    )
    return False


def _assigned(el: Elaborator, fact: Fact, effect: written.Effect, scope: Scope) -> Expr | None:
    """The value that an effect gives; None where it leaves the value open."""
    predicate = isinstance(fact.sort, BoolSort)
    place = " ".join(effect.span.text.split())
    match effect.kind:
        case "true" | "false":
            if not predicate and not unknown(fact.sort):
                el.problems.add(
                    "RSP229",
                    f"`{fact.name}` is {describe(fact.sort)}, not true or false",
                    effect.span,
                    help=f"write `{place.removeprefix('not ')} becomes …`",
                )
            return Truth(effect.kind == "true", span=effect.span)
        case "changes":
            return None
        case "becomes":
            assert effect.value is not None
            if predicate:
                el.problems.add(
                    "RSP229",
                    f"`{fact.name}` is true or false, and takes no value",
                    effect.span,
                    help="write `f(x) when φ, not f(x) when not φ`",
                )
                return Truth(True)
            value = el.value(effect.value, scope, None if unknown(fact.sort) else fact.sort)
            if disjoint(el.sort_of(value), fact.sort):
                text = effect.value.span.text
                el.problems.add("RSP209", f"`{text}` is outside of `{shown(fact.sort)}`", effect.value.span)
            return value


def _all(conditions: list[Expr], span: Span) -> Expr:
    if not conditions:
        return Truth(True)
    return conditions[0] if len(conditions) == 1 else And(tuple(conditions), span=span)


def resolve_initially(el: Elaborator) -> tuple[Expr, ...]:
    """What is true at first, of all files, in order."""
    found: list[Expr] = []
    for file in el.names.files:
        scope = without_past(el.scope(file.home, "`initially`"))
        for declaration in file.module.declarations:
            if isinstance(declaration, written.Initially):
                found.append(el.formula(declaration.formula, scope))
    return tuple(found)


def resolve_statements(el: Elaborator, kind: Literal["axiom", "assumption", "lemma"]) -> dict[str, Statement]:
    """The statements of one kind by their full names."""
    found: dict[str, Statement] = {}
    for one in el.names.of_kind(kind):
        syntax = one.syntax
        assert isinstance(syntax, written.StatementDeclaration)
        scope = el.scope(one.home, f"{'a' if kind == 'lemma' else 'an'} {kind}")
        if kind == "axiom":
            scope = without_past(scope)
        spoken = syntax.wording or one.name.replace("_", " ")
        found[one.name] = Statement(one.name, spoken, el.formula(syntax.formula, scope), syntax.span)
    return found
