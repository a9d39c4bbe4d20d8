"""Builds properties, claims, checks and their options."""

from __future__ import annotations

from typing import Any

from rspverify.source.spans import Span
from rspverify.syntax.build_expressions import ExpressionBuilder
from rspverify.syntax.claims import (
    AfterWithin,
    Agree,
    Always,
    AssumingOption,
    BindingOption,
    CanComply,
    CheckDeclaration,
    Complete,
    Consistent,
    Dependence,
    EvenIfOption,
    ExpectOption,
    Keeping,
    KeptTogether,
    Monotone,
    Never,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    Possible,
    PropertyDeclaration,
    ReadingOption,
    UnderOption,
    UpToOption,
    Whatever,
)
from rspverify.syntax.norms import Act


class ClaimBuilder(ExpressionBuilder):
    """The rules from `property` to `expect`."""

    def property(self, span: Span, parts: list[Any]) -> PropertyDeclaration:
        name, wording, claim = parts
        return PropertyDeclaration(span, self.label(name), self.optional_text(wording), claim)

    # ---------------------------------------------------------------- claims

    def never(self, span: Span, parts: list[Any]) -> Never:
        subject, when = parts
        return Never(span, subject, when)

    def always(self, span: Span, parts: list[Any]) -> Always:
        return Always(span, parts[0])

    def only_when(self, span: Span, parts: list[Any]) -> OnlyWhen:
        acts, _, condition = parts
        return OnlyWhen(span, acts, condition)

    def only_after(self, span: Span, parts: list[Any]) -> OnlyAfter:
        acts, _, occurrences, when = parts
        return OnlyAfter(span, acts, occurrences, when)

    def after_within(self, span: Span, parts: list[Any]) -> AfterWithin:
        occurrences, when, acts, deadline = parts
        return AfterWithin(span, occurrences, when, acts, "at once" if isinstance(deadline, str) else deadline)

    def possible(self, span: Span, parts: list[Any]) -> Possible:
        subject, when = parts
        return Possible(span, subject, when)

    def whatever(self, span: Span, parts: list[Any]) -> Whatever:
        policy, status, other, on = parts
        return Whatever(span, status.value, self.identifier(policy), self.identifier(other), on or ())

    def agree(self, span: Span, parts: list[Any]) -> Agree:
        policy, other, on = parts
        return Agree(span, self.identifier(policy), self.identifier(other), on or ())

    def kept_together(self, span: Span, parts: list[Any]) -> KeptTogether:
        policy, other = parts
        return KeptTogether(span, self.identifier(policy), self.identifier(other))

    def keeping(self, span: Span, parts: list[Any]) -> Keeping:
        policy, other = parts
        return Keeping(span, self.identifier(policy), self.identifier(other))

    def dependence(self, span: Span, parts: list[Any]) -> Dependence:
        act, relation, names = parts
        return Dependence(span, act, " ".join(relation.split()), names)  # type: ignore[arg-type]

    def outsiders_can_tell(self, span: Span, parts: list[Any]) -> OutsidersCanTell:
        return OutsidersCanTell(span, parts[0])

    def monotone(self, span: Span, parts: list[Any]) -> Monotone:
        direction, fact, arguments, where, effect, *act = parts
        return Monotone(
            span,
            direction.value,
            self.identifier(fact),
            arguments or None,
            where,
            effect.value if act else f"{effect} duties",  # type: ignore[arg-type]
            act[0] if act else None,
        )

    def consistent(self, span: Span, parts: list[Any]) -> Consistent:
        return Consistent(span, self.identifier(parts[0]))

    def complete(self, span: Span, parts: list[Any]) -> Complete:
        policy, on, when = parts
        return Complete(span, self.identifier(policy), on or (), when)

    def can_comply(self, span: Span, parts: list[Any]) -> CanComply:
        return CanComply(span, self.identifier(parts[0]))

    def on(self, _span: Span, parts: list[Any]) -> tuple[Act, ...]:
        acts: tuple[Act, ...] = parts[0]
        return acts

    # ---------------------------------------------------------------- checks

    def check(self, span: Span, parts: list[Any]) -> CheckDeclaration:
        name, *options = parts
        return CheckDeclaration(span, self.identifier(name), tuple(options))

    def under(self, span: Span, parts: list[Any]) -> UnderOption:
        return UnderOption(span, tuple(map(self.identifier, parts)))

    def reading(self, span: Span, parts: list[Any]) -> ReadingOption:
        word, reading = parts
        return ReadingOption(span, self.identifier(word), self.identifier(reading))

    def binding_option(self, span: Span, parts: list[Any]) -> BindingOption:
        if len(parts) == 1:
            return BindingOption(span, parts[0], None)
        return BindingOption(span, (), self.identifier(parts[1]))

    def assuming(self, span: Span, parts: list[Any]) -> AssumingOption:
        return AssumingOption(span, parts[0])

    def even_if(self, span: Span, parts: list[Any]) -> EvenIfOption:
        return EvenIfOption(span, self.identifier(parts[1]))

    def up_to(self, span: Span, parts: list[Any]) -> UpToOption:
        return UpToOption(span, int(parts[1]))

    def expect(self, span: Span, parts: list[Any]) -> ExpectOption:
        return ExpectOption(span, parts[0].value)
