"""What the clauses of all policies are about, found from acts and occurrences alone, before any condition is read.

So conditions, and claims too, can speak of `breach of P.c(..)` and `applies P.c(..)` of any clause. A variable gets its
sort from the first place where it is an argument of an act or event; failing that, from its place in a `breach of`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import Individual, Var, Variable
from rspverify.policy.names import Home, Names
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_norms_amend import BindsText, ClauseText, PolicyText, amended_policies
from rspverify.policy.sort_rules import UNKNOWN, unknown
from rspverify.policy.sorts import EntitySort, IntSort, Sort
from rspverify.source.spans import Span
from rspverify.syntax.expressions import Breach, Call, Expression, Identifier, Name, Occurrence, WaitOccurrence
from rspverify.syntax.norms import Duty, Exemption, Norm, Order, Permission, Prohibition, RecurringDuty

ClauseKey = tuple[str, str]
"""The policy whose text holds a clause, and the clause's name."""

Place = tuple[ClauseKey, str]
"""A clause and one of its variables."""


@dataclass(frozen=True)
class Signature:
    """`agent`: the variable (then `variables[0]`) or the individual; None if a problem with it is recorded."""

    agent: Var | Individual | None
    variables: tuple[Variable, ...]


class Signatures:
    """The signatures of all clauses (`scope.ClauseSignatures`), and the policies as texts that they come from.

    `elaborator` is one that does not know clauses yet: `elaborator.with_clauses(Signatures(…))` does.
    """

    def __init__(self, names: Names, elaborator: Elaborator, problems: Problems) -> None:
        self.texts: dict[str, PolicyText] = amended_policies(names, problems)
        self._names = names
        self._elaborator = elaborator
        self._problems = problems
        self._done: dict[ClauseKey, Signature] = {}
        self._sorts: dict[Place, Sort] = {}
        self._written: dict[ClauseKey, ClauseText] = {
            (text.origin, text.syntax.name.text): text
            for policy in self.texts.values()
            for text in policy.clauses.values()
        }

    # ------------------------------------------------------------ what scopes ask for

    def signature(self, policy: str, clause: str) -> tuple[Variable, ...] | None:
        text = self._text(policy, clause)
        return None if text is None else self.of(text).variables

    def clauses(self, policy: str) -> tuple[str, ...]:
        return tuple(self.texts[policy].clauses) if policy in self.texts else ()

    def breachable(self, policy: str, clause: str) -> bool:
        text = self._text(policy, clause)
        match None if text is None else text.syntax.norm:
            case Permission(sole=sole):
                return sole
            case Exemption():
                return False
            case _:
                return True

    # ------------------------------------------------------------ what policies are made of

    def of(self, text: ClauseText) -> Signature:
        """The signature of a clause as written."""
        key = (text.origin, text.syntax.name.text)
        if key not in self._done:
            self._done[key] = self._signature(key, text)
        return self._done[key]

    def binds(self, text: ClauseText) -> BindsText | None:
        """The `binds` that a clause's words refer to: that of the policy in which it was written."""
        return self.texts[text.origin].binds

    def _text(self, policy: str, clause: str) -> ClauseText | None:
        return self.texts[policy].clauses.get(clause) if policy in self.texts else None

    def _signature(self, key: ClauseKey, text: ClauseText) -> Signature:
        agent = self._agent(text)
        variables: list[Variable] = [agent.variable] if isinstance(agent, Var) else []
        for shown, span in self._variables(text).items():
            self._elaborator.check_variable(Identifier(span, shown), self._elaborator.scope(text.home, "a clause"))
            sort = self._sort(key, shown)
            if sort is None:
                self._problems.add(
                    "RSP266",
                    f"it cannot be told what `{shown}` stands for in clause `{text.syntax.name.text}`",
                    span,
                    help="let it be an argument of the act or of an event too, or write `any`",
                )
            variables.append(self._elaborator.fresh.variable(shown, UNKNOWN if sort is None else sort))
        return Signature(agent, tuple(variables))

    def _agent(self, text: ClauseText) -> Var | Individual | None:
        agent, binds = text.syntax.norm.agent, self.binds(text)
        for binding in () if binds is None else binds.bindings:
            if binds is not None and binding.variable.name.text == agent.text:
                sort = self._elaborator.type_sort(binding.variable.type, binds.home)
                bound = sort if isinstance(sort, EntitySort) else UNKNOWN
                return Var(self._elaborator.fresh.variable(agent.text, bound), span=agent.span)
        found = self._names.find(agent.text, text.home)
        if found is not None and found.kind == "individual":
            value = self._elaborator.value(Name(agent.span, agent.text), self._elaborator.scope(text.home, ""), None)
            return value if isinstance(value, Individual) and not unknown(value.sort) else None
        self._no_agent(agent, text, binds)
        return None

    def _no_agent(self, agent: Identifier, text: ClauseText, binds: BindsText | None) -> None:
        bound = [] if binds is None else [f"`{one.variable.name.text}`" for one in binds.bindings]
        near = self._names.suggest(agent.text, ("individual",), text.home)
        if bound:
            advice = f"policy `{text.origin}` binds {', '.join(bound)}"
        elif near is not None:
            advice = f"an individual with a similar name exists: `{self._names.shown(near, text.home)}`"
        else:
            advice = f"say whom the policy binds: `policy {text.origin} binds {agent.text}: T`"
        self._problems.add(
            "RSP256",
            f"`{agent.text}` is neither a variable that policy `{text.origin}` binds nor an individual",
            agent.span,
            help=advice,
        )

    # ------------------------------------------------------------ variables and their sorts

    def _variables(self, text: ClauseText) -> dict[str, Span]:
        """The names that are variables in act and occurrence, other than the agent. One that the policy binds for other
        clauses is a mistake (RSP258), but counts, so that nothing is wrong with what names the clause."""
        found: dict[str, Span] = {}
        for name in argument_names(occurrences_of(text.syntax.norm)):
            if (
                name.name != text.syntax.norm.agent.text
                and "." not in name.name
                and self._names.find(name.name, text.home) is None
            ):
                found.setdefault(name.name, name.span)
        return found

    def _sort(self, key: ClauseKey, shown: str) -> Sort | None:
        """The sort of a clause's variable; None if no place tells. Follows `breach of` from clause to clause."""
        pending, seen = deque([(key, shown)]), {(key, shown)}
        failed = False
        while pending:
            place = pending.popleft()
            sort = self._sorts.get(place) or self._told(place)
            if sort is not None:
                self._sorts.update(dict.fromkeys(seen, sort))
                return sort
            for there in self._breached(place):
                failed = failed or there is None
                if there is not None and there not in seen:
                    seen.add(there)
                    pending.append(there)
        return UNKNOWN if failed else None

    def _told(self, place: Place) -> Sort | None:
        """The sort that the acts and events of a clause give to its variable, or else the agents of other clauses."""
        key, shown = place
        sorts = list(self._argument_sorts(self._written[key], shown))
        if sorts:
            return _narrowest(sorts)
        for breach, position in self._breach_arguments(place):
            agent = self._breached_agent(breach, self._written[key].home)
            if position == 0 and agent is not None:
                return agent
        return None

    def _breached(self, place: Place) -> Iterator[Place | None]:
        """The variables of other clauses that stand where this one stands in a `breach of`; None where there is no such
        clause or variable."""
        for breach, position in self._breach_arguments(place):
            home = self._written[place[0]].home
            other = self._breached_clause(breach, home)
            if other is None:
                yield None
                continue
            names = list(self._variables(other))
            index = position if self._breached_agent(breach, home) is None else position - 1
            yield ((other.origin, other.syntax.name.text), names[index]) if index < len(names) else None

    def _breach_arguments(self, place: Place) -> Iterator[tuple[Breach, int]]:
        """Where a variable is an argument of `breach of` in its clause."""
        key, shown = place
        for occurrence in occurrences_of(self._written[key].syntax.norm):
            for position, argument in enumerate(_arguments(occurrence)):
                if isinstance(occurrence, Breach) and isinstance(argument, Name) and argument.name == shown:
                    yield occurrence, position

    def _argument_sorts(self, text: ClauseText, shown: str) -> Iterator[Sort]:
        """The sorts of the places at which a variable is an argument of an act or event."""
        for occurrence in occurrences_of(text.syntax.norm):
            for position, argument in enumerate(occurrence.arguments if isinstance(occurrence, Call) else ()):
                if isinstance(occurrence, Call) and isinstance(argument, Name) and argument.name == shown:
                    found = self._names.find(occurrence.name.text, text.home)
                    known = found is not None and found.kind in ("action", "event")
                    parameters = self._elaborator.action(found.name).parameters if found is not None and known else ()
                    yield parameters[position].sort if position < len(parameters) else UNKNOWN

    def _breached_clause(self, breach: Breach, home: Home) -> ClauseText | None:
        policy, _, clause = breach.clause.text.rpartition(".")
        found = self._names.find(policy, home)
        return None if found is None else self._text(found.name, clause)

    def _breached_agent(self, breach: Breach, home: Home) -> Sort | None:
        """The sort of the agent of the clause that is breached, if that is a variable."""
        other = self._breached_clause(breach, home)
        binds = None if other is None else self.binds(other)
        for one in () if binds is None else binds.bindings:
            if other is not None and binds is not None and one.variable.name.text == other.syntax.norm.agent.text:
                return self._elaborator.type_sort(one.variable.type, binds.home)
        return None


def _narrowest(sorts: list[Sort]) -> Sort:
    """The first sort; of ranges of numbers what is in all of them, unless that is nothing."""
    ranges = [one for one in sorts if isinstance(one, IntSort)]
    lows = [one.low for one in ranges if one.low is not None]
    highs = [one.high for one in ranges if one.high is not None]
    if len(ranges) == len(sorts) and lows and highs and max(lows) <= min(highs):
        return IntSort(max(lows), min(highs))
    return sorts[0]


def occurrences_of(norm: Norm) -> Iterator[Occurrence]:
    """The acts and occurrences of a norm, as they follow each other in the text."""
    match norm:
        case Prohibition(acts=acts) | Permission(acts=acts) | RecurringDuty(acts=acts) | Exemption(acts=acts):
            yield from acts
        case Duty(acts=acts, triggers=triggers):
            yield from acts
            yield from triggers
        case Order(acts=acts, later=later):
            yield from acts
            yield from later
        case _:
            assert_never(norm)


def argument_names(occurrences: Iterable[Occurrence]) -> list[Name]:
    """The names that stand alone as arguments."""
    return [one for occurrence in occurrences for one in _arguments(occurrence) if isinstance(one, Name)]


def _arguments(occurrence: Occurrence) -> tuple[Expression, ...]:
    match occurrence:
        case Call(arguments=arguments) | Breach(arguments=arguments):
            return arguments
        case Name() | WaitOccurrence():
            return ()
        case _:
            assert_never(occurrence)
