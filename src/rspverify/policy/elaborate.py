"""Expressions as written become resolved expressions: names are looked up, sorts are checked, sugar goes.

The way in is `Elaborator`. What it meets for the first time (a fact, an action, a define …) it resolves from its
declaration then and there, so that declarations may stand in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from rspverify.policy import elaborate_comparisons as comparisons
from rspverify.policy import elaborate_names as applications
from rspverify.policy import elaborate_occurrences as occurrences
from rspverify.policy import elaborate_values as values
from rspverify.policy import resolve_words, signatures, sort_rules
from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    Expr,
    Happening,
    Hours,
    Iff,
    Implies,
    Not,
    Now,
    Num,
    Occurrence,
    Once,
    Or,
    Previously,
    Quantified,
    Since,
    Truth,
    Variable,
)
from rspverify.policy.names import Declared, Home, Names
from rspverify.policy.problems import Problems
from rspverify.policy.scope import ClauseSignatures, FreshNames, Scope
from rspverify.policy.signatures import ActionSignature
from rspverify.policy.sort_rules import alike, broken, describe, unknown
from rspverify.policy.sorts import BOOL, TIME, EntitySort, EnumSort, IntSort, Sort
from rspverify.policy.vocabulary import Define, Duration, Fact, Term
from rspverify.source.diagnostics import Label
from rspverify.syntax import expressions as syntax

MAX_DEPTH = 60
"""How deep expressions may be nested."""


class Elaborator:
    """Resolves expressions, types and occurrences. What fails is recorded in `problems`, and a stand-in is returned, so
    that the caller can go on; callers need not test for it."""

    def __init__(
        self,
        names: Names,
        problems: Problems,
        clauses: ClauseSignatures | None = None,
        *,
        known: signatures.Known | None = None,
    ) -> None:
        self.names = names
        self.problems = problems
        self.clauses = clauses
        self.fresh = FreshNames() if known is None else known.fresh
        self.known = signatures.Known(self.fresh) if known is None else known
        self.depth = 0

    def with_clauses(self, clauses: ClauseSignatures) -> Elaborator:
        """The same elaborator, which now knows what clauses are about. Before, `breach of P.c(..)` and
        `applies P.c(..)` are left unresolved without a problem."""
        resolve_words.forget_words(self)
        return Elaborator(self.names, self.problems, clauses, known=self.known)

    def scope(self, home: Home, place: str) -> Scope:
        """A scope without variables in which the past is allowed; use `dataclasses.replace` for other flags."""
        return Scope(home, self.fresh, place=place)

    # ------------------------------------------------------------ expressions

    def formula(self, e: syntax.Expression, scope: Scope) -> Expr:
        """A formula (sort BOOL)."""
        found = self.expression(e, scope, BOOL)
        sort = self.sort_of(found)
        if unknown(sort):
            return Truth(True, span=e.span)
        if sort != BOOL:
            self.problems.add(
                "RSP207",
                f"a formula is needed here, but `{e.span.text}` is {describe(sort)}",
                e.span,
                help="a formula is true or false; compare the value with something, for example with `=`",
            )
            return Truth(True, span=e.span)
        return found

    def value(self, e: syntax.Expression, scope: Scope, expected: Sort | None) -> Expr:
        """A value, of a sort like `expected` if that is given (for numbers, any number)."""
        found = self.expression(e, scope, expected)
        return found if self.conforms(found, e, scope, expected) else broken(e.span)

    def argument(self, e: syntax.Expression, scope: Scope, expected: Sort) -> Expr:
        """A value that is in `expected` for certain: as `value`, and a number must be within the bounds."""
        found = self.value(e, scope, expected)
        actual = self.sort_of(found)
        if sort_rules.contains(expected, actual):
            return found
        text = e.span.text
        if isinstance(found, Num):
            self.problems.add("RSP209", f"`{text}` is outside of `{sort_rules.shown(expected)}`", e.span)
        else:
            limits = sort_rules.shown(expected)
            free = (n for n in ("n", "k", "i", "j") if scope.variable(n) is None and not self.names.find(n, scope.home))
            new = next(free, "another")
            value = f"({text})" if isinstance(e, syntax.Conditional) else text
            self.problems.add(
                "RSP209",
                f"`{text}` may be outside of `{limits}`",
                e.span,
                help=f"its values are `{sort_rules.shown(actual)}`; bind one in range: "
                f"`some {new}: {limits} | {new} = {value} and …`",
            )
        return broken(e.span)

    def expression(self, e: syntax.Expression, scope: Scope, expected: Sort | None = None) -> Expr:
        """Whatever it is, formula or value. `expected` only helps to tell what an unknown name stands for."""
        if self.depth >= MAX_DEPTH:
            self.problems.add("RSP242", f"expressions are nested more than {MAX_DEPTH} deep here", e.span)
            return broken(e.span)
        self.depth += 1
        try:
            return self._expression(e, scope, expected)
        finally:
            self.depth -= 1

    def _expression(self, e: syntax.Expression, scope: Scope, expected: Sort | None) -> Expr:
        match e:
            case syntax.Name():
                identifier = syntax.Identifier(e.span, e.name)
                return applications.application(self, identifier, None, e.span, scope, expected)
            case syntax.Call():
                return applications.application(self, e.name, e.arguments, e.span, scope, expected)
            case syntax.AnyArgument():
                self.problems.add(
                    "RSP217",
                    "`any` stands only for an argument of an act or an occurrence",
                    e.span,
                    help="for a fact, quantify: `some x: T | …`",
                )
                return broken(e.span)
            case syntax.Number(value=number):
                return Num(number, span=e.span)
            case syntax.Quantity(amount=amount, unit=unit):
                return Hours(values.hours(amount, unit), amount, unit, span=e.span)
            case syntax.Now():
                if scope.fixed_only:
                    self._not_fixed(e, scope)
                return Now(span=e.span)
            case syntax.Not(operand=operand):
                return Not(self.formula(operand, scope), span=e.span)
            case syntax.Negative():
                return values.negative(self, e, scope)
            case syntax.Binary():
                return self._binary(e, scope, expected)
            case syntax.Comparison():
                return comparisons.comparison(self, e, scope)
            case syntax.Membership():
                return comparisons.membership(self, e, scope)
            case syntax.Past():
                return self._past(e, scope)
            case syntax.Elapsed():
                return occurrences.elapsed(self, e, scope)
            case syntax.Quantified():
                return self._quantified(e, scope)
            case syntax.Conditional():
                return values.conditional(self, e, scope, expected)
            case syntax.NormOfAct():
                return occurrences.norm_of_act(self, e, scope)
            case syntax.NormOfClause():
                return occurrences.norm_of_clause(self, e, scope)
            case syntax.Breach() | syntax.WaitOccurrence():
                return occurrences.occurs(self, e, scope)
            case _:
                assert_never(e)

    def sort_of(self, expr: Expr) -> Sort:
        """The sort of a resolved expression (`sort_rules.UNKNOWN` for a stand-in)."""
        return sort_rules.sort_of(expr)

    def conforms(self, found: Expr, e: syntax.Expression, scope: Scope, expected: Sort | None) -> bool:
        """Whether a value has the sort expected; if not, the problem is recorded."""
        actual = self.sort_of(found)
        if unknown(actual):
            return False
        if actual == BOOL and expected != BOOL:
            self.problems.add(
                "RSP207",
                f"a value is needed here, but `{e.span.text}` is a formula",
                e.span,
                help="a predicate is true or false: write `f(x)` or `not f(x)`",
            )
            return False
        if expected is None or alike(actual, expected):
            return True
        place = scope.free.place(e.name) if isinstance(e, syntax.Name) and scope.free is not None else None
        if isinstance(e, syntax.Name) and place is not None and e.name not in scope.variables:
            self.problems.add(
                "RSP219",
                f"`{e.name}` stands for {describe(expected)} here and for {describe(actual)} elsewhere",
                e.span,
                labels=(Label(place, f"{describe(actual)} here"),),
                help="use two names",
            )
        else:
            self.problems.add(
                "RSP206",
                f"`{e.span.text}` is {describe(actual)}, but {describe(expected)} is needed here",
                e.span,
                help=values.advice(actual, expected),
            )
        return False

    # ------------------------------------------------------------ types, variables, occurrences

    def type_sort(self, e: syntax.TypeExpression, home: Home) -> Sort:
        """The sort that a type stands for."""
        match e:
            case syntax.TimeType():
                return TIME
            case syntax.IntegerType(low=low, high=high):
                return IntSort(low, high)  # the parser has rejected empty ranges
            case syntax.NamedType(name=name):
                found = self.names.resolve(name, e.span, ("entity", "enum"), home)
                return sort_rules.UNKNOWN if found is None else signatures.named_sort(self, found)
            case _:
                assert_never(e)

    def declare(
        self, declarations: Iterable[syntax.VariableDeclaration], scope: Scope, *, counted: bool = True
    ) -> tuple[tuple[Variable, ...], Scope]:
        """New variables, and the scope with them. With `counted`, their sorts must be ones that one can quantify over
        (entities, enums, bounded numbers)."""
        found: list[Variable] = []
        for one in declarations:
            sort = self.type_sort(one.type, scope.home)
            if counted and not unknown(sort) and not sort_rules.countable(sort):
                self.problems.add(
                    "RSP211",
                    f"`{one.name.text}` cannot stand for every {'number' if isinstance(sort, IntSort) else 'moment'}",
                    one.type.span,
                    help="variables are of an entity, an enum or a bounded number such as `0..10`",
                )
                sort = sort_rules.UNKNOWN
            self.check_variable(one.name, scope)
            variable = scope.fresh(one.name.text, sort)
            found.append(variable)
            scope = scope.with_variables((variable,))
        return tuple(found), scope

    def check_variable(self, name: syntax.Identifier, scope: Scope) -> None:
        """Records a problem if a new variable cannot have this name."""
        signatures.check_variable(self, name, scope)

    def happening(
        self, e: syntax.Call | syntax.Name, scope: Scope, *, allow_any: bool, allow_bare: bool = False
    ) -> Happening | None:
        """An act or event. `allow_bare`: a name alone stands for `any` in each place."""
        return occurrences.happening(self, e, scope, allow_any=allow_any, allow_bare=allow_bare)

    def occurrence(self, e: syntax.Occurrence, scope: Scope) -> Occurrence | None:
        """An act, an event, a `wait` or a breach, with `any` allowed."""
        return occurrences.occurrence(self, e, scope)

    def duration(self, e: syntax.DurationExpression, scope: Scope) -> Expr:
        """A length given in the text (`Hours`) or a declared one (`DurationRef`)."""
        return values.duration(self, e, scope)

    # ------------------------------------------------------------ declarations by full name

    def entity(self, identifier: syntax.Identifier, home: Home) -> EntitySort | None:
        """The entity that a name in the text stands for."""
        found = self.names.resolve(identifier.text, identifier.span, ("entity",), home)
        return None if found is None else EntitySort(found.name)

    def enum_sort(self, declared: Declared) -> EnumSort:
        return signatures.enum_sort(self, declared)

    def fact(self, name: str) -> Fact:
        """The fact of that full name, which must be declared."""
        return signatures.fact(self, self.names.declared[name])

    def action(self, name: str) -> ActionSignature:
        """What an action or event of that full name is about."""
        return signatures.action(self, self.names.declared[name])

    def length(self, name: str) -> Duration:
        """The duration of that full name."""
        return signatures.duration(self, self.names.declared[name])

    def define(self, name: str) -> Define | None:
        """The define of that full name; None if it is one of a cycle."""
        found = resolve_words.word(self, name)
        return found if isinstance(found, Define) else None

    def term(self, name: str) -> Term | None:
        """The term of that full name; None if it is one of a cycle."""
        found = resolve_words.word(self, name)
        return found if isinstance(found, Term) else None

    def hint_free(self, expressions: Sequence[syntax.Expression], scope: Scope) -> None:
        """Looks at where unknown names stand as arguments, so that `r != l` can be understood if `r` has its sort from
        a later place. To be called before the expressions of one claim are elaborated, if `scope.free` is set."""
        if scope.free is not None:
            for one in expressions:
                applications.hint(self, one, scope)

    # ------------------------------------------------------------ formulas

    def _binary(self, e: syntax.Binary, scope: Scope, expected: Sort | None) -> Expr:
        match e.operator:
            case "and" | "or":
                parts = tuple(self.formula(part, scope) for part in _chain(e))
                return And(parts, span=e.span) if e.operator == "and" else Or(parts, span=e.span)
            case "implies":
                return Implies(self.formula(e.left, scope), self.formula(e.right, scope), span=e.span)
            case "iff":
                return Iff(self.formula(e.left, scope), self.formula(e.right, scope), span=e.span)
            case "since":
                if not self.past_allowed("since", e, scope):
                    return broken(e.span)
                inner = scope.in_past()
                return Since(self.formula(e.left, inner), self.formula(e.right, inner), span=e.span)
            case "+" | "-" | "*":
                return values.arithmetic(self, e, scope, expected)
            case _:
                assert_never(e.operator)

    def _past(self, e: syntax.Past, scope: Scope) -> Expr:
        if not self.past_allowed(e.operator, e, scope):
            return broken(e.span)
        operand = self.formula(e.operand, scope.in_past())
        match e.operator:
            case "once":
                return Once(operand, span=e.span)
            case "previously":
                return Previously(operand, span=e.span)
            case "always so far":
                return AlwaysSoFar(operand, span=e.span)
            case _:
                assert_never(e.operator)

    def _quantified(self, e: syntax.Quantified, scope: Scope) -> Expr:
        variables, inner = self.declare(e.variables, scope)
        where = None if e.where is None else self.formula(e.where, inner)
        body = self.formula(e.body, inner)
        count = e.count or 0
        if e.quantifier == "no":
            return Quantified("at most", 0, variables, where, body, span=e.span)
        return Quantified(e.quantifier, count, variables, where, body, span=e.span)

    def past_allowed(self, word: str, e: syntax.Expression, scope: Scope) -> bool:
        """Whether the past may be spoken of here; if not, the problem is recorded."""
        if scope.fixed_only:
            self._not_fixed(e, scope)
        elif not scope.past:
            self.problems.add(
                "RSP215",
                f"`{word}` speaks of the past, which {scope.place} cannot",
                e.span,
                help="say it with facts of the state itself",
            )
        return scope.past and not scope.fixed_only

    def _not_fixed(self, e: syntax.Expression, scope: Scope) -> None:
        self.problems.add(
            "RSP243", f"{scope.place} may speak only of fixed facts and individuals, not of `{e.span.text}`", e.span
        )


def _chain(e: syntax.Binary) -> list[syntax.Expression]:
    """The operands of a chain of the same operator, from left to right."""
    parts = [e.right]
    left = e.left
    while isinstance(left, syntax.Binary) and left.operator == e.operator:
        parts.append(left.right)
        left = left.left
    return [left, *reversed(parts)]


def without_past(scope: Scope) -> Scope:
    """The scope in which the past cannot be spoken of (`initially`, `axiom`)."""
    return replace(scope, past=False, occurrences=False)
