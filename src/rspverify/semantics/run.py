"""What is judged: a trace together with the world and the policies that give it its meaning."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeVar, cast

from rspverify.policy.expressions import Variable
from rspverify.policy.norms import Policy
from rspverify.policy.sorts import BoolSort, DurationSort, EntitySort, EnumSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Place, State, Step, Trace, Universe, Value

Environment = Mapping[str, Value]
"""The values of variables, by `Variable.name`."""

T = TypeVar("T")


class SemanticsError(Exception):
    """The question has no answer in the language; the message says why."""


class LengthUnknown(SemanticsError):
    """A duration of unknown length is needed that the run does not give."""


class Endless(SemanticsError):
    """All values of a sort are needed that has no end of them."""


class OutsideRange(SemanticsError):
    """A fact is read at a place that does not exist, such as a number outside the range of its parameter."""


class ConflictingEffects(SemanticsError):
    """Two effects of one act write different values to one place (language.md 2, "Effects")."""


class LimitReached(SemanticsError):
    """A search was given up; nothing is known about what it looked for."""


class Unassigned(Exception):
    """A place of a partly known state was read before it had a value (only while searching)."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(str(place))


@dataclass(frozen=True)
class Run:
    """A trace and what gives it meaning.

    `policies`: all of the project, as `effective_policies` gives them. `under`: those that the check names; "by all
    policies" in a formula means these. `memo[i]` remembers what was found out about state i; it may be shared by all
    runs that are alike up to there, for nothing that is asked about a state depends on later ones. An empty `memo`
    remembers nothing.
    """

    world: World
    policies: dict[str, Policy]
    under: tuple[str, ...]
    trace: Trace
    memo: tuple[dict[Hashable, object], ...] = field(compare=False, repr=False)

    @staticmethod
    def of(world: World, policies: dict[str, Policy], under: tuple[str, ...], trace: Trace) -> Run:
        return Run(world, policies, under, trace, tuple({} for _ in trace.states))

    @property
    def universe(self) -> Universe:
        return self.trace.universe

    @property
    def last(self) -> int:
        """The number of the last state."""
        return len(self.trace.states) - 1

    def time(self, i: int) -> int:
        return self.trace.states[i].time

    def then(self, step: Step, state: State) -> Run:
        """This run, one step longer."""
        trace = replace(self.trace, states=(*self.trace.states, state), steps=(*self.trace.steps, step))
        return replace(self, trace=trace, memo=(*self.memo, {}))

    def until(self, i: int) -> Run:
        """This run, up to state i."""
        trace = replace(self.trace, states=self.trace.states[: i + 1], steps=self.trace.steps[:i])
        return replace(self, trace=trace, memo=self.memo[: i + 1])

    def remembered(self, i: int, key: Hashable, compute: Callable[[], T]) -> T:
        """What `compute` gives, found out once for each state and key."""
        if not self.memo:
            return compute()
        known = self.memo[i]
        if key not in known:
            known[key] = compute()
        return cast(T, known[key])


def values_of(universe: Universe, sort: Sort) -> tuple[Value, ...]:
    """All values of a sort, in order. Raises `Endless` for unbounded numbers, moments and durations."""
    match sort:
        case BoolSort():
            return (False, True)
        case EntitySort(name):
            return universe.members[name]
        case EnumSort(values=values):
            return values
        case IntSort(int(low), int(high)):
            return tuple(range(low, high + 1))
        case IntSort() | TimeSort() | DurationSort():
            raise Endless("there is no end of numbers, moments and durations to go through")


def belongs(universe: Universe, sort: Sort, value: object) -> bool:
    """Whether a value is one of a sort."""
    match sort:
        case BoolSort():
            return isinstance(value, bool)
        case EntitySort(name):
            return isinstance(value, str) and value in universe.members[name]
        case EnumSort(values=values):
            return isinstance(value, str) and value in values
        case IntSort(low, high):
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and (low is None or low <= cast(int, value)) and (high is None or cast(int, value) <= high)
        case TimeSort() | DurationSort():
            return isinstance(value, int) and not isinstance(value, bool)


def environments(universe: Universe, variables: tuple[Variable, ...]) -> Iterator[dict[str, Value]]:
    """All combinations of values for the variables, in order; one, the empty one, for no variables."""
    names = [variable.name for variable in variables]
    for values in product(*(values_of(universe, variable.sort) for variable in variables)):
        yield dict(zip(names, values, strict=True))


def places(world: World, universe: Universe) -> Iterator[Place]:
    """All places of a state, in the order of declarations and members."""
    for fact in world.facts.values():
        for arguments in product(*(values_of(universe, parameter.sort) for parameter in fact.parameters)):
            yield fact.name, arguments


def key_of(env: Environment) -> Hashable:
    return frozenset(env.items())
