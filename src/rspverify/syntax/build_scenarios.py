"""Builds scenarios, their steps, and the module itself."""

from __future__ import annotations

from typing import Any

from rspverify.source.spans import Span
from rspverify.syntax.build_expressions import ExpressionBuilder
from rspverify.syntax.claims import (
    CheckOption,
    Given,
    HasBreached,
    Judged,
    Let,
    Meanwhile,
    Module,
    Owes,
    ScenarioDeclaration,
    So,
    StepOf,
    WaitStep,
)


class ScenarioBuilder(ExpressionBuilder):
    """The rules from `scenario` to `has_breached`, and `module`."""

    def module(self, span: Span, parts: list[Any]) -> Module:
        return Module(span, tuple(parts))

    def scenario(self, span: Span, parts: list[Any]) -> ScenarioDeclaration:
        name, wording, options, *steps = parts
        return ScenarioDeclaration(span, self.label(name), self.optional_text(wording), options, tuple(steps))

    def scenario_options(self, _span: Span, parts: list[Any]) -> tuple[CheckOption, ...]:
        return tuple(parts)

    def let(self, span: Span, parts: list[Any]) -> Let:
        names, entity = parts
        return Let(span, names, self.identifier(entity))

    def given(self, span: Span, parts: list[Any]) -> Given:
        return Given(span, tuple(parts))

    def meanwhile(self, span: Span, parts: list[Any]) -> Meanwhile:
        return Meanwhile(span, tuple(parts))

    def wait_step(self, span: Span, parts: list[Any]) -> WaitStep:
        return WaitStep(span, parts[0])

    def so(self, span: Span, parts: list[Any]) -> So:
        return So(span, parts[0])

    def step_of(self, span: Span, parts: list[Any]) -> StepOf:
        return StepOf(span, parts[0])

    def judged(self, span: Span, parts: list[Any]) -> Judged:
        act, status, clause = parts
        return Judged(span, act, status.value, self.optional_identifier(clause))

    def owes(self, span: Span, parts: list[Any]) -> Owes:
        agent, clause = parts
        return Owes(span, self.identifier(agent), self.identifier(clause))

    def has_breached(self, span: Span, parts: list[Any]) -> HasBreached:
        agent, clause = parts
        return HasBreached(span, self.identifier(agent), self.identifier(clause))
