"""What a step does and when it can happen (language.md 2, "Effects", "A run is a finite sequence of states")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from rspverify.policy.sorts import BoolSort, DurationSort, EntitySort, EnumSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import Action, World
from rspverify.semantics.evaluate import holds, value
from rspverify.semantics.run import (
    ConflictingEffects,
    Environment,
    Run,
    belongs,
    environments,
    places,
    values_of,
)
from rspverify.semantics.search import TRIES, Choice, solutions
from rspverify.trace.values import Act, Place, State, Step, Universe, Value, Wait


@dataclass(frozen=True)
class Outcome:
    """What an act does to the facts: places that get a value, and places whose value it leaves open."""

    written: Mapping[Place, Value]
    opened: frozenset[Place]


NOTHING = Outcome({}, frozenset())


def parameters_of(action: Action, act: Act) -> Environment:
    return {p.name: argument for p, argument in zip(action.parameters, act.arguments, strict=True)}


def outcome(run: Run, act: Act, i: int) -> Outcome:
    """The effects of an act in state i, all read there. Raises `ConflictingEffects`."""
    action = run.world.actions[act.action]
    written: dict[Place, Value] = {}
    opened: set[Place] = set()
    for effect in action.effects:
        for spread in environments(run.universe, effect.spread):
            env = {**parameters_of(action, act), **spread}
            if not holds(run, effect.condition, i, env):
                continue
            place = effect.fact, tuple(value(run, argument, i, env) for argument in effect.arguments)
            if effect.value is None:
                opened.add(place)
                continue
            new = value(run, effect.value, i, env)
            if written.setdefault(place, new) != new:
                raise ConflictingEffects(f"`{show(act)}` writes both {written[place]} and {new} to {show_place(place)}")
    for place in written:
        if place in opened:
            raise ConflictingEffects(f"`{show(act)}` both writes {show_place(place)} and leaves it open")
    return Outcome(written, frozenset(opened))


def demands_met(run: Run, act: Act, i: int) -> bool:
    """`requires` holds in state i."""
    action = run.world.actions[act.action]
    return holds(run, action.requires, i, parameters_of(action, act))


# ---------------------------------------------------------------- is a given step, a given state, one of a run


def misplaced(world: World, universe: Universe, state: State) -> str | None:
    """What keeps a state from giving every fact, and nothing else, a value of its sort; None: nothing."""
    found = 0
    for place in places(world, universe):
        if place not in state.facts:
            return f"{show_place(place)} has no value"
        if not belongs(universe, world.facts[place[0]].sort, state.facts[place]):
            return f"{show_place(place)} cannot be {state.facts[place]!r}"
        found += 1
    if found != len(state.facts):
        known = set(places(world, universe))
        return f"{next(show_place(place) for place in state.facts if place not in known)} does not exist"
    return None


def broken_axiom(run: Run, i: int) -> str | None:
    """The first axiom that state i does not satisfy."""
    return next((axiom.name for axiom in run.world.axioms if not holds(run, axiom.formula, i, {})), None)


def misstep(run: Run, i: int) -> str | None:
    """Why the step from state i cannot happen or does not lead to state i + 1 as the run says; None: it can and does.

    Takes both states to be well formed (`misplaced`). Raises `SemanticsError`.
    """
    before, step, after = run.trace.states[i], run.trace.steps[i], run.trace.states[i + 1]
    match step:
        case Act():
            problem = malformed(run, step)
            if problem is not None:
                return problem
            if not demands_met(run, step, i):
                return f"`{show(step)}` requires what does not hold"
            passed, does = 0, outcome(run, step, i)
        case Wait(hours):
            if hours < 0:
                return "time cannot go back"
            passed, does = hours, NOTHING
    if after.time != before.time + passed:
        return f"the time after it is {after.time} and should be {before.time + passed}"
    for place, new in does.written.items():
        if after.facts.get(place, None) != new:
            return f"{show_place(place)} should become {new} and is {after.facts.get(place, 'no place')}"
    for place, old in before.facts.items():
        if place in does.written or place in does.opened or run.world.facts[place[0]].kind == "varying":
            continue
        if after.facts[place] != old:
            return f"{show_place(place)} changes from {old} to {after.facts[place]} by nobody's doing"
    axiom = broken_axiom(run, i + 1)
    return None if axiom is None else f"it would break the axiom `{axiom}`"


def malformed(run: Run, act: Act) -> str | None:
    """Why this is no act at all: no such action, or not such arguments."""
    action = run.world.actions.get(act.action)
    if action is None or len(action.parameters) != len(act.arguments):
        return f"there is no act `{show(act)}`"
    for parameter, argument in zip(action.parameters, act.arguments, strict=True):
        if not belongs(run.universe, parameter.sort, argument):
            return f"`{argument}` cannot be the `{parameter.shown}` of `{act.action}`"
    return None


# ---------------------------------------------------------------- which steps can happen


@dataclass(frozen=True)
class Candidates:
    """Which values are tried for an open place whose sort has no end of values, after its present one."""

    numbers: tuple[int, ...] = (0, 1)
    moments: tuple[int, ...] = (0,)

    def of(self, universe: Universe, sort: Sort) -> tuple[Value, ...]:
        match sort:
            case TimeSort() | DurationSort():
                return self.moments
            case IntSort(low=None):
                return self.numbers
            case BoolSort() | EntitySort() | EnumSort() | IntSort():
                return values_of(universe, sort)


def acts(world: World, universe: Universe) -> Iterator[Act]:
    """All acts and events, possible or not, in order of declarations and members."""
    for action in world.actions.values():
        for arguments in product(*(values_of(universe, parameter.sort) for parameter in action.parameters)):
            yield Act(action.name, arguments)


def successors(
    run: Run,
    step: Step,
    candidates: Candidates,
    settled: Mapping[Place, Value] | None = None,
    tries: int = TRIES,
) -> Iterator[State]:
    """The states to which a step from the last state can lead; none where it cannot happen.

    Open places try the present value first, then `candidates`; the first successor thus changes little. `settled`
    gives the values of some varying places, and then every other varying place stays as it is. Raises
    `ConflictingEffects`, `LimitReached`.
    """
    i, now = run.last, run.trace.states[-1]
    if isinstance(step, Act) and (malformed(run, step) is not None or not demands_met(run, step, i)):
        return
    does = outcome(run, step, i) if isinstance(step, Act) else NOTHING
    facts = {**now.facts, **does.written, **(settled or {})}
    if any(place not in now.facts or not _in_sort(run, place, facts[place]) for place in facts):
        return
    time = now.time + (step.hours if isinstance(step, Wait) else 0)
    loose = [
        place
        for place in now.facts
        if place in does.opened or (settled is None and run.world.facts[place[0]].kind == "varying")
    ]
    choices: list[Choice] = [(place, _values(run, place, facts[place], candidates)) for place in loose]
    after = run.then(step, State(time, facts))
    for found in solutions(after, choices, [axiom.formula for axiom in run.world.axioms], tries):
        yield State(time, {**facts, **found})


def _in_sort(run: Run, place: Place, found: Value) -> bool:
    return belongs(run.universe, run.world.facts[place[0]].sort, found)


def _values(run: Run, place: Place, present: Value, candidates: Candidates) -> Callable[[], Iterable[Value]]:
    others = candidates.of(run.universe, run.world.facts[place[0]].sort)
    return lambda: (present, *(other for other in others if other != present))


def possible(run: Run, act: Act, i: int, candidates: Candidates | None = None) -> bool:
    """An act is possible in state i: it `requires` what holds, and there is a state to which it can lead."""
    found = successors(run.until(i), act, candidates or Candidates())
    return next(found, None) is not None


def why_impossible(run: Run, step: Step, settled: Mapping[Place, Value] | None = None) -> str:
    """Why `successors` finds no state for a step from the last state, in words."""
    does, now = NOTHING, run.trace.states[-1]
    if isinstance(step, Act):
        problem = malformed(run, step)
        if problem is not None:
            return problem
        if not demands_met(run, step, run.last):
            return "it requires what does not hold"
        does = outcome(run, step, run.last)
    for place, new in does.written.items():
        if place not in now.facts or not _in_sort(run, place, new):
            return f"{show_place(place)} would become {new}, which is out of range"
    time = now.time + (step.hours if isinstance(step, Wait) else 0)
    after = run.then(step, State(time, {**now.facts, **does.written, **(settled or {})}))
    axiom = broken_axiom(after, after.last)
    return "no state that it can lead to is allowed" if axiom is None else f"it would break the axiom `{axiom}`"


# ---------------------------------------------------------------- words


def show(step: Step) -> str:
    match step:
        case Act(action, arguments):
            return show_place((action, arguments)).strip("`")
        case Wait(hours):
            return f"wait {hours} hours"


def show_place(place: Place) -> str:
    name, arguments = place
    return f"`{name}({', '.join(str(argument) for argument in arguments)})`" if arguments else f"`{name}`"
