"""One clause as written becomes a `Clause`: its acts are its agent's, its variables are those of act and occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from rspverify.policy import wording
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import (
    EnumValue,
    Expr,
    Happening,
    Hours,
    Individual,
    Num,
    Occurrence,
    Truth,
    Var,
    Variable,
    Waiting,
)
from rspverify.policy.norms import (
    Clause,
    Duty,
    Exemption,
    Norm,
    Order,
    Permission,
    Prohibition,
    RecurringDuty,
    SolePermission,
)
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_norms_accepted import accepted
from rspverify.policy.resolve_norms_amend import ClauseText
from rspverify.policy.resolve_norms_signatures import Signatures
from rspverify.policy.resolve_words import nodes
from rspverify.policy.scope import Scope
from rspverify.policy.walk import arguments_of, subexpressions
from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax import expressions as syntax
from rspverify.syntax import norms as written

_PLAIN = syntax.Name | syntax.AnyArgument | syntax.Number | syntax.Negative


def resolve_clause(
    text: ClauseText, signatures: Signatures, elaborator: Elaborator, problems: Problems
) -> Clause | None:
    """The clause; None if its agent or one of its acts has a problem, which is recorded."""
    agent = signatures.of(text).agent
    if agent is None:
        return None
    return _Reader(text, agent, signatures, elaborator, problems).clause()


@dataclass(frozen=True)
class _Conditions:
    when: Expr
    unless: Expr
    provided: Expr | None


class _Reader:
    def __init__(
        self, text: ClauseText, agent: Var | Individual, signatures: Signatures, el: Elaborator, problems: Problems
    ) -> None:
        self._text = text
        self._name = text.syntax.name.text
        self._agent = agent
        self._variables = signatures.of(text).variables
        self._el = el
        self._problems = problems
        self._scope = el.scope(text.home, "a clause").with_variables(self._variables)
        binds = signatures.binds(text)
        self._others = tuple(
            el.fresh.variable(one.variable.name.text, el.type_sort(one.variable.type, binds.home))
            for one in (() if binds is None else binds.bindings)
            if binds is not None and one.variable.name.text != text.syntax.norm.agent.text
        )
        self._blamed: set[Variable] = set()

    def clause(self) -> Clause | None:
        norm = self._norm(self._text.syntax.norm)
        conditions = self._conditions(self._text.syntax.norm)
        if norm is None:
            return None
        if isinstance(norm, Permission | SolePermission):
            norm = replace(norm, provided=conditions.provided)
        self._spurious_variables(norm, conditions)
        spoken = self._text.syntax.wording
        return Clause(
            name=self._name,
            wording=wording.plain(self._name) if spoken is None else spoken,
            origin=self._text.origin,
            agent=self._agent,
            variables=self._variables,
            norm=norm,
            when=conditions.when,
            unless=conditions.unless,
            overrides=tuple(dict.fromkeys(one.text for one in self._text.syntax.overrides)),
            span=self._text.syntax.span,
            accepts=accepted(self._text.syntax.accepts, self._problems),
        )

    # ------------------------------------------------------------ norms

    def _norm(self, norm: written.Norm) -> Norm | None:
        acts = self._acts(norm.acts)
        match norm:
            case written.Prohibition():
                return None if acts is None else Prohibition(acts)
            case written.Permission(sole=True):
                return None if acts is None else SolePermission(acts, None)
            case written.Permission():
                return None if acts is None else Permission(acts, None)
            case written.Exemption():
                return None if acts is None else Exemption(acts)
            case written.RecurringDuty(period=length):
                period = self._el.duration(length, self._scope)
                return None if acts is None else RecurringDuty(acts, period)
            case written.Duty():
                return self._duty(norm, acts)
            case written.Order(later=later, at_least=length):
                at_least = None if length is None else self._el.duration(length, self._scope)
                forbidden = self._acts(later)
                return None if acts is None or forbidden is None else Order(acts, forbidden, at_least, norm.each)
            case _:
                assert_never(norm)

    def _duty(self, norm: written.Duty, acts: tuple[Happening, ...] | None) -> Duty | None:
        triggers = [self._pattern(one) for one in norm.triggers]
        match norm.deadline:
            case None:
                deadline: Expr | None = None
            case "at once":
                deadline = Hours(0, span=norm.span)
            case length:
                deadline = self._el.duration(length, self._scope)
        known = tuple(one for one in triggers if one is not None)
        if acts is None or len(known) < len(triggers):
            return None
        return Duty(acts, known, deadline, norm.while_ is not None)

    def _acts(self, acts: Sequence[written.Act]) -> tuple[Happening, ...] | None:
        found: list[Happening] = []
        for act in acts:
            pattern = self._pattern(act)
            if isinstance(pattern, Happening) and self._by_agent(pattern, act):
                found.append(pattern)
        if len(found) < len(acts):
            return None
        self._same_variables(found)
        return tuple(found)

    def _pattern(self, e: syntax.Occurrence) -> Occurrence | None:
        """The act or occurrence, if all its arguments may stand in a clause."""
        given = e.arguments if isinstance(e, syntax.Call | syntax.Breach) else ()
        odd = [one for one in given if not isinstance(one, _PLAIN)]
        for one in odd:
            self._no_pattern(one.span)
        occurrence = None if odd else self._el.occurrence(e, self._within(e))
        if occurrence is None or isinstance(occurrence, Waiting):
            return occurrence
        for argument in arguments_of(occurrence):
            if not isinstance(argument, Var | Individual | EnumValue | Num):
                self._no_pattern(argument.span)
                return None
        advice = "give it a name of its own, such as `x`, which then stands for whoever it is"
        return None if self._speaks_of_others(arguments_of(occurrence), advice) else occurrence

    def _no_pattern(self, span: Span) -> None:
        self._problems.add(
            "RSP259",
            f"`{' '.join(span.text.split())}` cannot be an argument of an act or occurrence in a clause",
            span,
            help="variables, individuals, enum values, numbers and `any` can; name it with a variable "
            "and say in `when` what that is",
        )

    def _by_agent(self, act: Happening, e: written.Act) -> bool:
        action = self._el.action(act.action)
        who = self._text.syntax.norm.agent.text
        declared = (Label(action.span, f"`{act.action}` is declared here"),)
        match action.agent:
            case None:
                event = self._el.names.declared[act.action].kind == "event"
                if event:
                    self._problems.add(
                        "RSP268",
                        f"`{act.action}` is an event: nobody does it, so no clause can be about doing it",
                        e.span,
                        labels=declared,
                        help="a duty can begin with it: `must … within 3 days after …`",
                    )
                return not event
            case Individual(name=name):
                if isinstance(self._agent, Individual) and self._agent.name == name:
                    return True
                self._problems.add(
                    "RSP257",
                    f"only `{name}` can `{act.action}`, and clause `{self._name}` is about `{who}`",
                    e.span,
                    labels=declared,
                    help=f"write the clause for `{name}`",
                )
                return False
            case Variable() as by:
                position = action.parameters.index(by)
        given = act.arguments[position]
        match self._agent, given:
            case (Var(variable=variable), Var(variable=other)) if variable == other:
                return True
            case (Individual(name=name), Individual(name=other_name)) if name == other_name:
                return True
        shown = "any" if given is None else given.span.text
        self._problems.add(
            "RSP257",
            f"clause `{self._name}` is about what `{who}` does, but the `{by.shown}` who does this is `{shown}`",
            e.span,
            labels=declared,
            help=f"`{by.shown}` is who does `{act.action}`: write `{who}` there",
        )
        return False

    def _same_variables(self, acts: list[Happening]) -> None:
        for act in acts[1:]:
            if _variables(act) != _variables(acts[0]):
                odd = [v.shown for v in self._variables if v in _variables(act) ^ _variables(acts[0])]
                self._problems.add(
                    "RSP260",
                    f"the acts of clause `{self._name}` do not have the same variables: "
                    f"`{odd[0]}` stands in one and not in the other",
                    act.span,
                    labels=(Label(acts[0].span, "the first act"),),
                    help="write `any` where it does not matter, or two clauses",
                )
                return

    def _spurious_variables(self, norm: Norm, conditions: _Conditions) -> None:
        """Variables of which only the act that is owed speaks: which one is owed would be all of them."""
        match norm:
            case Duty():
                anchors: Sequence[Occurrence] = norm.triggers
                places: tuple[Expr, ...] = (conditions.when,)
            case RecurringDuty():
                anchors, places = (), (conditions.when,)
            case Order():
                anchors, places = norm.later, (conditions.when, conditions.unless)
            case _:
                return
        spoken = {v for one in anchors for v in _variables(one)} | {v for one in places for v in _inside(one)}
        own = self._agent.variable if isinstance(self._agent, Var) else None
        for variable in self._variables:
            if variable == own or variable in spoken or not any(variable in _variables(act) for act in norm.acts):
                continue
            span = next(a.span for act in norm.acts for a in arguments_of(act) if variable in _inside(a))
            many = "an order's earlier act" if isinstance(norm, Order) else "the act of a duty"
            self._problems.add(
                "RSP261",
                f"`{variable.shown}` stands only in {many}, so `{self._name}` would ask for each `{variable.shown}`",
                span,
                help="write `any` if one is enough",
            )

    # ------------------------------------------------------------ conditions

    def _conditions(self, norm: written.Norm) -> _Conditions:
        when = unless = provided = None
        match norm:
            case written.Permission():
                when, unless, provided = norm.when, norm.unless, norm.provided
            case written.Duty():
                when, unless = norm.when if norm.while_ is None else norm.while_, norm.unless
            case written.RecurringDuty():
                when, unless = norm.while_, norm.unless
            case written.Prohibition() | written.Order() | written.Exemption():
                when, unless = norm.when, norm.unless
            case _:
                assert_never(norm)
        return _Conditions(
            Truth(True) if when is None else self._formula(when),
            Truth(False) if unless is None else self._formula(unless),
            None if provided is None else self._formula(provided),
        )

    def _formula(self, e: syntax.Expression) -> Expr:
        found = self._el.formula(e, self._within(e))
        self._speaks_of_others((found,), "quantify another variable: `some x: … | …`")
        return found

    def _within(self, e: syntax.Expression) -> Scope:
        """The scope of a condition. The policy's other bound variables are in it so that they are recognized, unless
        a quantifier in the condition has a variable of that name."""
        declared = {v.name.text for one in nodes(e) if isinstance(one, syntax.Quantified) for v in one.variables}
        return self._scope.with_variables(one for one in self._others if one.shown not in declared)

    def _speaks_of_others(self, expressions: Iterable[Expr], advice: str) -> bool:
        """Whether some expression uses a variable of other clauses; said once for each variable, with the advice."""
        parts = [part for expression in expressions for part in subexpressions(expression) if isinstance(part, Var)]
        others = [part for part in parts if part.variable in self._others]
        for part in others:
            if part.variable not in self._blamed:
                self._blamed.add(part.variable)
                self._problems.add(
                    "RSP258",
                    f"clause `{self._name}` is about `{self._text.syntax.norm.agent.text}` and cannot use "
                    f"`{part.variable.shown}`, which the policy binds for other clauses",
                    part.span,
                    help=f"{advice}; or write a clause for `{part.variable.shown}`",
                )
        return bool(others)


def _variables(occurrence: Occurrence) -> set[Variable]:
    return {one.variable for one in arguments_of(occurrence) if isinstance(one, Var)}


def _inside(expression: Expr) -> set[Variable]:
    return {part.variable for part in subexpressions(expression) if isinstance(part, Var)}
