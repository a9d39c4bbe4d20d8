"""A system over finite sorts as one whose symbols have no arguments: what engines for propositions and numbers take.

Each symbol becomes one scalar for each of its places; `f(t)`, where `t` is no constant, becomes an if-then-else over
the values of `t`, and a quantifier the conjunction or disjunction of its cases. Members of uninterpreted sorts are
written out before, by `proof.finite`.

Places over numbers are those of `system.numbers`, and quantifiers over numbers speak of those. At other numbers a
symbol is not looked at, by what `numbers` means; the last branch of an if-then-else stands for them all the same. A
system with such places or quantifiers is therefore not `exact`: what is found out about its scalars is to be checked on
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from rspverify.logic import build
from rspverify.logic.substitute import Closure, rebuild, replace_symbols, replace_variables
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

MOST_SCALARS = 2_000
"""A system that would have more scalars is refused: no engine would answer."""


class NotScalar(Exception):
    """The system cannot be written over scalars; the message says why."""


@dataclass(frozen=True)
class ScalarSystem:
    """`places`: what each scalar of the system and each constant of the goal stands for: a symbol at constants.
    `exact`: it has the same runs, whatever `numbers` says."""

    system: TransitionSystem
    goal: Goal
    places: Mapping[Symbol, Term]
    exact: bool

    def original(self, term: Term) -> Term:
        """The term over scalars as one over the symbols they came from."""
        return replace_symbols(term, {scalar: Closure((), place) for scalar, place in self.places.items()})


def scalar_system(system: TransitionSystem, goal: Goal) -> ScalarSystem:
    """The same system and goal over scalars. Hints are left out. Raises `NotScalar`."""
    if system.sorts:
        raise NotScalar(f"{system.sorts[0].name} has any number of members")
    scalars = _Scalars(system, goal)
    written = _written(system, goal, scalars)
    places = {
        scalar: build.apply(symbol, place)
        for symbol in (*system.symbols, *goal.constants)
        for place, scalar in scalars.of(symbol).items()
    }
    return ScalarSystem(*written, places, scalars.exact)


def _written(system: TransitionSystem, goal: Goal, scalars: _Scalars) -> tuple[TransitionSystem, Goal]:
    return (
        TransitionSystem(
            sorts=(),
            enums=system.enums,
            symbols=scalars.of_all(system.symbols),
            background=scalars.term(system.background),
            initial=scalars.term(system.initial),
            constraint=scalars.term(system.constraint),
            transitions=tuple(map(scalars.transition, system.transitions)),
            numbers=system.numbers,
        ),
        Goal(
            scalars.term(goal.state),
            tuple(BadStep(bad.transition, scalars.term(bad.condition)) for bad in goal.steps),
            scalars.of_all(goal.constants),
        ),
    )


class _Scalars:
    def __init__(self, system: TransitionSystem, goal: Goal) -> None:
        self._numbers = tuple(map(build.integer, system.numbers[: MOST_SCALARS + 1]))
        local = [s for t in system.transitions for s in (*t.parameters, *t.fresh)]
        symbols = tuple(dict.fromkeys((*system.symbols, *goal.constants, *local)))
        count = sum(prod(len(self.values(sort)) for sort in symbol.arguments) for symbol in symbols)
        if count > MOST_SCALARS:
            raise NotScalar(f"more than {MOST_SCALARS} facts would have to be listed")
        self._taken = {symbol.name for symbol in symbols}
        self._of = {symbol: self._listed(symbol) for symbol in symbols}
        self._memo: dict[Term, Term] = {}
        self.exact = not any(INT in symbol.arguments for symbol in symbols)
        """Whether nothing depends on `numbers`, as far as was written."""

    def values(self, sort: LogicSort) -> Sequence[Term]:
        """All values of a sort, as constants."""
        if sort == BOOL:
            return (build.FALSE, build.TRUE)
        if sort == INT:
            if not self._numbers:
                raise NotScalar("it is not known of which numbers quantifiers and facts speak")
            return self._numbers
        return tuple(build.enum(value, sort) for value in sort.values)

    def of(self, symbol: Symbol) -> Mapping[tuple[Term, ...], Symbol]:
        return self._of[symbol]

    def of_all(self, symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
        return tuple(scalar for symbol in symbols for scalar in self._of[symbol].values())

    def _listed(self, symbol: Symbol) -> dict[tuple[Term, ...], Symbol]:
        if not symbol.arguments:
            return {(): symbol}
        places = product(*map(self.values, symbol.arguments))
        return {place: Symbol(self._name(symbol, place), (), symbol.sort, symbol.rigid) for place in places}

    def _name(self, symbol: Symbol, place: tuple[Term, ...]) -> str:
        """`f(a, 2)`, made different from each other name."""
        name = f"{symbol.name}({', '.join(arg.op if arg.payload is None else str(arg.payload) for arg in place)})"
        while name in self._taken:
            name += "'"
        self._taken.add(name)
        return name

    def transition(self, transition: Transition) -> Transition:
        return Transition(
            transition.name,
            self.of_all(transition.parameters),
            self.term(transition.possible),
            self.term(transition.complies),
            {
                scalar: Closure((), self.term(update.at(place)))
                for symbol, update in transition.updates.items()
                for place, scalar in self._of[symbol].items()
            },
            self.of_all(transition.fresh),
        )

    def term(self, root: Term) -> Term:
        """The closed term over scalars."""
        memo, stack = self._memo, [root]
        while stack:
            term = stack[-1]
            if term in memo:
                stack.pop()
            elif term.op in ("forall", "exists"):
                expanded = self._written_out(term)
                if expanded in memo:
                    memo[stack.pop()] = memo[expanded]
                else:
                    stack.append(expanded)
            elif pending := [arg for arg in term.args if arg not in memo]:
                stack.extend(pending)
            else:
                memo[stack.pop()] = self._step(term, tuple([memo[arg] for arg in term.args]))
        return memo[root]

    def _step(self, term: Term, args: tuple[Term, ...]) -> Term:
        if term.op == "apply":
            places = self._of[term.payload]
            return self._chosen(args, (), lambda place: build.apply(places[place]))
        return rebuild(term, args) if args else term

    def _chosen(self, args: tuple[Term, ...], place: tuple[Term, ...], at: Callable[[tuple[Term, ...]], Term]) -> Term:
        """What `at` gives for the place that the arguments denote."""
        if not args:
            return at(place)
        *others, last = self.values(args[0].sort)
        if args[0] in (*others, last):
            return self._chosen(args[1:], (*place, args[0]), at)
        found = self._chosen(args[1:], (*place, last), at)
        for value in reversed(others):
            found = build.ite(build.equal(args[0], value), self._chosen(args[1:], (*place, value), at), found)
        return found

    def _written_out(self, term: Term) -> Term:
        """The quantifier as a conjunction or a disjunction."""
        self.exact = self.exact and not any(variable.sort == INT for variable in term.payload)
        ranges = [self.values(variable.sort) for variable in term.payload]
        if prod(map(len, ranges)) > MOST_SCALARS:
            raise NotScalar("a quantifier speaks of too many numbers")
        cases = [
            replace_variables(term.args[0], dict(zip(term.payload, choice, strict=True))) for choice in product(*ranges)
        ]
        return build.conj(cases) if term.op == "forall" else build.disj(cases)
