"""Builds the declarations of vocabulary and behaviour."""

from __future__ import annotations

from typing import Any

from rspverify.source.spans import Span
from rspverify.syntax.build_expressions import ExpressionBuilder
from rspverify.syntax.declarations import (
    ActionDeclaration,
    AlsoDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    DurationReading,
    Effect,
    EntityDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    Initially,
    Spread,
    StatementDeclaration,
    TermDeclaration,
    TermReading,
    Use,
)
from rspverify.syntax.expressions import Call, Expression, Identifier, Quantity

_MODIFIER_ORDER = ("public", "fixed", "varying")


class DeclarationBuilder(ExpressionBuilder):
    """The rules from `use` to `statement`."""

    # ---------------------------------------------------------------- vocabulary

    def use(self, span: Span, parts: list[Any]) -> Use:
        path, prefix = parts
        return Use(span, self.text(path), None if prefix is None else self.label(prefix))

    def entity(self, span: Span, parts: list[Any]) -> EntityDeclaration:
        name, wording = parts
        return EntityDeclaration(span, self.label(name), self.optional_text(wording))

    def enum(self, span: Span, parts: list[Any]) -> EnumDeclaration:
        name, wording, *rest = parts
        values, separators = rest[::2], rest[1::2]
        odd = next((token for token in separators if token != separators[0]), None)
        if odd is not None:
            self.complain(
                "RSP130",
                f"the values of `{name}` are separated by `<` and by `,`",
                self.token_span(odd),
                help="write `<` everywhere for an ordered enum, `,` everywhere for an unordered one",
            )
        ordered = bool(separators) and separators[0] == "<"
        return EnumDeclaration(
            span, self.label(name), self.optional_text(wording), tuple(map(self.usable, values)), ordered
        )

    def individual(self, span: Span, parts: list[Any]) -> IndividualDeclaration:
        names, entity, wording = parts
        return IndividualDeclaration(span, names, self.identifier(entity), self.optional_text(wording))

    def modifiers(self, span: Span, parts: list[Any]) -> list[Any]:
        for index, token in enumerate(parts):
            if token in parts[:index]:
                self.complain("RSP125", f"`{token}` stands here twice", self.token_span(token), help="remove one")
        return parts

    def fact(self, span: Span, parts: list[Any]) -> FactDeclaration:
        modifiers, keyword, name, parameters, type_, wording = parts
        written = [str(token) for token in modifiers or ()]
        return FactDeclaration(
            span,
            "belief" if keyword == "belief" else "fact",
            tuple(word for word in _MODIFIER_ORDER if word in written),  # type: ignore[misc]
            self.usable(name),
            parameters or (),
            type_,
            self.optional_text(wording),
        )

    def duration(self, span: Span, parts: list[Any]) -> DurationDeclaration:
        name, wording, *rest = parts
        length = rest[0] if rest and isinstance(rest[0], Quantity) else None
        readings = () if length is not None else tuple(rest)
        return DurationDeclaration(span, self.usable(name), self.optional_text(wording), length, readings)

    def duration_reading(self, span: Span, parts: list[Any]) -> DurationReading:
        name, wording, length = parts
        return DurationReading(span, self.label(name), self.optional_text(wording), length)

    def define(self, span: Span, parts: list[Any]) -> DefineDeclaration:
        name, parameters, wording, body = parts
        return DefineDeclaration(span, self.usable(name), parameters or (), self.optional_text(wording), body)

    def term(self, span: Span, parts: list[Any]) -> TermDeclaration:
        name, parameters, wording, *readings = parts
        return TermDeclaration(span, self.usable(name), parameters or (), self.optional_text(wording), tuple(readings))

    def term_reading(self, span: Span, parts: list[Any]) -> TermReading:
        name, wording, body = parts
        return TermReading(span, self.label(name), self.optional_text(wording), body)

    # ---------------------------------------------------------------- behaviour

    def action(self, span: Span, parts: list[Any]) -> ActionDeclaration:
        modifiers, name, parameters, agent, wording, requires, effects = parts
        return ActionDeclaration(
            span,
            "action",
            self._public(modifiers, "action"),
            self.usable(name),
            parameters or (),
            self.identifier(agent),
            self.optional_text(wording),
            requires,
            effects or (),
        )

    def event(self, span: Span, parts: list[Any]) -> ActionDeclaration:
        modifiers, name, parameters, wording, requires, effects = parts
        return ActionDeclaration(
            span,
            "event",
            self._public(modifiers, "event"),
            self.usable(name),
            parameters or (),
            None,
            self.optional_text(wording),
            requires,
            effects or (),
        )

    def _public(self, modifiers: list[Any] | None, keyword: str) -> bool:
        """Whether `public` is among the modifiers; anything else is an error."""
        for token in modifiers or ():
            if token != "public":
                self.complain(
                    "RSP126",
                    f"`{token}` cannot stand before `{keyword}`",
                    self.token_span(token),
                    help=f"`{token}` is for facts; remove it",
                )
        return any(token == "public" for token in modifiers or ())

    def also(self, span: Span, parts: list[Any]) -> AlsoDeclaration:
        action, variables, effects = parts
        return AlsoDeclaration(span, self.identifier(action), variables or (), effects)

    def effects(self, _span: Span, parts: list[Any]) -> tuple[Effect, ...]:
        return tuple(parts)

    def effect(self, span: Span, parts: list[Any]) -> Effect:
        negated = parts[0] == "not"
        target, *rest = parts[1:] if negated else parts
        kind, value = ("false" if negated else "true"), None
        if rest and isinstance(rest[0], tuple | str):
            change = rest.pop(0)
            kind, value = change if isinstance(change, tuple) else ("changes", None)
            if negated:
                self.complain(
                    "RSP126",
                    f"`not` cannot stand before an effect with `{kind}`",
                    span,
                    help="`not f(..)` makes a predicate false; for other facts write `f(..) becomes` and the value",
                )
        conditions = [part[0] for part in rest if isinstance(part, list)]
        for formula in conditions[1:]:
            self.complain(
                "RSP125", "this effect has `when` twice", formula.span, help="join the two conditions with `and`"
            )
        spreads = tuple(part for part in rest if isinstance(part, Spread))
        fact = target.name if isinstance(target, Call) else Identifier(target.span, target.name)
        arguments = target.arguments if isinstance(target, Call) else ()
        when = conditions[0] if conditions else None
        return Effect(span, kind, fact, arguments, value, when, spreads)  # type: ignore[arg-type]

    def becomes(self, _span: Span, parts: list[Any]) -> tuple[str, Expression]:
        return "becomes", parts[0]

    def effect_when(self, _span: Span, parts: list[Any]) -> list[Expression]:
        return [parts[1]]

    def spread(self, span: Span, parts: list[Any]) -> Spread:
        _, variable, where = parts
        return Spread(span, variable, where)

    def initially(self, span: Span, parts: list[Any]) -> Initially:
        return Initially(span, parts[0])

    def statement(self, span: Span, parts: list[Any]) -> StatementDeclaration:
        keyword, name, wording, formula = parts
        return StatementDeclaration(span, keyword.value, self.label(name), self.optional_text(wording), formula)
