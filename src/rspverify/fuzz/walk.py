"""Random runs, step by step: acts that clauses and claims are about, waits that end where something falls due, and
changes by nobody's doing that meet a condition or just fail to.

What varies by nobody's doing changes in waits of no time alone, so that scenarios can tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rspverify.fuzz.aim import Setting, concrete
from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.heading import Heading, nearer, some_heading
from rspverify.fuzz.matter import Matter
from rspverify.fuzz.starting import flipped, start
from rspverify.semantics import duties
from rspverify.semantics.evaluate import length
from rspverify.semantics.run import ConflictingEffects, LimitReached, Run, values_of
from rspverify.semantics.search import Choice, solutions
from rspverify.semantics.steps import Candidates, successors
from rspverify.trace.values import Act, State, Step, Value, Wait

_TRIES = 2_000
_ATTEMPTS = 5
"""So many steps are thought of until one complies; then the run ends."""
_MOMENTS = 24


@dataclass(frozen=True)
class Attempt:
    """A run whose last step has just been thought of. `complies`: it is one of the runs in question, up to its end."""

    run: Run
    complies: bool


def walk(choices: Choices, matter: Matter, most: int) -> Iterator[Attempt]:
    """A random run of at most so many steps: its first state, then each step that was thought of, those included that
    do not comply and are not taken. Raises `SemanticsError` where the policies have no meaning."""
    begun = _begun(choices, matter)
    if begun is None:
        return
    run, heading = begun
    for i in range(run.last + 1):
        yield Attempt(run.until(i), True)
    straight = choices.chance(50)
    while run.last < most:
        if choices.chance(5 if straight else 20):
            heading = some_heading(choices, matter, run)
        for _ in range(_ATTEMPTS):
            longer = _step(choices, matter, run, heading, straight)
            if longer is None:
                continue
            complies = matter.group.complies(longer)
            yield Attempt(longer, complies)
            if complies:
                run = longer
                break
        else:
            return


def _begun(choices: Choices, matter: Matter) -> tuple[Run, Heading | None] | None:
    """As a scenario begins, or at random."""
    if matter.beginnings and choices.chance(25):
        told = choices.one(matter.beginnings)
        run = told.until(choices.number(0, told.last))
        return run, some_heading(choices, matter, run)
    return start(choices, matter)


def _step(choices: Choices, matter: Matter, run: Run, heading: Heading | None, straight: bool) -> Run | None:
    """The run and one more step that can be; None where what was drawn cannot. `straight`: it hardly strays from where
    it is headed."""
    varying = tuple(fact.name for fact in matter.world.facts.values() if fact.kind == "varying")
    kinds = {
        "act": 4,
        "nearer": 0 if heading is None else 80 if straight else 8,
        "wait": 4 if matter.lengths or matter.durations else 1,
        "changes": 3 if varying else 0,
        "owed": 2,
    }
    try:
        match choices.weighted(kinds):
            case "nearer" if heading is not None:
                try:
                    wish = nearer(choices, run, heading)
                except Dead:  # there is no way there from here
                    return _stepped(run, _any_act(choices, matter, run))
                return _stepped(run, wish) if isinstance(wish, Act | Wait) else _changed(matter, run, varying, [wish])
            case "changes":
                return _changed(matter, run, varying, flipped(choices, matter, run, varying, 3))
            case "wait":
                return _stepped(run, Wait(_hours(choices, matter, run)))
            case "owed":
                return _stepped(run, _owed(choices, matter, run))
            case _:
                return _stepped(run, _any_act(choices, matter, run))
    except (Dead, ConflictingEffects, LimitReached):
        return None


def _any_act(choices: Choices, matter: Matter, run: Run) -> Act:
    """Mostly of a kind that matters."""
    name = choices.one(matter.actions or tuple(matter.world.actions))
    if choices.chance(15):
        name = choices.one(tuple(matter.world.actions))
    parameters = matter.world.actions[name].parameters
    return Act(name, tuple(choices.one(values_of(run.universe, one.sort)) for one in parameters))


def _stepped(run: Run, step: Step) -> Run | None:
    """What the step leaves open stays as it is where it can, as in scenarios."""
    state = next(successors(run, step, Candidates(), {}, _TRIES), None)
    return None if state is None else run.then(step, state)


def _owed(choices: Choices, matter: Matter, run: Run) -> Act:
    """An act that fulfils an open duty. Raises `Dead` where there is none."""
    owed = [
        (clause, env)
        for name in matter.group.concerned
        for clause, env in duties.owed_instances(run, run.policies[name], run.last)
    ]
    clause, env = choices.one(owed)
    return concrete(choices, run, choices.one(clause.norm.acts), env)


def _hours(choices: Choices, matter: Matter, run: Run) -> int:
    """How long to wait: until something falls due, or a length has passed since some moment; an hour less or more."""
    now = run.time(run.last)
    ends: dict[int, None] = {}
    for name in matter.group.concerned:
        policy = run.policies[name]
        for clause, env in duties.owed_instances(run, policy, run.last):
            due = duties.due(run, policy, clause, env, run.last)
            if due is not None:
                ends |= dict.fromkeys((due, due - 1, due + 1))
    lengths = [*matter.lengths, *(length(run, name) for name in matter.durations)]
    moments = dict.fromkeys(state.time for state in reversed(run.trace.states))
    for moment in moments:
        ends |= dict.fromkeys(moment + hours + more for hours in lengths for more in (0, -1, 1))
    waits = [end - now for end in ends if end > now][:_MOMENTS]
    return choices.one([*dict.fromkeys([*waits, 1, 24])])


def _changed(matter: Matter, run: Run, varying: tuple[str, ...], settings: Sequence[Setting]) -> Run | None:
    """A wait of no time after which some varying facts are otherwise; others change only where an axiom asks for it."""
    now = run.trace.states[-1]
    new = {place: found for place, found in settings if place[0] in varying and now.facts[place] != found}
    if not new:
        return None
    facts = {**now.facts, **new}
    candidates = Candidates()
    loose: list[Choice] = []
    for place, present in facts.items():
        if place[0] in varying and place not in new:
            others = candidates.of(run.universe, run.world.facts[place[0]].sort)
            loose.append((place, partial(_present_first, present, others)))
    axioms = [axiom.formula for axiom in run.world.axioms]
    longer = run.then(Wait(0), State(now.time, facts))
    found = next(solutions(longer, loose, [*axioms, *matter.presently], _TRIES), None)
    return None if found is None else run.then(Wait(0), State(now.time, {**facts, **found}))


def _present_first(present: Value, others: Sequence[Value]) -> tuple[Value, ...]:
    return (present, *(other for other in others if other != present))
