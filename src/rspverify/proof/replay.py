"""A run played again by evaluation alone: what the solver chose is put into the original system, step by step.

Nothing of the unrolled formulas is used. If the run does not follow the system, that is an error of ours (or of the
solver), and is said so instead of shown as a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.logic.evaluate import Structure, Unbounded, Value, evaluate
from rspverify.logic.substitute import Closure
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import LogicSort, Symbol, Term
from rspverify.proof.outcome import GroundRun, GroundStep, Table
from rspverify.solver.port import Unknown

Tables = dict[Symbol, dict[tuple[Value, ...], Value]]


@dataclass(frozen=True)
class Question:
    """Is the goal reached in exactly `depth` steps, by its step number `bad` (None: in the last state)?"""

    system: TransitionSystem
    goal: Goal
    depth: int
    bad: int | None


@dataclass(frozen=True)
class Choice:
    """A step's transition, the values of its parameters and the tables of its fresh symbols."""

    transition: Transition
    tables: Mapping[Symbol, Table]


def replayed(
    question: Question, sizes: Mapping[LogicSort, int], start: Mapping[Symbol, Table], choices: Sequence[Choice]
) -> GroundRun | Unknown:
    """The run from the `start` (tables of all symbols of the system, the goal's constants among them). Raises
    `Unbounded`."""
    system, goal = question.system, question.goal
    states: list[Mapping[Symbol, Table]] = [start]
    for choice in choices:
        states.append(_after(system, states[-1], choice, sizes))
    fault = _fault(question, sizes, states, choices)
    if fault is not None:
        return Unknown(f"internal: the run found does not follow the system: {fault}")
    rigid = [s for s in (*system.symbols, *goal.constants) if (s.rigid and not s.arguments) or s in goal.constants]
    return GroundRun(
        sizes=dict(sizes),
        constants={symbol: start[symbol][()] for symbol in rigid},
        states=tuple({symbol: state[symbol] for symbol in system.symbols} for state in states),
        steps=tuple(
            GroundStep(c.transition.name, {p: c.tables[p][()] for p in c.transition.parameters}) for c in choices
        ),
        bad=question.bad,
    )


class Computed(dict[tuple[Value, ...], Value]):
    """A table that knows how its values are found: of numbers only the places that matter are in it from the start,
    and none where these are too many."""

    def __init__(self, world: Structure, symbol: Symbol, closure: Closure) -> None:
        super().__init__()
        self._world, self._closure = world, closure
        if world.few(symbol.arguments):
            for place in world.places(symbol):
                self[place] = self[place]

    def __missing__(self, place: tuple[Value, ...]) -> Value:
        closure = self._closure
        found = self[place] = evaluate(closure.body, self._world, dict(zip(closure.variables, place, strict=True)))
        return found


def structure(system: TransitionSystem, sizes: Mapping[LogicSort, int], *tables: Mapping[Symbol, Table]) -> Structure:
    """Later tables prevail."""
    joined: dict[Symbol, Table] = {}
    for table in tables:
        joined.update(table)

    def meaning(symbol: Symbol, place: tuple[Value, ...]) -> Value:
        table = joined[symbol]
        if place not in table and not isinstance(table, Computed):
            raise Unbounded(f"a number is needed that no place of `{symbol.name}` has")
        return table[place]

    return Structure(sizes, meaning, system.numbers)


def _after(
    system: TransitionSystem, state: Mapping[Symbol, Table], choice: Choice, sizes: Mapping[LogicSort, int]
) -> Mapping[Symbol, Table]:
    before = structure(system, sizes, state, choice.tables)
    after = dict(state)
    for symbol, update in choice.transition.updates.items():
        after[symbol] = Computed(before, symbol, update)
    return after


def _fault(
    question: Question,
    sizes: Mapping[LogicSort, int],
    states: Sequence[Mapping[Symbol, Table]],
    choices: Sequence[Choice],
) -> str | None:
    """What is wrong with the run, if anything is."""
    system, goal = question.system, question.goal
    wanted: list[tuple[str, Term, Structure]] = [
        ("background", system.background, structure(system, sizes, states[0])),
        ("initial", system.initial, structure(system, sizes, states[0])),
        *((f"constraint at {i}", system.constraint, structure(system, sizes, s)) for i, s in enumerate(states)),
    ]
    for number, choice in enumerate(choices):
        before = structure(system, sizes, states[number], choice.tables)
        wanted.append((f"possible at {number}", choice.transition.possible, before))
        if question.bad is None or number < len(choices) - 1:
            wanted.append((f"complies at {number}", choice.transition.complies, before))
        else:
            wanted.append(("goal", goal.steps[question.bad].condition, before))
    if question.bad is None:
        wanted.append(("goal", goal.state, structure(system, sizes, states[-1])))
    for name, term, world in wanted:
        for part in term.args if term.op == "and" else (term,):
            if evaluate(part, world) is not True:
                return name
    return None
