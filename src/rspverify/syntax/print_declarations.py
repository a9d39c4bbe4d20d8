"""Declarations of vocabulary and behaviour as layout."""

from __future__ import annotations

from typing import assert_never

from rspverify.source.spans import Span
from rspverify.syntax.declarations import (
    ActionDeclaration,
    AlsoDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    Effect,
    EntityDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    Initially,
    Spread,
    StatementDeclaration,
    TermDeclaration,
    Use,
)
from rspverify.syntax.expressions import Call, Expression, Name, VariableDeclaration
from rspverify.syntax.layout import Doc, concat, group, hard, line, nest, separated, text
from rspverify.syntax.print_expressions import (
    expression_doc,
    names_text,
    quantity_text,
    quoted,
    type_text,
    variable_text,
    wording,
)

VocabularyDeclaration = (
    Use
    | EntityDeclaration
    | EnumDeclaration
    | IndividualDeclaration
    | FactDeclaration
    | DurationDeclaration
    | DefineDeclaration
    | TermDeclaration
    | ActionDeclaration
    | AlsoDeclaration
    | Initially
    | StatementDeclaration
)


def declaration_doc(d: VocabularyDeclaration) -> Doc:
    """One declaration, without the line break after it."""
    match d:
        case Use():
            prefix = f" as {d.prefix.text}" if d.prefix else ""
            return text(f"use {quoted(d.path)}{prefix}", d.span)
        case EntityDeclaration():
            return text(f"entity {d.name.text}{wording(d.wording)}", d.span)
        case EnumDeclaration():
            return _enum(d)
        case IndividualDeclaration():
            return text(f"individual {names_text(d.names)}: {d.entity.text}{wording(d.wording)}", d.span)
        case FactDeclaration():
            words = " ".join((*d.modifiers, d.keyword, d.name.text))
            type_ = f": {type_text(d.type)}" if d.type is not None else ""
            return concat(_parameters(words, d.span, d.parameters), f"{type_}{wording(d.wording)}")
        case DurationDeclaration():
            return _duration(d)
        case DefineDeclaration():
            head = _parameters(f"define {d.name.text}", d.span, d.parameters)
            return group(head, f"{wording(d.wording)} =", nest(line(), expression_doc(d.body)))
        case TermDeclaration():
            return _term(d)
        case ActionDeclaration():
            return _action(d)
        case AlsoDeclaration():
            variables = f"({names_text(d.variables)})" if d.variables else ""
            return group(text(f"also {d.action.text}{variables}", d.span), nest(line(), "then ", _effects(d.effects)))
        case Initially():
            return group(text("initially", d.span), nest(line(), expression_doc(d.formula)))
        case StatementDeclaration():
            head_text = text(f"{d.keyword} {d.name.text}{wording(d.wording)}:", d.span)
            return group(head_text, nest(line(), expression_doc(d.formula)))
        case _:
            assert_never(d)


def closing(span: Span) -> Doc:
    """The brace that ends what `span` covers."""
    end = span.end - 1
    return text("}", Span(span.file, end, span.end))


def _parameters(words: str, span: Span, parameters: tuple[VariableDeclaration, ...]) -> Doc:
    if not parameters:
        return text(words, span)
    variables = [text(variable_text(each), each.span) for each in parameters]
    return group(text(f"{words}(", span), nest(line(""), separated(variables, ",")), ")")


def _enum(d: EnumDeclaration) -> Doc:
    values = [text(value.text, value.span) for value in d.values]
    return group(
        text(f"enum {d.name.text}{wording(d.wording)} {{", d.span),
        nest(line(), separated(values, " <" if d.ordered else ",")),
        line(),
        closing(d.span),
    )


def _duration(d: DurationDeclaration) -> Doc:
    head = f"duration {d.name.text}{wording(d.wording)}"
    if d.length is not None:
        return text(f"{head} = {quantity_text(d.length)}", d.span)
    if not d.readings:
        return text(head, d.span)
    readings = [
        text(f"reading {each.name.text}{wording(each.wording)}: {quantity_text(each.length)}", each.span)
        for each in d.readings
    ]
    return group(text(f"{head} {{", d.span), nest(line(), separated(readings, "", flat="  ")), line(), closing(d.span))


def _term(d: TermDeclaration) -> Doc:
    readings = [
        concat(
            hard(each.span),
            group(
                text(f"reading {each.name.text}{wording(each.wording)}:", each.span),
                nest(line(), expression_doc(each.body)),
            ),
        )
        for each in d.readings
    ]
    head = _parameters(f"term {d.name.text}", d.span, d.parameters)
    return concat(head, f"{wording(d.wording)} {{", nest(*readings), hard(), closing(d.span))


def _action(d: ActionDeclaration) -> Doc:
    words = f"{'public ' if d.public else ''}{d.keyword} {d.name.text}"
    agent = f" by {d.agent.text}" if d.agent else ""
    parts: list[Doc | str] = [_parameters(words, d.span, d.parameters), f"{agent}{wording(d.wording)}"]
    if d.requires is not None:
        parts.append(nest(hard(), "requires ", nest(expression_doc(d.requires))))
    if d.effects:
        parts.append(nest(hard(), "then ", _effects(d.effects)))
    return concat(*parts)


def _effects(effects: tuple[Effect, ...]) -> Doc:
    return group(nest(separated([_effect(each) for each in effects], ",")))


def _effect(e: Effect) -> Doc:
    target: Expression = Call(e.span, e.fact, e.arguments) if e.arguments else Name(e.span, e.fact.text)
    head = expression_doc(target)
    if e.kind == "false":
        head = concat("not ", head)
    elif e.kind == "changes":
        head = concat(head, " changes")
    elif e.value is not None:
        head = group(head, " becomes", nest(line(), expression_doc(e.value)))
    limits: list[tuple[int, Doc]] = [(each.span.start, _spread(each)) for each in e.spreads]
    if e.when is not None:
        limits.insert(0, (e.when.span.start, concat("when ", nest(expression_doc(e.when)))))
    # in the order of the text, so that comments stay where they are
    limits.sort(key=lambda limit: limit[0])
    return group(head, *(nest(line(), doc) for _, doc in limits))


def _spread(s: Spread) -> Doc:
    head = text(f"for every {variable_text(s.variable)}", s.span)
    return head if s.where is None else group(head, nest(line(), "where ", nest(expression_doc(s.where))))
