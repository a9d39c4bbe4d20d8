"""The claims that compare policies, runs or states, or that speak of a policy as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, assert_never

from rspverify.policy import claims
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.elaborate_names import check_arguments
from rspverify.policy.expressions import EnumValue, Expr, Happening, Individual, Num, Truth, Var
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import describe, unknown
from rspverify.policy.sorts import BOOL, EnumSort, IntSort, Sort
from rspverify.source.diagnostics import Label
from rspverify.syntax import claims as written
from rspverify.syntax.expressions import Call, Identifier, Name

ComparisonText = (
    written.Whatever
    | written.Agree
    | written.Keeping
    | written.Dependence
    | written.OutsidersCanTell
    | written.Monotone
    | written.Consistent
    | written.Complete
    | written.CanComply
    | written.KeptTogether
)


def resolve_comparison(el: Elaborator, claim: ComparisonText, scope: Scope) -> claims.ComparisonClaim | None:
    """The claim; None if a problem with it is recorded."""
    match claim:
        case written.Whatever():
            pair, on = _pair(el, claim.policy, claim.other, scope), _on(el, claim.on, scope)
            return None if pair is None or on is None else claims.Whatever(claim.status, *pair, on)
        case written.Agree():
            pair, on = _pair(el, claim.policy, claim.other, scope), _on(el, claim.on, scope)
            return None if pair is None or on is None else claims.Agree(*pair, on)
        case written.Keeping():
            pair = _pair(el, claim.policy, claim.other, scope)
            return None if pair is None else claims.Keeping(*pair)
        case written.KeptTogether():
            pair = _pair(el, claim.policy, claim.other, scope)
            return None if pair is None else claims.KeptTogether(*pair)
        case written.Consistent():
            policy = _policy(el, claim.policy, scope)
            return None if policy is None else claims.Consistent(policy)
        case written.CanComply():
            policy = _policy(el, claim.policy, scope)
            return None if policy is None else claims.CanComply(policy)
        case written.Complete():
            policy, on = _policy(el, claim.policy, scope), _on(el, claim.on, scope)
            when: Expr = Truth(True) if claim.when is None else el.formula(claim.when, scope)
            return None if policy is None or on is None else claims.Complete(policy, on, when)
        case written.OutsidersCanTell():
            act = _act(el, claim.act, scope)
            return None if act is None else claims.OutsidersCanTell(act)
        case written.Dependence():
            return _dependence(el, claim, scope)
        case written.Monotone():
            return _monotone(el, claim, scope)
        case _:
            assert_never(claim)


# ---------------------------------------------------------------- policies and acts


def _policy(el: Elaborator, identifier: Identifier, scope: Scope) -> str | None:
    found = el.names.resolve(identifier.text, identifier.span, ("policy",), scope.home)
    return None if found is None else found.name


def _pair(el: Elaborator, one: Identifier, other: Identifier, scope: Scope) -> tuple[str, str] | None:
    first, second = _policy(el, one, scope), _policy(el, other, scope)
    return None if first is None or second is None else (first, second)


def _on(el: Elaborator, acts: Sequence[Call | Name], scope: Scope) -> tuple[Happening, ...] | None:
    """The acts after `on`; a name alone is every such act."""
    found = [_act(el, act, scope, bare=True) for act in acts]
    known = tuple(act for act in found if act is not None)
    return known if len(known) == len(found) else None


def _act(el: Elaborator, e: Call | Name, scope: Scope, *, bare: bool = False) -> Happening | None:
    """An act that policies can judge."""
    act = el.happening(e, scope, allow_any=True, allow_bare=bare)
    if act is None:
        return None
    if el.names.declared[act.action].kind == "event":
        el.problems.add(
            "RSP271",
            f"`{act.action}` is an event, which no policy forbids or permits",
            e.span,
            labels=(Label(el.action(act.action).span, f"`{act.action}` is declared here"),),
            help="name an action",
        )
        return None
    return act


# ---------------------------------------------------------------- what a permission depends on


def _dependence(el: Elaborator, claim: written.Dependence, scope: Scope) -> claims.Dependence | None:
    act = _act(el, claim.act, scope)
    facts: dict[str, None] = {}
    actions: dict[str, None] = {}
    failed = act is None
    time = False
    for one in claim.names:
        if one.text == "now":
            time = True
            continue
        found = el.names.find(one.text, scope.home)
        if found is not None and found.kind in ("define", "term"):
            el.problems.add(
                "RSP272",
                f"`{one.text}` is a {found.kind}, and not something that can differ by itself",
                one.span,
                labels=(Label(found.span, f"`{one.text}` is declared here"),),
                help="name the facts and acts that it speaks of",
            )
            failed = True
            continue
        found = el.names.resolve(one.text, one.span, ("fact", "action", "event"), scope.home)
        if found is None:
            failed = True
        elif found.kind == "fact":
            facts[found.name] = None
        else:
            actions[found.name] = None
    if failed or act is None:
        return None
    return claims.Dependence(act, claim.relation == "depends only on", tuple(facts), tuple(actions), time)


# ---------------------------------------------------------------- more and less of a fact


def _monotone(el: Elaborator, claim: written.Monotone, scope: Scope) -> claims.Monotone | None:
    found = el.names.resolve(claim.fact.text, claim.fact.span, ("fact",), scope.home)
    act = None if claim.act is None else _act(el, claim.act, scope)
    arguments: tuple[Expr, ...] | None = None
    failed = found is None or (claim.act is not None and act is None)
    if found is not None:
        fact = el.fact(found.name)
        failed = not _has_more(el, fact.sort, claim.direction, claim.fact) or failed
        if claim.arguments is not None:
            span = claim.fact.span
            arguments = check_arguments(el, found, fact.parameters, claim.arguments, span, scope)
            failed = arguments is None or not _is_place(el, arguments) or failed
    where: Expr = Truth(True) if claim.where is None else el.formula(claim.where, scope)
    if claim.where is not None and claim.arguments is None:
        el.problems.add(
            "RSP273",
            f"`where` limits the places of `{claim.fact.text}`, which are not named",
            claim.where.span,
            help=f"name them: `{claim.direction} {claim.fact.text}(x) where …`",
        )
        failed = True
    if found is None or failed:
        return None
    return claims.Monotone(claim.direction, found.name, arguments, where, claim.effect, act)


def _has_more(el: Elaborator, sort: Sort, direction: Literal["more", "less"], fact: Identifier) -> bool:
    """Whether a fact of this sort can have more or less of a value."""
    if sort == BOOL or isinstance(sort, IntSort) or (isinstance(sort, EnumSort) and sort.ordered):
        return True
    if not unknown(sort):
        el.problems.add(
            "RSP273",
            f"there is no {direction} of `{fact.text}`, which is {describe(sort)}",
            fact.span,
            help=f"declare its values in order: `enum {sort.name} {{ {' < '.join(sort.values)} }}`"
            if isinstance(sort, EnumSort)
            else "predicates, whole numbers and ordered enums have more and less",
        )
    return False


def _is_place(el: Elaborator, arguments: tuple[Expr, ...]) -> bool:
    for one in arguments:
        if not isinstance(one, Var | Individual | EnumValue | Num):
            el.problems.add(
                "RSP273",
                f"`{one.span.text}` does not name a place of the fact",
                one.span,
                help="name it with a variable, and say in `where` which place that is",
            )
            return False
    return True
