"""Policies, clauses and norms as layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rspverify.syntax.expressions import DurationExpression, Expression
from rspverify.syntax.layout import Doc, concat, group, hard, line, nest, text
from rspverify.syntax.norms import (
    Acceptance,
    Act,
    Binding,
    ClauseDeclaration,
    Duty,
    Exemption,
    Norm,
    Order,
    Otherwise,
    Permission,
    PolicyDeclaration,
    PolicyItem,
    Prohibition,
    RecurringDuty,
    Repeal,
    SourceNote,
)
from rspverify.syntax.print_declarations import closing
from rspverify.syntax.print_expressions import (
    duration_text,
    expression_doc,
    names_text,
    quoted,
    variable_text,
    wording,
)


def policy_doc(p: PolicyDeclaration) -> Doc:
    head: list[Doc | str] = [text(f"policy {p.name.text}{wording(p.wording)}", p.span)]
    if p.amends is not None:
        head.append(nest(line(), text(f"amends {p.amends.text}", p.amends.span)))
    if p.in_force is not None:
        head.append(nest(line(), "in force while ", nest(expression_doc(p.in_force))))
    if p.binds is not None:
        head.append(nest(line(), "binds ", _bindings(p.binds)))
    if not p.items:
        return concat(group(*head, " {"), " }")
    items = [concat(hard(each.span), item_doc(each)) for each in p.items]
    return concat(group(*head, " {"), nest(*items), hard(), closing(p.span))


def _bindings(bindings: tuple[Binding, ...]) -> Doc:
    parts: list[Doc | str] = []
    for index, each in enumerate(bindings):
        head = text(variable_text(each.variable), each.span)
        where = nest(line(), "where ", nest(expression_doc(each.where))) if each.where is not None else text("")
        if index:
            parts += [",", line()]
        parts.append(group(head, where))
    return group(nest(*parts))


def item_doc(item: PolicyItem) -> Doc:
    """One item of a policy, without the line break after it."""
    match item:
        case SourceNote():
            return text(f"source {quoted(item.text)}", item.span)
        case Otherwise():
            return text(f"otherwise {item.status}", item.span)
        case Repeal():
            return text(f"repeal {names_text(item.clauses)}", item.span)
        case ClauseDeclaration():
            replaces = "replace " if item.replaces else ""
            overrides = f" overrides {names_text(item.overrides)}" if item.overrides else ""
            head = text(f"{replaces}clause {item.name.text}{wording(item.wording)}{overrides}:", item.span)
            accepts = [concat(hard(each.span), item_doc(each)) for each in item.accepts]
            return concat(head, nest(*accepts, hard(), norm_doc(item.norm)))
        case Acceptance():
            return text(f"accept {item.code.text} {quoted(item.reason)}", item.span)
        case _:
            assert_never(item)


def norm_doc(norm: Norm) -> Doc:
    agent = norm.agent.text
    match norm:
        case Prohibition():
            return _norm(f"{agent} must not ", norm.acts, [], [("when", norm.when), ("unless", norm.unless)])
        case Permission():
            when = "only when" if norm.sole else "when"
            conditions = [(when, norm.when), ("unless", norm.unless), ("provided", norm.provided)]
            return _norm(f"{agent} may ", norm.acts, [], conditions)
        case Duty():
            conditions = [("when", norm.when), ("while", norm.while_), ("unless", norm.unless)]
            return _norm(f"{agent} must ", norm.acts, _timing(norm), conditions)
        case Order():
            delay = f"at least {duration_text(norm.at_least)} " if norm.at_least is not None else ""
            words = f"{delay}before {'each ' if norm.each else ''}"
            conditions = [("when", norm.when), ("unless", norm.unless)]
            return _norm(f"{agent} must ", norm.acts, [words, alternatives(norm.later)], conditions)
        case RecurringDuty():
            conditions = [("while", norm.while_), ("unless", norm.unless)]
            return _norm(f"{agent} must ", norm.acts, [f"every {duration_text(norm.period)}"], conditions)
        case Exemption():
            return _norm(f"{agent} need not ", norm.acts, [], [("when", norm.when), ("unless", norm.unless)])
        case _:
            assert_never(norm)


def _norm(
    words: str, acts: tuple[Act, ...], timing: list[Doc | str], conditions: Sequence[tuple[str, Expression | None]]
) -> Doc:
    """`timing` and the conditions begin new lines where they do not fit. The conditions stay in the order of the text,
    so that comments stay where they are."""
    given = [(word, formula) for word, formula in conditions if formula is not None]
    given.sort(key=lambda condition: condition[1].span.start)
    limits = [nest(line(), f"{word} ", nest(expression_doc(formula))) for word, formula in given]
    head = concat(words, nest(alternatives(acts)))
    return group(group(head, nest(line(), *timing)) if timing else head, *limits)


def _timing(duty: Duty) -> list[Doc | str]:
    if duty.deadline is None:
        return []
    words = deadline_text(duty.deadline)
    return [f"{words} after ", alternatives(duty.triggers)] if duty.triggers else [words]


def deadline_text(deadline: DurationExpression | str) -> str:
    return "at once" if isinstance(deadline, str) else f"within {duration_text(deadline)}"


def alternatives(acts: Sequence[Expression]) -> Doc:
    """`ACT or ACT`, for acts and for occurrences."""
    first, *others = [expression_doc(act) for act in acts]
    return group(first, *(nest(line(), "or ", act) for act in others)) if others else first
