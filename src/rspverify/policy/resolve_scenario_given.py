"""What a scenario sets: literals and equations after `given` and `meanwhile`, and names of members made constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from rspverify.policy.claims import Assign, AssignDuration
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.elaborate_names import check_arguments
from rspverify.policy.expressions import (
    Arithmetic,
    Breaching,
    DefineOf,
    DurationRef,
    EnumValue,
    Expr,
    Happening,
    Hours,
    Individual,
    Now,
    Num,
    TermOf,
    Truth,
    Var,
)
from rspverify.policy.names import Declared
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import unknown
from rspverify.policy.sorts import BOOL
from rspverify.policy.walk import subexpressions
from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax import expressions as syntax
from rspverify.syntax.claims import Given, Meanwhile


class Givens:
    """Resolves what is set. `scope` knows the members, as variables; they leave here as individuals."""

    def __init__(self, el: Elaborator, scope: Scope) -> None:
        self._el = el
        self._scope = scope
        self._members = {name: Individual(name, variable.sort) for name, variable in scope.variables.items()}
        self._said: dict[object, Span] = {}

    def ground(self, expr: Expr) -> Expr:
        """The expression with members as individuals."""
        changed = _grounded(expr, self._members)
        assert isinstance(changed, Expr)
        return changed

    def ground_act(self, act: Happening) -> Happening:
        """The act with members as individuals."""
        return Happening(
            act.action, tuple(None if one is None else self.ground(one) for one in act.arguments), span=act.span
        )

    def first(self, step: Given) -> list[Assign | AssignDuration]:
        """What holds in the first state."""
        found: list[Assign | AssignDuration] = []
        for e in step.literals:
            one = self._duration(e) or self._assign(e, "given")
            if one is not None and self._once(one, self._said):
                found.append(one)
        return found

    def meanwhile(self, step: Meanwhile) -> tuple[Assign, ...]:
        """What holds after a wait of no time: varying facts only."""
        said: dict[object, Span] = {}
        found: list[Assign] = []
        for e in step.literals:
            one = self._assign(e, "meanwhile")
            if one is None or not self._once(one, said):
                continue
            fact = self._el.fact(one.fact)
            if fact.kind == "varying":
                found.append(one)
                continue
            self._el.problems.add(
                "RSP292",
                f"`{one.fact}` does not change by itself",
                e.span,
                labels=(Label(fact.span, "not declared as `varying`"),),
                help="`meanwhile` takes varying facts and beliefs; other facts change by what happens",
            )
        return tuple(found)

    # ------------------------------------------------------------ one literal or equation

    def _duration(self, e: syntax.Expression) -> AssignDuration | None:
        if not isinstance(e, syntax.Comparison) or not isinstance(e.left, syntax.Name):
            return None
        found = self._el.names.find(e.left.name, self._scope.home)
        if found is None or found.kind != "duration" or e.operator != "=":
            return None
        length = self._el.length(found.name)
        if length.hours is not None or length.readings:
            advice = f"`reading {e.left.name} as …` chooses one of its readings" if length.readings else None
            self._el.problems.add(
                "RSP291",
                f"the length of `{e.left.name}` is declared and cannot be given",
                e.span,
                labels=(Label(found.span, "declared here"),),
                help=advice,
            )
        elif not isinstance(e.right, syntax.Quantity):
            self._el.problems.add(
                "RSP291",
                f"`{e.right.span.text}` is not a length of time with its unit",
                e.right.span,
                help=f"write `{e.left.name} = 3 days`",
            )
        else:
            hours = self._el.duration(e.right, self._scope)
            if isinstance(hours, Hours):
                if hours.hours < 1:
                    self._el.problems.add(
                        "RSP291", f"`{e.left.name}` is at least an hour, whatever it is", e.right.span
                    )
                return AssignDuration(found.name, hours.hours, e.span)
        return AssignDuration(found.name, 1, e.span)

    def _assign(self, e: syntax.Expression, word: str) -> Assign | None:
        match e:
            case syntax.Not(operand=syntax.Call() | syntax.Name() as place):
                return self._predicate(e, place, False, word)
            case syntax.Call() | syntax.Name():
                return self._predicate(e, e, True, word)
            case syntax.Comparison(operator="=", left=syntax.Call() | syntax.Name() as place, right=right):
                return self._equation(e, place, right, word)
            case _:
                self._neither(e, word)
                return None

    def _predicate(
        self, e: syntax.Expression, place: syntax.Call | syntax.Name, value: bool, word: str
    ) -> Assign | None:
        found = self._fact(place, word)
        if found is None:
            return None
        if self._el.fact(found.name).sort != BOOL:
            if not unknown(self._el.fact(found.name).sort):
                self._el.problems.add(
                    "RSP291",
                    f"`{word}` does not say which value `{place.span.text}` has",
                    e.span,
                    help=f"write `{place.span.text} = …`",
                )
            return None
        arguments = self._arguments(found, place)
        return None if arguments is None else Assign(found.name, arguments, Truth(value, span=e.span), e.span)

    def _equation(
        self, e: syntax.Expression, place: syntax.Call | syntax.Name, right: syntax.Expression, word: str
    ) -> Assign | None:
        found = self._fact(place, word)
        if found is None:
            return None
        sort = self._el.fact(found.name).sort
        if sort == BOOL:
            self._el.problems.add(
                "RSP291",
                f"`{place.span.text}` is a predicate and has no value",
                e.span,
                help=f"write `{place.span.text}` or `not {place.span.text}`",
            )
            return None
        arguments = self._arguments(found, place)
        value = self.ground(self._el.argument(right, self._scope, sort))
        if arguments is None or unknown(self._el.sort_of(value)) or unknown(sort):
            return None
        if not self.constant(value, moments=True):
            return None
        return Assign(found.name, arguments, value, e.span)

    def _fact(self, place: syntax.Call | syntax.Name, word: str) -> Declared | None:
        name = place.name if isinstance(place, syntax.Name) else place.name.text
        span = place.span if isinstance(place, syntax.Name) else place.name.span
        found = self._el.names.find(name, self._scope.home)
        if found is not None and found.kind in ("define", "term"):
            self._el.problems.add(
                "RSP291",
                f"`{name}` is a {found.kind}: `{word}` sets facts",
                span,
                labels=(Label(found.span, "declared here"),),
                help="set the facts that it speaks of",
            )
            return None
        return self._el.names.resolve(name, span, ("fact",), self._scope.home)

    def _arguments(self, found: Declared, place: syntax.Call | syntax.Name) -> tuple[Expr, ...] | None:
        given = place.arguments if isinstance(place, syntax.Call) else ()
        parameters = self._el.fact(found.name).parameters
        arguments = check_arguments(self._el, found, parameters, given, place.span, self._scope)
        if arguments is None:
            return None
        grounded = tuple(self.ground(one) for one in arguments)
        return grounded if all(self.constant(one) for one in grounded) else None

    def constant(self, one: Expr, *, moments: bool = False) -> bool:
        """Whether an expression is the same in all states; if not, the problem is recorded. `moments` that are reckoned
        from the present one are fine too, where they are asked for."""
        allowed: tuple[type[Expr], ...] = (Individual, EnumValue, Num)
        if moments:
            allowed = (*allowed, Now, Hours, DurationRef, Arithmetic)
        if all(isinstance(part, allowed) for part in subexpressions(one)):
            return True
        self._el.problems.add(
            "RSP293",
            f"`{one.span.text}` is not a member, an enum value or a number",
            one.span,
            help="a scenario says what it means: introduce a member with `let`, or name a value",
        )
        return False

    def _once(self, one: Assign | AssignDuration, said: dict[object, Span]) -> bool:
        key = one.duration if isinstance(one, AssignDuration) else (one.fact, one.arguments)
        if key in said:
            self._el.problems.add(
                "RSP298",
                f"`{' '.join(one.span.text.split())}` sets what is set already",
                one.span,
                labels=(Label(said[key], "set here first"),),
                help="leave one of the two out",
            )
            return False
        said[key] = one.span
        return True

    def _neither(self, e: syntax.Expression, word: str) -> None:
        self._el.problems.add(
            "RSP291",
            f"`{' '.join(e.span.text.split())}` is neither a literal nor an equation",
            e.span,
            help=f"`{word}` takes `f(a)`, `not f(a)` and `f(a) = value`, with commas between them",
        )


def _grounded(value: object, members: Mapping[str, Individual]) -> object:
    """An expression (or a part of one) with members for their variables. Bodies of defines and terms, which cannot have
    such variables, stay as they are."""
    match value:
        case Var(variable=variable) if variable.shown in members:
            return replace(members[variable.shown], span=value.span)
        case DefineOf(arguments=arguments) | TermOf(arguments=arguments):
            changes: dict[str, Any] = {"arguments": _grounded(arguments, members)}
            return replace(value, **changes)
        case Expr() | Happening() | Breaching():
            changes = {}
            for one in fields(value):
                old = getattr(value, one.name)
                new = _grounded(old, members)
                if new is not old:
                    changes[one.name] = new
            return replace(value, **changes) if changes else value
        case tuple():
            changed = tuple(_grounded(one, members) for one in value)
            return changed if any(new is not old for new, old in zip(changed, value, strict=True)) else value
        case _:
            return value
