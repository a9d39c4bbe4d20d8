"""A state beside itself with one fact changed: the present value is raised (or lowered), all else and the past stays.

What a formula says of the changed state is a term over the unchanged one and a symbol for the fact's other values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rspverify.encode.decode import Found, exists, naming
from rspverify.encode.steps import Step
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.trace.values import Place, Value


class Raised:
    """One fact with other values in the last state of a run. `symbol`: these values."""

    def __init__(self, encoding: Encoding, fact: str) -> None:
        self._encoding = encoding
        self.fact = encoding.world.facts[fact]
        self._symbol = encoding.symbols.facts[fact]
        self.symbol = Symbol(f"{fact} otherwise", self._symbol.arguments, self._symbol.sort, rigid=True)
        self._variables = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(self.symbol.arguments))
        self._values = Closure(self._variables, build.apply(self.symbol, self._variables))

        def after(step: Step, symbol: Symbol) -> Closure | None:
            if symbol == self._symbol:
                return self._values
            # Monitors look at the state after the step through the step that is asked: this one.
            return step_before(step).after(step, symbol)

        def step_before(step: Step) -> Step:
            return encoding.step(step.name)

        self._steps = {s.name: Step(s.name, s.action, s.parameters, after) for s in encoding.steps.values()}

    # ---------------------------------------------------------------- what a term says of the changed state

    def now(self, term: Term) -> Term:
        """A term read in the changed state, where no monitor in it looks at the fact's present value."""
        return replace_symbols(term, {self._symbol: self._values})

    def at_first(self, term: Term) -> Term:
        """The same where the state is the first of a run, whatever its monitors look at."""
        closures = {self._symbol: self._values}
        for monitor in self._encoding.monitors.all():
            closures[monitor.symbol] = Closure(monitor.formals, self.now(monitor.initial()))
        return replace_symbols(term, closures)

    def after(self, step: Step, term: Term) -> Term:
        """The same, over the state before, where the state is the one that the step leads to."""
        return self._steps[step.name].post(term)

    def looked_at(self, terms: Iterable[Term]) -> bool:
        """Whether a monitor in the terms looks at the fact's present value."""
        return any(self._looks(symbol) for symbol in frozenset().union(*(term.symbols for term in terms)))

    def _looks(self, symbol: Symbol) -> bool:
        monitor = self._encoding.monitors.of(symbol)
        if monitor is None:
            return False
        first = monitor.initial()
        if self.now(first) is not first:
            return True
        return any(
            monitor.update(step) is not monitor.update(self._steps[step.name]) for step in self._encoding.steps.values()
        )

    # ---------------------------------------------------------------- more and less

    def ordered(self, up: bool, allowed: Closure) -> Term:
        """That the other values are nowhere less (with `up` False: more), and the same at places that are not
        `allowed`."""
        present = build.apply(self._symbol, self._variables)
        other = build.apply(self.symbol, self._variables)
        low, high = (present, other) if up else (other, present)
        changed = build.both(allowed.at(self._variables), self._at_most(low, high))
        return build.forall(self._variables, build.either(build.equal(present, other), changed))

    def _at_most(self, low: Term, high: Term) -> Term:
        if low.sort == BOOL:
            return build.implies(low, high)
        if low.sort.values:
            return build.disj(
                build.both(
                    build.equal(low, build.enum(value, low.sort)), build.equal(high, build.enum(above, low.sort))
                )
                for i, value in enumerate(low.sort.values)
                for above in low.sort.values[i:]
            )
        return build.at_most(low, high)

    # ---------------------------------------------------------------- the way back

    def found(
        self,
        found: Found,
        table: Mapping[tuple[Value, ...], Value],
    ) -> dict[Place, Value]:
        """The other values of the fact, as far as the engine looked at them, in the names of `decode`."""
        name = naming(self._encoding, found)
        values: dict[Place, Value] = {}
        for place, value in table.items():
            if all(exists(p.sort, v) for p, v in zip(self.fact.parameters, place, strict=True)):
                arguments = tuple(name(p.sort, v) for p, v in zip(self.fact.parameters, place, strict=True))
                values[self.fact.name, arguments] = name(self.fact.sort, value)
        return values
