"""From "the goal is reached in `depth` steps with so many members" to one run, the same one on every machine.

In order: the fewest wishes of the caller refused for state 0 (departures from defaults), the fewest places where a
varying fact changes, the first kinds of step, the smallest numbers that steps take, then all else by its first value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from rspverify.logic import build
from rspverify.logic.evaluate import MOST_PLACES, Unbounded, Value
from rspverify.logic.substitute import Closure
from rspverify.logic.system import Transition, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term
from rspverify.proof.finite import FiniteUniverse, members
from rspverify.proof.outcome import GroundRun, Table
from rspverify.proof.replay import Choice, Computed, Question, replayed, structure
from rspverify.proof.settle import Settling, preferred
from rspverify.proof.unroll import Unrolling, initial_closures, meaning
from rspverify.solver.port import Budget, Sat, Solver, SolverFactory, Unknown, Unsat


@dataclass(frozen=True)
class Preference:
    """The symbol's value is wished to be `default` at each place of state 0 (None: its sort's first value)."""

    symbol: Symbol
    default: Value | None = None


def ground_run(
    question: Question,
    sizes: Mapping[LogicSort, int],
    preferences: Sequence[Preference] | None,
    solvers: SolverFactory,
    budget: Budget,
) -> GroundRun | Unsat | Unknown:
    """The canonical run with so many members; without preferences, any run with so many; `Unsat` where there is none.
    Raises `Unbounded` where there are too many numbers to write it down."""
    universe = FiniteUniverse(sizes, question.system.numbers)
    system, goal = universe.system(question.system), universe.goal(question.goal)
    closures = initial_closures(question.system.initial)
    start = {universe.symbol(symbol): universe.closure(closure) for symbol, closure in closures.items()}
    unrolling = Unrolling(system, goal, from_initial=True, start=start)
    solver = solvers(unrolling.declarations(), budget)
    _assert_path(unrolling, question, solver)
    answer = solver.check()
    if not isinstance(answer, Sat):
        return answer
    settling = Settling(solver, budget)
    wishes = [wish for p in preferences or () for wish in _wishes(p, universe, unrolling)]
    if preferences is not None:
        settling.grant_most(wishes)
        settling.grant_most(_unchanged(unrolling, _last(unrolling, question)))
    for picks in unrolling.picks[: len(unrolling.states) - 1]:
        settling.grant([build.disj(list(picks.values())[: i + 1]) for i in range(len(picks) - 1)])
    if not isinstance(solver.check(), Sat):
        return Unknown(budget.exhausted() or "the solver lost an assignment that it had")
    taken = _taken(unrolling, question, solver)
    numbers, rest = _choices(unrolling, taken)
    if preferences is not None:
        for number in numbers:
            settling.least(number)
        done = {build.negate(wish) if wish.op == "not" else wish for wish in wishes}
        _settle_all(settling, [term for term in rest if term not in done])
    if not isinstance(solver.check(), Sat):
        return Unknown(budget.exhausted() or "the solver lost an assignment that it had")
    terms = [*numbers, *rest]
    found = dict(zip(terms, solver.values(terms), strict=True))
    return _Reading(question, universe, unrolling, found).run(taken)


def _settle_all(settling: Settling, terms: Sequence[Term]) -> None:
    pending: list[Term] = []
    for term in terms:
        if term.sort == INT:
            settling.grant(pending)
            pending = []
            settling.least(term)
        else:
            pending.extend(preferred(term))
    settling.grant(pending)


def _assert_path(unrolling: Unrolling, question: Question, solver: Solver) -> None:
    told = list(unrolling.start())
    for step in range(question.depth):
        solver.declare(unrolling.choose())
        if question.bad is not None and step == question.depth - 1:
            told.extend(unrolling.bad_step(unrolling.goal.steps[question.bad]))
        else:
            told.extend(unrolling.extend())
    if question.bad is None:
        told.append(unrolling.at(unrolling.goal.state, question.depth))
    for term in told:
        solver.add(term)


def _places(symbol: Symbol, system: TransitionSystem) -> list[tuple[Term, ...]]:
    """Raises `Unbounded` where there are too many."""
    if INT not in symbol.arguments:
        return list(product(*map(members, symbol.arguments)))
    count = prod(len(system.numbers) if sort == INT else len(members(sort)) for sort in symbol.arguments)
    if count > MOST_PLACES:
        raise Unbounded
    numbers = tuple(map(build.integer, system.numbers))
    return list(product(*(numbers if sort == INT else members(sort) for sort in symbol.arguments)))


def _wishes(preference: Preference, universe: FiniteUniverse, unrolling: Unrolling) -> list[Term]:
    symbol = universe.symbol(preference.symbol)
    if symbol in unrolling.states[0] or symbol not in unrolling.system.symbols:
        return []
    terms = [build.apply(symbol, place) for place in _places(symbol, unrolling.system)]
    return [_is_default(term, preference.default) for term in terms]


def _is_default(term: Term, default: Value | None) -> Term:
    if default is None:
        wishes = [build.equal(term, build.integer(0))] if term.sort == INT else preferred(term)
        return wishes[0] if wishes else build.TRUE
    if isinstance(default, bool):
        return term if default else build.negate(term)
    if term.sort == INT:
        return build.equal(term, build.integer(int(default)))
    return build.equal(term, build.enum(str(default), term.sort))


def _unchanged(unrolling: Unrolling, last: Transition | None) -> list[Term]:
    """For each fact that a step may set to anything: it stays as it was. `last`: the goal's step, if it is one."""
    system = unrolling.system
    free = {symbol for transition in system.transitions for symbol in transition.fresh}
    varying = [
        symbol
        for symbol in system.symbols
        if any(symbol in t.updates and not free.isdisjoint(t.updates[symbol].body.symbols) for t in system.transitions)
    ]
    states = list(unrolling.states)
    if last is not None:
        states.append(unrolling.after(last, len(states) - 1))
    return [
        build.equal(_read(symbol, before).at(place), _read(symbol, after).at(place))
        for before, after in pairwise(states)
        for symbol in varying
        for place in _places(symbol, system)
    ]


def _read(symbol: Symbol, state: Mapping[Symbol, Closure]) -> Closure:
    return state.get(symbol) or meaning(symbol)


def _taken(unrolling: Unrolling, question: Question, solver: Solver) -> list[Transition]:
    """Which transition each step is."""
    transitions = {t.name: t for t in unrolling.system.transitions}
    taken = []
    for picks in unrolling.picks[: len(unrolling.states) - 1]:
        values = solver.values(list(picks.values()))
        taken.append(transitions[list(picks)[values.index(True)]])
    last = _last(unrolling, question)
    return taken if last is None else [*taken, last]


def _last(unrolling: Unrolling, question: Question) -> Transition | None:
    """The transition that the goal's step is."""
    if question.bad is None:
        return None
    name = unrolling.goal.steps[question.bad].transition
    return next(transition for transition in unrolling.system.transitions if transition.name == name)


def _choices(unrolling: Unrolling, taken: Sequence[Transition]) -> tuple[list[Term], list[Term]]:
    """Everything that determines the run: numbers that steps take, and the rest, each in order."""
    system = unrolling.system
    parameters = [
        build.apply(copies[parameter])
        for copies, transition in zip(unrolling.choices, taken, strict=True)
        for parameter in transition.parameters
    ]
    symbols = [*unrolling.goal.constants, *sorted(system.symbols, key=lambda s: not (s.rigid and not s.arguments))]
    start = [build.apply(s, place) for s in symbols if s not in unrolling.states[0] for place in _places(s, system)]
    fresh = [
        build.apply(copies[symbol], place)
        for copies, transition in zip(unrolling.choices, taken, strict=True)
        for symbol in transition.fresh
        for place in _places(symbol, system)
    ]
    numbers = [term for term in parameters if term.sort == INT]
    rest = [term for term in (*start, *parameters, *fresh) if term not in numbers]
    return numbers, list(dict.fromkeys(rest))


class _Reading:
    """Translates what the solver chose back to the original symbols and members."""

    def __init__(
        self, question: Question, universe: FiniteUniverse, unrolling: Unrolling, found: Mapping[Term, Value]
    ) -> None:
        self._question = question
        self._universe = universe
        self._unrolling = unrolling
        self._found = found

    def run(self, taken: Sequence[Transition]) -> GroundRun | Unknown:
        system, goal = self._question.system, self._question.goal
        symbols = (*goal.constants, *system.symbols)
        start: dict[Symbol, Table] = {}
        defined = []
        for symbol in symbols:
            if self._universe.symbol(symbol) in self._unrolling.states[0]:
                defined.append(symbol)
            else:
                start[symbol] = self._table(symbol, self._universe.symbol(symbol))
        closures = initial_closures(system.initial)
        for symbol in defined:
            start[symbol] = Computed(structure(system, self._universe.sizes, start), symbol, closures[symbol])
        named = {transition.name: transition for transition in system.transitions}
        choices = []
        for copies, transition in zip(self._unrolling.choices, taken, strict=True):
            original = named[transition.name]
            chosen = (*original.parameters, *original.fresh)
            tables = {symbol: self._table(symbol, copies[self._universe.symbol(symbol)]) for symbol in chosen}
            choices.append(Choice(original, tables))
        return replayed(self._question, self._universe.sizes, start, choices)

    def _table(self, original: Symbol, asked: Symbol) -> Table:
        """The values found for the symbol that was asked, at the places of the original one."""
        table = {}
        for place in _places(asked, self._question.system):
            value = self._found[build.apply(asked, place)]
            key = tuple(_member(sort, _constant(arg)) for sort, arg in zip(original.arguments, place, strict=True))
            table[key] = _member(original.sort, value)
        return table


def _member(sort: LogicSort, value: Value) -> Value:
    """Members of uninterpreted sorts are numbers; all other values stay as they are."""
    return value if sort.values or sort in (BOOL, INT) else int(value)


def _constant(term: Term) -> Value:
    if term.sort == INT:
        return int(term.payload)
    return term.op == "true" if term.sort == BOOL else str(term.payload)
