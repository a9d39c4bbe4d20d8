"""Names and calls in expressions: variables, individuals, enum values, facts, defines, terms, durations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rspverify.policy.elaborate_occurrences import act_as_formula
from rspverify.policy.expressions import (
    DefineOf,
    DurationRef,
    EnumValue,
    Expr,
    FactOf,
    Individual,
    TermOf,
    Var,
    Variable,
)
from rspverify.policy.names import Declared, Kind, article, is_snake
from rspverify.policy.resolve_words import measure_of, nodes
from rspverify.policy.scope import Scope
from rspverify.policy.signatures import action_parameters, enum_sort, individual_sort, word_parameters
from rspverify.policy.sort_rules import broken, countable, describe, shown, unknown
from rspverify.policy.sorts import BOOL, EntitySort, EnumSort, IntSort, Sort
from rspverify.source.spans import Span
from rspverify.syntax import expressions as syntax

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator

_SPEAKING: tuple[Kind, ...] = ("fact", "define", "term", "individual", "enum value", "duration")


def application(
    el: Elaborator,
    name: syntax.Identifier,
    arguments: Sequence[syntax.Expression] | None,
    span: Span,
    scope: Scope,
    expected: Sort | None,
) -> Expr:
    """What a name with (or, if None, without) arguments stands for."""
    text = name.text
    if arguments is None:
        variable = scope.variable(text)
        if variable is not None:
            if scope.free is not None and text not in scope.variables:
                scope.free.declare(text, variable.sort, span)
            return Var(variable, span=span)
    found = el.names.find(text, scope.home)
    if found is None:
        if arguments is None and scope.free is not None and is_snake(text) and expected != BOOL:
            return _free(el, text, span, scope, expected)
        _unknown(el, name, arguments, scope, expected)
        for one in arguments or ():
            _look_inside(el, one, scope)
        return broken(span)
    given = tuple(arguments or ())
    match found.kind:
        case "fact":
            return _fact(el, found, given, span, scope)
        case "define" | "term":
            return _word(el, found, given, span, scope)
        case "action" | "event":
            return act_as_formula(el, found, name, arguments, span, scope)
        case "individual" | "enum value" | "duration":
            if arguments is not None:
                el.problems.add("RSP205", f"`{text}` is {article(found.kind)} and takes no arguments", span)
                return broken(span)
            return _constant(el, found, span)
        case _:
            advice = f"for a member of it, quantify: `some x: {text} | …`" if found.kind in ("entity", "enum") else None
            el.problems.add(
                "RSP204", f"`{text}` is {article(found.kind)} and cannot stand here", name.span, help=advice
            )
            return broken(span)


def _constant(el: Elaborator, found: Declared, span: Span) -> Expr:
    match found.kind:
        case "individual":
            return Individual(found.name, individual_sort(el, found), span=span)
        case "enum value":
            return EnumValue(found.name, enum_sort(el, found), span=span)
        case _:
            return DurationRef(found.name, span=span)


def _fact(el: Elaborator, found: Declared, given: tuple[syntax.Expression, ...], span: Span, scope: Scope) -> Expr:
    fact = el.fact(found.name)
    if scope.fixed_only and fact.kind != "fixed":
        el.problems.add(
            "RSP243",
            f"{scope.place} may speak only of fixed facts and individuals, not of `{span.text}`",
            span,
            help=f"declare it as `fixed fact`, or move the condition into the clauses with `when {span.text}`",
        )
    arguments = check_arguments(el, found, fact.parameters, given, span, scope)
    if arguments is None or unknown(fact.sort):
        return broken(span)
    return FactOf(fact.name, arguments, fact.sort, span=span)


def _word(el: Elaborator, found: Declared, given: tuple[syntax.Expression, ...], span: Span, scope: Scope) -> Expr:
    """A define or a term in use."""
    parameters = word_parameters(el, found)
    arguments = check_arguments(el, found, parameters, given, span, scope)
    word = el.define(found.name) if found.kind == "define" else el.term(found.name)
    if word is None or arguments is None:
        return broken(span)
    measure = measure_of(el, found.name)
    if measure.past and not scope.past:
        el.problems.add(
            "RSP215", f"`{span.text}` speaks of the past, which {scope.place} cannot", span,
            help=f"the {found.kind} `{found.name}` uses a word for the past",
        )  # fmt: skip
    if measure.changing and scope.fixed_only:
        el.problems.add(
            "RSP243", f"{scope.place} may speak only of fixed facts and individuals, not of `{span.text}`", span
        )
    if found.kind == "define":
        define = el.define(found.name)
        if define is None or unknown(define.sort):
            return broken(span)
        return DefineOf(define.name, define.parameters, arguments, define.body, define.sort, span=span)
    term = el.term(found.name)
    if term is None:
        return broken(span)
    bodies = tuple((reading.name, reading.body) for reading in term.readings)
    return TermOf(term.name, term.parameters, arguments, bodies, span=span)


def check_arguments(
    el: Elaborator,
    found: Declared,
    parameters: tuple[Variable, ...],
    given: Sequence[syntax.Expression],
    span: Span,
    scope: Scope,
) -> tuple[Expr, ...] | None:
    """The arguments of a fact, define or term, one for each parameter; None if there is a problem with them."""
    if len(given) != len(parameters):
        wrong_count(el, found, parameters, len(given), span)
        for one in given:
            _look_inside(el, one, scope)
        return None
    arguments = tuple(el.argument(one, scope, p.sort) for one, p in zip(given, parameters, strict=True))
    return None if any(unknown(el.sort_of(argument)) for argument in arguments) else arguments


def wrong_count(el: Elaborator, found: Declared, parameters: tuple[Variable, ...], given: int, span: Span) -> None:
    """Records that the number of arguments is wrong."""
    many = (
        "no arguments" if not parameters else "1 argument" if len(parameters) == 1 else f"{len(parameters)} arguments"
    )
    listed = ", ".join(f"{p.shown}: {shown(p.sort)}" for p in parameters)
    el.problems.add(
        "RSP205",
        f"`{found.name}` takes {many}, but {given or 'none'} {'is' if given in (0, 1) else 'are'} given",
        span,
        help=f"it is declared as `{found.name}({listed})`" if parameters else f"write `{found.name}` alone",
    )


def _look_inside(el: Elaborator, e: syntax.Expression, scope: Scope) -> None:
    """Reports what is wrong inside an argument whose place is unknown, unless it is a name or `any` alone."""
    if not isinstance(e, syntax.Name | syntax.AnyArgument):
        el.expression(e, scope, None)


def _free(el: Elaborator, text: str, span: Span, scope: Scope, expected: Sort | None) -> Expr:
    assert scope.free is not None
    sort = expected if expected is not None else scope.free.hinted(text)
    if sort is None:
        el.problems.add(
            "RSP220",
            f"it cannot be told what `{text}` stands for",
            span,
            help="let it be an argument of a fact or an act too, or quantify it: `some x: T | …`",
        )
        return broken(span)
    if unknown(sort):
        return broken(span)
    if not countable(sort):
        el.problems.add(
            "RSP211",
            f"the variable `{text}` would stand for {describe(sort)}",
            span,
            help="variables are of an entity, an enum or a bounded number",
        )
        return broken(span)
    return Var(scope.free.declare(text, sort, span), span=span)


def _unknown(
    el: Elaborator,
    name: syntax.Identifier,
    arguments: Sequence[syntax.Expression] | None,
    scope: Scope,
    expected: Sort | None,
) -> None:
    """Records that a name is not declared, in the words of the place where it stands."""
    called, advice = "fact", None
    if arguments is None and expected != BOOL:
        match expected:
            case EntitySort(name=entity):
                new = f"{name.text}: {entity}"
                story = scope.place == "a scenario"
                called = "variable or individual"
                advice = f"introduce it: `let {new}`" if story else f"quantify it: `every {new} | …`"
            case EnumSort(name=enum, values=values):
                called, advice = f"value of `{enum}`", "its values are " + ", ".join(f"`{value}`" for value in values)
            case IntSort():
                called = "variable or fact"
            case _:
                called = "variable or name"
    el.names.unknown(name.text, name.span, _SPEAKING, scope.home, called, advice, tuple(scope.variables))


def hint(el: Elaborator, e: syntax.Expression, scope: Scope) -> None:
    """Notes the sorts of the places at which unknown names stand as arguments, anywhere inside `e`."""
    assert scope.free is not None
    for node in nodes(e):
        if isinstance(node, syntax.Call):
            found = el.names.find(node.name.text, scope.home)
            if found is None:
                continue
            if found.kind == "fact":
                parameters = el.fact(found.name).parameters
            elif found.kind in ("action", "event"):
                parameters = action_parameters(el, found)
            elif found.kind in ("define", "term"):
                parameters = word_parameters(el, found)
            else:
                continue
            for argument, parameter in zip(node.arguments, parameters, strict=False):
                if isinstance(argument, syntax.Name):
                    scope.free.hint(argument.name, parameter.sort)
