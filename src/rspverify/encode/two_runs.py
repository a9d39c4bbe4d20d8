"""Two runs side by side, step by step, as one transition system (self-composition: Barthe, D'Argenio, Rezk, "Secure
Information Flow by Self-Composition", CSFW 2004), for claims about what a verdict depends on.

The first run keeps the symbols of the encoding. What must be alike in both runs, or is so since all that it comes from
is, is one symbol for both; every other symbol has a twin in the second run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rspverify.encode.steps import MOMENT, WAIT
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Part, Transition, TransitionSystem
from rspverify.logic.terms import LogicSort, Symbol, Term
from rspverify.trace.values import Value

OTHER = " of the other run"
_JOINED = " beside "


Pair = tuple[str, str, bool]
"""A step of the first run, the one of the second run beside it; with True, the same step with the same arguments."""


@dataclass(frozen=True)
class Likeness:
    """What must be alike: `facts` in every state; the time in every state if `time`; steps that are an occurrence of
    one of `actions`, with all arguments. `steps`: whether all other steps must be alike too, but for those of `free`:
    a step may be any of them, or a wait of no time, whatever the other run does of these."""

    facts: frozenset[str]
    time: bool
    actions: frozenset[str]
    steps: bool
    free: frozenset[str]


@dataclass(frozen=True)
class Side:
    """One of two runs that were found, as `decode` reads it."""

    sizes: Mapping[LogicSort, int]
    constants: Mapping[Symbol, Value]
    states: tuple[Mapping[Symbol, Mapping[tuple[Value, ...], Value]], ...]
    steps: tuple[tuple[str, Mapping[Symbol, Value]], ...]


class TwoRuns:
    """Two runs of one encoding. `single`: the system of one of them, with all monitors that the question needs."""

    def __init__(self, encoding: Encoding, alike: Likeness, single: TransitionSystem) -> None:
        self._alike = alike
        self._single = single
        self._steps = {transition.name: transition for transition in single.transitions}
        named = {encoding.symbols.facts[name] for name in alike.facts}
        facts = set(encoding.symbols.facts.values())
        monitors = {monitor.symbol: monitor for monitor in encoding.monitors.all()}
        apart = {symbol for symbol in single.symbols if symbol in facts and symbol not in named}
        if not alike.time:
            apart.add(NOW)
        self._twins = {symbol: _twin(symbol) for symbol in apart}
        self._pairs = list(self._paired())
        shared = [symbol for symbol in single.symbols if symbol in monitors]
        while True:
            known = {pair: self._local(pair) for pair in self._pairs}
            found = [symbol for symbol in shared if not self._same(symbol, known.__getitem__)]
            if not found:
                break
            self._twins |= {symbol: _twin(symbol) for symbol in found}
            shared = [symbol for symbol in shared if symbol not in self._twins]

    # ---------------------------------------------------------------- which steps go together

    def _paired(self) -> Iterator[Pair]:
        alike = self._alike
        loose = (
            [name for name in self._steps if name not in alike.actions] if not alike.steps else [*alike.free, MOMENT]
        )
        for name in self._steps:
            if name not in loose or (alike.steps and name == MOMENT):
                yield name, name, True
        for one in loose:
            for other in loose:
                if not (alike.steps and one == other == MOMENT):
                    yield one, other, False
        if alike.steps and not alike.time:
            # Waits are alike as waits, and may take different times.
            yield from ((one, other, False) for one, other in ((WAIT, MOMENT), (MOMENT, WAIT)) if WAIT in self._steps)

    def _named(self, pair: Pair) -> str:
        one, other, same = pair
        return one if same else f"{one}{_JOINED}{other}"

    # ---------------------------------------------------------------- the second run's words

    def other(self, term: Term) -> Term:
        """A term over a state, read in the second run."""
        return replace_symbols(term, {symbol: _renaming(symbol, twin) for symbol, twin in self._twins.items()})

    def _local(self, pair: Pair) -> dict[Symbol, Closure]:
        """How a term over a step reads in the second run."""
        one, other, same = pair
        found = {symbol: _renaming(symbol, twin) for symbol, twin in self._twins.items()}
        step = self._steps[other]
        if not (same and (other != WAIT or self._alike.time)):
            found |= {p: _renaming(p, _twin(p)) for p in step.parameters}
        found |= {fresh: _renaming(fresh, _twin(fresh)) for fresh in step.fresh}
        for symbol, update in step.updates.items():
            # An open value of what both runs have alike is one value.
            mine = self._steps[one].updates.get(symbol)
            if symbol in self._twins or mine is None or not (_open(update, step) and _open(mine, self._steps[one])):
                continue
            found[update.body.payload] = _renaming(update.body.payload, mine.body.payload)
        return found

    def _same(self, symbol: Symbol, local: Callable[[Pair], dict[Symbol, Closure]]) -> bool:
        """Whether a monitor remembers the same in both runs, if all that has no twin is alike."""
        if not self._starts_alike(symbol):
            return False
        for pair in self._pairs:
            one, other = self._steps[pair[0]].updates.get(symbol), self._steps[pair[1]].updates.get(symbol)
            if (one is not None or other is not None) and not _equal(symbol, one, other, local(pair)):
                return False
        return True

    def _starts_alike(self, symbol: Symbol) -> bool:
        return all(self.other(part) is part for part in self._beginnings if symbol in part.symbols)

    @property
    def _beginnings(self) -> tuple[Term, ...]:
        initial = self._single.initial
        return initial.args if initial.op == "and" else (initial,)

    # ---------------------------------------------------------------- the system

    def system(self) -> TransitionSystem:
        """Both runs as one system. Its hints are those of the single one for each run, and that twins are equal."""
        single = self._single
        transitions = tuple(self._joined(pair) for pair in self._pairs)
        equal = tuple((f"alike {symbol.name}", _equality(symbol, twin)) for symbol, twin in self._twins.items())
        return TransitionSystem(
            sorts=single.sorts,
            enums=single.enums,
            symbols=(*single.symbols, *self._twins.values()),
            background=build.both(single.background, self.other(single.background)),
            initial=build.both(single.initial, self.other(single.initial)),
            constraint=build.both(single.constraint, self.other(single.constraint)),
            transitions=transitions,
            hints=(*equal, *self._doubled(single.hints)),
            more_hints=self._doubled(single.more_hints),
            numbers=single.numbers,
            parts=tuple(self._parts()),
        )

    def _doubled(self, hints: Iterable[tuple[str, Term]]) -> tuple[tuple[str, Term], ...]:
        found = []
        for name, term in hints:
            found.append((name, term))
            if (other := self.other(term)) is not term:
                found.append((f"{name}{OTHER}", other))
        return tuple(found)

    def doubled(self, lemmas: Iterable[tuple[str, Term]]) -> tuple[tuple[str, Term], ...]:
        """What holds in every run, said of each of the two."""
        return self._doubled(lemmas)

    def _joined(self, pair: Pair) -> Transition:
        one, other = self._steps[pair[0]], self._steps[pair[1]]
        local = self._local(pair)
        updates = dict(one.updates)
        links = []
        for symbol, update in other.updates.items():
            if symbol in self._twins:
                updates[self._twins[symbol]] = Closure(update.variables, replace_symbols(update.body, local))
        for symbol in dict.fromkeys((*one.updates, *other.updates)):
            if symbol not in self._twins:
                links.append(_link(symbol, one.updates.get(symbol), other.updates.get(symbol), local))
        possible = build.conj([one.possible, replace_symbols(other.possible, local), *links])
        parameters = [*one.parameters, *(local[p].body.payload for p in other.parameters if p in local)]
        fresh = dict.fromkeys(one.fresh)
        for symbol in other.fresh:
            fresh |= dict.fromkeys(local[symbol].body.symbols)
        complies = build.both(one.complies, replace_symbols(other.complies, local))
        return Transition(self._named(pair), tuple(parameters), possible, complies, updates, tuple(fresh))

    def _parts(self) -> Iterator[Part]:
        for part in self._single.parts:
            match part.place:
                case (("possible" | "complies") as kind, name):
                    for pair in self._pairs:
                        place = (kind, self._named(pair))
                        if name == pair[0]:
                            yield replace(part, place=place)
                        if name == pair[1]:
                            yield replace(part, place=place, term=replace_symbols(part.term, self._local(pair)))
                case _:
                    yield part
                    yield replace(part, term=self.other(part.term))

    # ---------------------------------------------------------------- the way back

    def split(
        self,
        sizes: Mapping[LogicSort, int],
        constants: Mapping[Symbol, Value],
        states: tuple[Mapping[Symbol, Mapping[tuple[Value, ...], Value]], ...],
        steps: Iterable[tuple[str, Mapping[Symbol, Value]]],
    ) -> tuple[Side, Side]:
        """The two runs that a run of the joint system is."""
        pairs = {self._named(pair): pair for pair in self._pairs}
        back = {twin: symbol for symbol, twin in self._twins.items()}
        first, second = [], []
        for name, parameters in steps:
            pair = pairs[name]
            local = self._local(pair)
            first.append((pair[0], parameters))
            mine = self._steps[pair[1]].parameters
            theirs = {p: local[p].body.payload if p in local else p for p in mine}
            second.append((pair[1], {p: parameters[q] for p, q in theirs.items() if q in parameters}))
        other_constants = {
            back.get(symbol, symbol): value for symbol, value in constants.items() if symbol not in self._twins
        }
        other_states = tuple(
            {back.get(symbol, symbol): table for symbol, table in state.items() if symbol not in self._twins}
            for state in states
        )
        return (
            Side(sizes, {s: v for s, v in constants.items() if s not in back}, states, tuple(first)),
            Side(sizes, other_constants, other_states, tuple(second)),
        )


def _twin(symbol: Symbol) -> Symbol:
    return replace(symbol, name=f"{symbol.name}{OTHER}")


def _renaming(symbol: Symbol, twin: Symbol) -> Closure:
    variables = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(symbol.arguments))
    return Closure(variables, build.apply(twin, variables))


def _open(update: Closure, step: Transition) -> bool:
    """Whether the new value is left open at every place."""
    return update.body.op == "apply" and update.body.payload in step.fresh and update.body.args == update.variables


def _at(symbol: Symbol, update: Closure | None, variables: tuple[Term, ...]) -> Term:
    return build.apply(symbol, variables) if update is None else update.at(variables)


def _sides(
    symbol: Symbol, one: Closure | None, other: Closure | None, local: dict[Symbol, Closure]
) -> tuple[tuple[Term, ...], Term, Term]:
    """What a symbol becomes in the first and in the second run, over common variables."""
    variables = tuple(build.var(f"{symbol.name}@{i}", sort) for i, sort in enumerate(symbol.arguments))
    return variables, _at(symbol, one, variables), replace_symbols(_at(symbol, other, variables), local)


def _equal(symbol: Symbol, one: Closure | None, other: Closure | None, local: dict[Symbol, Closure]) -> bool:
    _, left, right = _sides(symbol, one, other, local)
    return left is right


def _link(symbol: Symbol, one: Closure | None, other: Closure | None, local: dict[Symbol, Closure]) -> Term:
    """That a symbol without a twin becomes the same in both runs."""
    variables, left, right = _sides(symbol, one, other, local)
    return build.TRUE if left is right else build.forall(variables, build.equal(left, right))


def _equality(symbol: Symbol, twin: Symbol) -> Term:
    variables = tuple(build.var(f"{symbol.name}@{i}", sort) for i, sort in enumerate(symbol.arguments))
    return build.forall(variables, build.equal(build.apply(symbol, variables), build.apply(twin, variables)))
