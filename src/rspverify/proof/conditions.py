"""The verification conditions of a certificate, built from the system, the goal and the invariants alone.

This is not the engines' code: it does not unroll incrementally, folds nothing of `initial`, and shares no solver with
them, so that a mistake of theirs cannot certify itself. Each condition is a list of formulas that cannot all be true:

* `start`: an initial state where an invariant fails;
* `kept by t`, for each transition: a state with the invariants, and after `t` one without;
* `goal within j`, for each j below k: a run of j steps that reaches the goal;
* `goal after k`: a path of k steps from any state with the invariants, the goal reached at its end and not before,
  for each last transition and each of the goal's steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations, script
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import BadStep, Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term


@dataclass(frozen=True)
class Demand:
    """A verification condition as formulas: not all of them can be true."""

    name: str
    formulas: tuple[Term, ...]


@dataclass(frozen=True)
class VerificationCondition:
    """`smtlib` is a whole script; the condition holds where a solver answers `unsat`."""

    name: str
    smtlib: str


def conditions(system: TransitionSystem, goal: Goal, k: int, invariant: Term) -> Iterator[VerificationCondition]:
    """All conditions, in order."""
    for demand in demands(system, goal, k, invariant):
        used = sorted({symbol for part in demand.formulas for symbol in part.symbols}, key=lambda symbol: symbol.name)
        declared = Declarations(system.sorts, system.enums, tuple(used))
        yield VerificationCondition(demand.name, script(declared, demand.formulas))


def demands(system: TransitionSystem, goal: Goal, k: int, invariant: Term) -> Iterator[Demand]:
    """The same, as formulas."""
    initially = [system.background, system.initial, system.constraint]
    anywhere = [system.background, system.constraint, invariant]
    if invariant is not build.TRUE:
        yield _demand("start", [*initially, build.negate(invariant)])
        for transition in system.transitions:
            path = _Path(system, goal, anywhere, invariant)
            path.take(transition, goal=None)
            kept = set(_parts(invariant))
            broken = [p for p in _parts(path.now(invariant)) if p not in kept]
            formulas = [*path.formulas, build.negate(build.conj(broken))]
            yield _demand(f"kept by {transition.name}", formulas)
    for depth in range(k):
        yield from _ends(system, goal, depth, initially, build.TRUE, False)
    yield from _ends(system, goal, k, anywhere, invariant, True)


def _ends(
    system: TransitionSystem, goal: Goal, depth: int, start: list[Term], invariant: Term, first: bool
) -> Iterator[Demand]:
    """Every way to reach the goal in exactly `depth` steps (its steps: at least one); `first`: and not before."""
    name = "goal after" if first else "goal within"
    before = goal if first else None
    if goal.state is not build.FALSE:
        if depth == 0:
            yield _demand(f"{name} 0", [*start, goal.state])
        else:
            for transition in system.transitions:
                path = _Path(system, goal, start, invariant)
                path.wander(depth - 1, before)
                path.take(transition, before)
                path.formulas.append(path.now(invariant))
                formulas = [*path.formulas, path.now(goal.state)]
                yield _demand(f"{name} {depth}, by {transition.name}", formulas)
    if depth > 0 or first:
        for number, bad in enumerate(goal.steps):
            path = _Path(system, goal, start, invariant)
            path.wander(max(depth, 1) - 1, before)
            path.take_bad(bad)
            yield _demand(f"{name} {max(depth, 1)}, step {number} ({bad.transition})", path.formulas)


def _demand(name: str, formulas: list[Term]) -> Demand:
    """A formula that is false by itself stands alone."""
    parts = tuple(dict.fromkeys(part for formula in formulas for part in _parts(formula)))
    return Demand(name, (build.FALSE,) if build.FALSE in parts else parts)


def _parts(term: Term) -> tuple[Term, ...]:
    if term is build.TRUE:
        return ()
    return term.args if term.op == "and" else (term,)


class _Path:
    """A path and what must be true of it."""

    def __init__(self, system: TransitionSystem, goal: Goal, start: list[Term], invariant: Term) -> None:
        self.formulas = list(start)
        self._system = system
        self._invariant = invariant
        self._state: dict[Symbol, Closure] = {}
        self._length = 0
        self._taken = {symbol.name for symbol in (*system.symbols, *goal.constants)}

    def now(self, term: Term) -> Term:
        return replace_symbols(term, self._state)

    def wander(self, steps: int, goal: Goal | None) -> None:
        """So many steps of any kind."""
        for _ in range(steps):
            self._avoid(goal)
            names = [self._new(f"step {self._length} is {t.name}") for t in self._system.transitions]
            kinds = [build.apply(Symbol(name, (), BOOL)) for name in names]
            self.formulas.append(build.disj(kinds))
            self.formulas.extend(
                build.negate(build.both(one, other)) for i, one in enumerate(kinds) for other in kinds[:i]
            )
            after = dict(self._state)
            for kind, transition in zip(kinds, self._system.transitions, strict=True):
                local = self._local(transition)
                guard = build.both(transition.possible, transition.complies)
                self.formulas.append(build.implies(kind, replace_symbols(guard, local)))
                for symbol, update in transition.updates.items():
                    value = replace_symbols(update.body, local)
                    rest = after.get(symbol) or Closure(update.variables, build.apply(symbol, update.variables))
                    body = build.ite(kind, value, rest.at(update.variables))
                    after[symbol] = Closure(update.variables, body)
            self._arrive(after)
            self.formulas.append(self.now(self._invariant))

    def take(self, transition: Transition, goal: Goal | None) -> None:
        """One compliant step of this kind."""
        self._avoid(goal)
        self._step(transition, (transition.complies,))

    def take_bad(self, bad: BadStep) -> None:
        """The goal's step."""
        self._step(
            next(t for t in self._system.transitions if t.name == bad.transition), bad.stated or (bad.condition,)
        )

    def _step(self, transition: Transition, conditions: tuple[Term, ...]) -> None:
        """Conditions stay apart: a conjunction that is false by itself would not say why."""
        local = self._local(transition)
        self.formulas.extend(replace_symbols(condition, local) for condition in (transition.possible, *conditions))
        updates = transition.updates.items()
        changed = {symbol: Closure(c.variables, replace_symbols(c.body, local)) for symbol, c in updates}
        self._arrive(self._state | changed)

    def _arrive(self, state: dict[Symbol, Closure]) -> None:
        self._state = state
        self._length += 1
        self.formulas.append(self.now(self._system.constraint))

    def _avoid(self, goal: Goal | None) -> None:
        if goal is not None:
            self.formulas.append(build.negate(self.now(goal.state)))

    def _new(self, name: str) -> str:
        """The name, made different from that of every symbol of the system and the goal."""
        while name in self._taken:
            name += "'"
        return name

    def _local(self, transition: Transition) -> dict[Symbol, Closure]:
        """The state, with the transition's own symbols renamed for this step."""
        local = dict(self._state)
        for symbol in (*transition.parameters, *transition.fresh):
            renamed = Symbol(self._new(f"{symbol.name} in step {self._length}"), symbol.arguments, symbol.sort)
            variables = tuple(build.var(f"place {i}", sort) for i, sort in enumerate(symbol.arguments))
            local[symbol] = Closure(variables, build.apply(renamed, variables))
        return local
