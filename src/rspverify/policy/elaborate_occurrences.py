"""Acts, events, waits and breaches in expressions, and what norms say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from rspverify.policy.expressions import (
    Breaching,
    Elapsed,
    Expr,
    Happening,
    NormOfAct,
    NormOfClause,
    Occurrence,
    Occurs,
    Variable,
    Waiting,
)
from rspverify.policy.names import Declared
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import broken, shown, unknown
from rspverify.source.spans import Span
from rspverify.syntax import expressions as syntax

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator


def happening(
    el: Elaborator, e: syntax.Call | syntax.Name, scope: Scope, *, allow_any: bool, allow_bare: bool
) -> Happening | None:
    """An act or event with its arguments; None if something is wrong with it."""
    match e:
        case syntax.Call(name=name, arguments=arguments):
            identifier, given = name, arguments
        case syntax.Name(name=text):
            identifier, given = syntax.Identifier(e.span, text), ()
        case _:
            assert_never(e)
    found = el.names.resolve(identifier.text, identifier.span, ("action", "event"), scope.home)
    if found is None:
        return None
    parameters = el.action(found.name).parameters
    if isinstance(e, syntax.Name) and allow_bare:
        return Happening(found.name, (None,) * len(parameters), span=e.span)
    arguments_ = _arguments(el, found.name, parameters, given, e.span, scope, allow_any)
    return None if arguments_ is None else Happening(found.name, arguments_, span=e.span)


def occurrence(el: Elaborator, e: syntax.Occurrence, scope: Scope) -> Occurrence | None:
    """What may stand after `after`, and as a formula below a past operator."""
    match e:
        case syntax.Call() | syntax.Name():
            return happening(el, e, scope, allow_any=True, allow_bare=False)
        case syntax.WaitOccurrence():
            return Waiting(span=e.span)
        case syntax.Breach(clause=clause, arguments=given):
            found = _clause(el, clause, scope)
            if found is None or el.clauses is None:
                return None
            policy, name, variables = found
            if not el.clauses.breachable(policy, name):
                el.problems.add(
                    "RSP241",
                    f"`{clause.text}` cannot be breached: it is a permission or an exemption",
                    clause.span,
                    help="only prohibitions, sole permissions, duties and orders can be breached",
                )
                return None
            arguments = _arguments(el, clause.text, variables, given, e.span, scope, True)
            return None if arguments is None else Breaching(policy, name, arguments, span=e.span)
        case _:
            assert_never(e)


def _clause(
    el: Elaborator, identifier: syntax.Identifier, scope: Scope
) -> tuple[str, str, tuple[Variable, ...]] | None:
    """The policy, the clause and its variables that `P.c` stands for."""
    policy_text, _, clause = identifier.text.rpartition(".")
    if not policy_text:
        el.problems.add(
            "RSP240",
            f"`{identifier.text}` is not a clause with its policy",
            identifier.span,
            help="write `policy.clause`",
        )
        return None
    policy = el.names.resolve(policy_text, identifier.span, ("policy",), scope.home)
    if policy is None or el.clauses is None:
        return None
    variables = el.clauses.signature(policy.name, clause)
    if variables is None:
        known = ", ".join(f"`{one}`" for one in el.clauses.clauses(policy.name))
        el.problems.add(
            "RSP240",
            f"the policy `{policy_text}` has no clause `{clause}`",
            identifier.span,
            help=f"its clauses are {known}" if known else "it has no clauses",
        )
        return None
    return policy.name, clause, variables


def _arguments(
    el: Elaborator,
    name: str,
    parameters: tuple[Variable, ...],
    given: Sequence[syntax.Expression],
    span: Span,
    scope: Scope,
    allow_any: bool,
) -> tuple[Expr | None, ...] | None:
    if len(given) != len(parameters):
        many = f"{len(parameters) or 'no'} argument{'' if len(parameters) == 1 else 's'}"
        listed = ", ".join(f"{p.shown}: {shown(p.sort)}" for p in parameters)
        el.problems.add(
            "RSP205",
            f"`{name}` takes {many}, but {len(given) or 'none'} {'is' if len(given) < 2 else 'are'} given",
            span,
            help=f"its variables are `({listed})`; `any` stands for whatever it may be" if parameters else None,
        )
        return None
    found: list[Expr | None] = []
    for one, parameter in zip(given, parameters, strict=True):
        if not isinstance(one, syntax.AnyArgument):
            found.append(el.argument(one, scope, parameter.sort))
            continue
        found.append(None)
        if not allow_any:
            el.problems.add(
                "RSP217",
                "`any` cannot stand here: say which act is meant",
                one.span,
                help=f"quantify: `some {parameter.shown}: {shown(parameter.sort)} | …` or `every …`",
            )
            return None
    broken_ones = [one for one in found if one is not None and unknown(el.sort_of(one))]
    return None if broken_ones else tuple(found)


def act_as_formula(
    el: Elaborator,
    found: Declared,
    name: syntax.Identifier,
    arguments: Sequence[syntax.Expression] | None,
    span: Span,
    scope: Scope,
) -> Expr:
    """An act or event where a formula may stand."""
    if scope.occurrences:
        e = syntax.Name(span, name.text) if arguments is None else syntax.Call(span, name, tuple(arguments))
        return occurs(el, e, scope)
    text = " ".join(span.text.split())
    advice = f"say `once {text}`" if scope.past else f"{scope.place} speaks of facts, not of what happens"
    el.problems.add(
        "RSP214", f"`{name.text}` is an {found.kind}, which is neither true nor false in a state", span, help=advice
    )
    return broken(span)


def occurs(el: Elaborator, e: syntax.Occurrence, scope: Scope) -> Expr:
    """An occurrence that stands for a formula."""
    if not scope.occurrences:
        text = " ".join(e.span.text.split())
        el.problems.add(
            "RSP214",
            f"`{text}` is something that happens, which is neither true nor false in a state",
            e.span,
            help=f"say `once {text}`" if scope.past else f"{scope.place} speaks of facts, not of what happens",
        )
        return broken(e.span)
    found = occurrence(el, e, scope)
    return broken(e.span) if found is None else Occurs(found, span=e.span)


def elapsed(el: Elaborator, e: syntax.Elapsed, scope: Scope) -> Expr:
    """`within D after OCC` and its relatives."""
    if not el.past_allowed(f"{e.bound} … after", e, scope):
        return broken(e.span)
    length = el.duration(e.duration, scope)
    found = occurrence(el, e.occurrence, scope)
    return broken(e.span) if found is None else Elapsed(e.bound, length, found, span=e.span)


def _norms_allowed(el: Elaborator, word: str, span: Span, scope: Scope) -> bool:
    if not scope.norms:
        el.problems.add(
            "RSP216",
            f"`{word}` asks what a policy says, which {scope.place} cannot",
            span,
            help="properties can; elsewhere speak of facts and of what happened",
        )
    return scope.norms


def norm_of_act(el: Elaborator, e: syntax.NormOfAct, scope: Scope) -> Expr:
    """`forbidden ACT by P` and its relatives."""
    if not _norms_allowed(el, e.status, e.span, scope):
        return broken(e.span)
    policy = None
    if e.policy is not None:
        found = el.names.resolve(e.policy.text, e.policy.span, ("policy",), scope.home)
        if found is None:
            return broken(e.span)
        policy = found.name
    act = happening(el, e.act, scope, allow_any=e.status == "required", allow_bare=False)
    if act is None:
        return broken(e.span)
    if el.action(act.action).agent is None:
        el.problems.add(
            "RSP204",
            f"`{act.action}` is an event, which no policy can {'require' if e.status == 'required' else 'forbid'}",
            e.act.span,
            help="name an action",
        )
        return broken(e.span)
    return NormOfAct(e.status, act, policy, span=e.span)


def norm_of_clause(el: Elaborator, e: syntax.NormOfClause, scope: Scope) -> Expr:
    """`applies P.c(..)`, `defeated P.c(..)`."""
    if not _norms_allowed(el, e.status, e.span, scope):
        return broken(e.span)
    found = _clause(el, e.clause, scope)
    if found is None:
        return broken(e.span)
    policy, name, variables = found
    arguments = _arguments(el, e.clause.text, variables, e.arguments, e.span, scope, False)
    given = tuple(argument for argument in arguments or () if argument is not None)
    return broken(e.span) if arguments is None else NormOfClause(e.status, policy, name, given, span=e.span)
