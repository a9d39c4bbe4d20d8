"""A transition system played on a concrete run: what its closures say that each symbol is, without any solver.

Facts, the time and the steps come from the run of the reference semantics; monitors come from the encoding. So a
formula of the language can be read both ways in the same state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rspverify.encode.steps import HOURS, MOMENT, WAIT
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding
from rspverify.logic.evaluate import Structure, Value, evaluate
from rspverify.logic.substitute import Closure
from rspverify.logic.system import Transition, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Symbol, Term
from rspverify.policy.sorts import EntitySort, Sort
from rspverify.semantics.run import Run
from rspverify.trace.values import Act, Step
from rspverify.trace.values import Value as RunValue

NUMBERS = (-1, 0, 1, 2, 3)
"""Quantified numbers are limited to ranges between 0 and 2 in generated projects."""


@dataclass(frozen=True)
class _Small(Structure):
    def members(self, sort: LogicSort) -> tuple[Value, ...]:
        return NUMBERS if sort == INT else super().members(sort)


class Concrete:
    """The encoding of a check, read along one run."""

    def __init__(self, encoding: Encoding, system: TransitionSystem, run: Run) -> None:
        self._encoding = encoding
        self._run = run
        self._numbers = {
            (entity, name): number
            for entity, names in run.universe.members.items()
            for number, name in enumerate(names)
        }
        self._sizes = {LogicSort(entity): len(names) for entity, names in run.universe.members.items()}
        self._transitions = {transition.name: transition for transition in system.transitions}
        self._facts = {symbol: name for name, symbol in encoding.symbols.facts.items()}
        self._constants = self._named_constants()
        self._known: dict[tuple[Symbol, int, tuple[Value, ...]], Value] = {}

    def _named_constants(self) -> dict[Symbol, Value]:
        symbols, run = self._encoding.symbols, self._run
        found: dict[Symbol, Value] = {}
        for entity in symbols.world.entities.values():
            for name in entity.individuals:
                found[symbols.individuals[name]] = self._numbers[entity.sort.name, name]
        found |= {symbol: run.trace.readings[word] for word, symbol in symbols.words.items()}
        found |= {symbol: run.trace.durations[name] for name, symbol in symbols.lengths.items()}
        return found

    # ---------------------------------------------------------------- values of the run as values of terms

    def number(self, sort: Sort, value: RunValue) -> Value:
        """Members are numbers in structures."""
        return self._numbers[sort.name, value] if isinstance(sort, EntitySort) else value

    def name(self, sort: Sort, value: Value) -> RunValue:
        return self._run.universe.members[sort.name][int(value)] if isinstance(sort, EntitySort) else value

    def transition(self, step: Step) -> Transition | None:
        """Which transition a step is; None where there is none (it was never possible)."""
        return self._transitions[self.step_name(step)]

    def step_name(self, step: Step) -> str:
        if isinstance(step, Act):
            return step.action
        return WAIT if step.hours > 0 else MOMENT

    def parameters(self, step: Step) -> dict[Symbol, Value]:
        if not isinstance(step, Act):
            return {HOURS: step.hours}
        kind = self._encoding.steps[step.action]
        assert kind.action is not None
        return {
            symbol: self.number(parameter.sort, value)
            for symbol, parameter, value in zip(kind.parameters, kind.action.parameters, step.arguments, strict=True)
        }

    # ---------------------------------------------------------------- evaluation

    def value(
        self,
        term: Term,
        index: int,
        variables: Mapping[Term, Value] | None = None,
        step: Step | None = None,
        constants: Mapping[Symbol, Value] | None = None,
    ) -> Value:
        """The value of a term over state `index` (and the parameters of `step`, which is taken there)."""
        more = dict(constants or {})
        if step is not None:
            more |= self.parameters(step)
        fresh = {} if step is None else self._fresh(self._transitions[self.step_name(step)])

        def meaning(symbol: Symbol, place: tuple[Value, ...]) -> Value:
            if symbol in more:
                return more[symbol]
            if symbol in fresh:
                return self._fact(fresh[symbol], index + 1, place)
            return self.meaning(symbol, index, place)

        return evaluate(term, _Small(self._sizes, meaning), variables)

    def _fresh(self, transition: Transition) -> dict[Symbol, Symbol]:
        """For each symbol of an open value the fact that takes it."""
        return {
            symbol: updated
            for updated, closure in transition.updates.items()
            if updated in self._facts
            for symbol in closure.body.symbols.intersection(transition.fresh)
        }

    def meaning(self, symbol: Symbol, index: int, place: tuple[Value, ...]) -> Value:
        """The value of a symbol of the system in a state."""
        if symbol in self._constants:
            return self._constants[symbol]
        if symbol == NOW:
            return self._run.time(index)
        if symbol in self._facts:
            return self._fact(symbol, index, place)
        key = symbol, index, place
        if key not in self._known:
            self._known[key] = self._monitored(symbol, index, place)
        return self._known[key]

    def _fact(self, symbol: Symbol, index: int, place: tuple[Value, ...]) -> Value:
        fact = self._encoding.world.facts[self._facts[symbol]]
        arguments = tuple(self.name(p.sort, value) for p, value in zip(fact.parameters, place, strict=True))
        # Numbers outside of a parameter's range have no place; formulas are guarded against them.
        found = self._run.trace.states[index].facts.get((fact.name, arguments), False)
        return self.number(fact.sort, found) if (fact.name, arguments) in self._run.trace.states[index].facts else found

    def _monitored(self, symbol: Symbol, index: int, place: tuple[Value, ...]) -> Value:
        monitor = self._encoding.monitors.of(symbol)
        assert monitor is not None, f"nothing tells what {symbol.name} is"
        if index == 0:
            return self.value(monitor.initial(), 0, dict(zip(monitor.formals, place, strict=True)))
        step = self._run.trace.steps[index - 1]
        update = self._transitions[self.step_name(step)].updates.get(symbol)
        if update is None:
            return self.meaning(symbol, index - 1, place)
        return self.closure(update, index - 1, place, step)

    def closure(self, closure: Closure, index: int, place: tuple[Value, ...], step: Step) -> Value:
        return self.value(closure.body, index, dict(zip(closure.variables, place, strict=True)), step)

    # ---------------------------------------------------------------- steps

    def admits(self, step: Step, index: int) -> bool:
        """The step can lead from state `index` to the next state of the run."""
        transition = self._transitions[self.step_name(step)]
        if self.value(transition.possible, index, step=step) is not True:
            return False
        if any(self._moved(transition, symbol, index, step) for symbol in self._changing()):
            return False
        return self._run.time(index + 1) == self._time_after(transition, index, step)

    def _changing(self) -> Iterable[Symbol]:
        return self._facts

    def _moved(self, transition: Transition, symbol: Symbol, index: int, step: Step) -> bool:
        """The fact is after the step not what the transition says."""
        fact = self._encoding.world.facts[self._facts[symbol]]
        update = transition.updates.get(symbol)
        for (name, arguments), after in self._run.trace.states[index + 1].facts.items():
            if name != fact.name:
                continue
            place = tuple(self.number(p.sort, v) for p, v in zip(fact.parameters, arguments, strict=True))
            wanted = self._fact(symbol, index, place) if update is None else self.closure(update, index, place, step)
            if wanted != self.number(fact.sort, after):
                return True
        return False

    def _time_after(self, transition: Transition, index: int, step: Step) -> Value:
        update = transition.updates.get(NOW)
        return self._run.time(index) if update is None else self.closure(update, index, (), step)

    def complies(self, step: Step, index: int) -> bool:
        return self.value(self._transitions[self.step_name(step)].complies, index, step=step) is True
