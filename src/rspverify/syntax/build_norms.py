"""Builds policies, clauses and norms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax.build_expressions import ExpressionBuilder
from rspverify.syntax.expressions import Expression, Identifier
from rspverify.syntax.norms import (
    Acceptance,
    Binding,
    ClauseDeclaration,
    Duty,
    Exemption,
    Order,
    Otherwise,
    Permission,
    PolicyDeclaration,
    Prohibition,
    RecurringDuty,
    Repeal,
    SourceNote,
)


@dataclass(frozen=True)
class Condition:
    """`when φ` and its relatives at the end of a clause; `span` is that of the word."""

    span: Span
    word: str
    formula: Expression


@dataclass(frozen=True)
class Timing:
    """`within D after OCC or OCC`, `at once`."""

    deadline: Any
    triggers: tuple[Any, ...]


class NormBuilder(ExpressionBuilder):
    """The rules from `policy` to `timing`."""

    def policy(self, span: Span, parts: list[Any]) -> PolicyDeclaration:
        name, wording, amends, _, in_force, binds, *items = parts
        return PolicyDeclaration(
            span,
            self.label(name),
            self.optional_text(wording),
            self.optional_identifier(amends),
            in_force,
            binds,
            tuple(items),
        )

    def bindings(self, _span: Span, parts: list[Any]) -> tuple[Binding, ...]:
        return tuple(parts)

    def binding(self, span: Span, parts: list[Any]) -> Binding:
        variable, where = parts
        return Binding(span, variable, where)

    def source_note(self, span: Span, parts: list[Any]) -> SourceNote:
        return SourceNote(span, self.text(parts[0]))

    def otherwise(self, span: Span, parts: list[Any]) -> Otherwise:
        return Otherwise(span, parts[0].value)

    def repeal(self, span: Span, parts: list[Any]) -> Repeal:
        return Repeal(span, parts[0])

    def clause(self, span: Span, parts: list[Any]) -> ClauseDeclaration:
        replace, name, wording, overrides, *accepts, norm = parts
        return ClauseDeclaration(
            span,
            replace is not None,
            self.label(name),
            self.optional_text(wording),
            overrides or (),
            norm,
            tuple(accepts),
        )

    def acceptance(self, span: Span, parts: list[Any]) -> Acceptance:
        code, reason = parts
        return Acceptance(span, self.label(code), self.text(reason))

    def overrides(self, _span: Span, parts: list[Any]) -> tuple[Identifier, ...]:
        names: tuple[Identifier, ...] = parts[0]
        return names

    # ---------------------------------------------------------------- norms

    def prohibition(self, span: Span, parts: list[Any]) -> Prohibition:
        agent, acts, *conditions = parts
        said = self._conditions(conditions, "a prohibition", "when", "unless")
        return Prohibition(span, self.identifier(agent), acts, said.get("when"), said.get("unless"))

    def permission(self, span: Span, parts: list[Any]) -> Permission:
        agent, acts, *conditions = parts
        said = self._conditions(conditions, "a permission", "when", "only when", "unless", "provided")
        sole = "only when" in said
        when = said.get("only when") if sole else said.get("when")
        return Permission(span, self.identifier(agent), acts, sole, when, said.get("unless"), said.get("provided"))

    def duty(self, span: Span, parts: list[Any]) -> Duty:
        agent, acts, timing, *conditions = parts
        said = self._conditions(conditions, "a duty", "when", "while", "unless")
        deadline, triggers = (timing.deadline, timing.triggers) if timing else (None, ())
        return Duty(
            span,
            self.identifier(agent),
            acts,
            deadline,
            triggers,
            said.get("when"),
            said.get("while"),
            said.get("unless"),
        )

    def order(self, span: Span, parts: list[Any]) -> Order:
        agent, acts, _, at_least, each, later, *conditions = parts
        said = self._conditions(conditions, "an order", "when", "unless")
        return Order(
            span,
            self.identifier(agent),
            acts,
            at_least,
            each is not None,
            later,
            said.get("when"),
            said.get("unless"),
        )

    def recurring_duty(self, span: Span, parts: list[Any]) -> RecurringDuty:
        agent, acts, period, *conditions = parts
        said = self._conditions(conditions, "a recurring duty", "while", "unless")
        return RecurringDuty(span, self.identifier(agent), acts, period, said.get("while"), said.get("unless"))

    def exemption(self, span: Span, parts: list[Any]) -> Exemption:
        agent, acts, *conditions = parts
        said = self._conditions(conditions, "an exemption", "when", "unless")
        return Exemption(span, self.identifier(agent), acts, said.get("when"), said.get("unless"))

    def condition(self, _span: Span, parts: list[Any]) -> Condition:
        word, formula = parts
        return Condition(self.token_span(word), " ".join(word.split()), formula)

    def timing(self, _span: Span, parts: list[Any]) -> Timing:
        deadline, triggers = parts
        return Timing("at once" if isinstance(deadline, str) else deadline, triggers or ())

    def _conditions(self, conditions: list[Condition], norm: str, *allowed: str) -> dict[str, Expression]:
        """The conditions of a norm by their words: each once, only those allowed, and only one of `when`, `only
        when` and `while`."""
        said: dict[str, Condition] = {}
        for condition in conditions:
            word = condition.word
            main = next((said[other] for other in ("when", "only when", "while") if other in said), None)
            if word not in allowed:
                listed = " and ".join(f"`{each}`" for each in allowed)
                self.complain("RSP126", f"{norm} has no `{word}`", condition.span, help=f"{norm} may have {listed}")
            elif word in said:
                self.complain(
                    "RSP125",
                    f"this clause has `{word}` twice",
                    condition.span,
                    help=f"join the two conditions with `{'or' if word == 'unless' else 'and'}`",
                    labels=(Label(said[word].span, "the first one"),),
                )
            elif word in ("when", "only when", "while") and main is not None:
                self.complain(
                    "RSP125",
                    f"this clause has both `{main.word}` and `{word}`",
                    condition.span,
                    help="keep one of them and join the conditions with `and`",
                    labels=(Label(main.span, "the other one"),),
                )
            else:
                said[word] = condition
        return {word: condition.formula for word, condition in said.items()}
