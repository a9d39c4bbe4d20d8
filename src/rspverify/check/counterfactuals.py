"""What would have had to be otherwise: the smallest changes of a story's facts that take away what it shows.

Changed are values with which the story begins, and values that varied in it by nobody's doing; all else follows from
them by the semantics. A change counts if what follows is still a run that keeps the assumptions, and either a policy no
longer lets a step be, or the claim is not broken (with `possible`: what was asked for is not there), at the end or
before. The reference semantics alone judges.

The search is complete up to its limits: a further change can only matter at a place that was looked at when the changes
so far were judged (as conflicts guide a search; Reiter, "A Theory of Diagnosis from First Principles", 1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from rspverify.check.phrases import default_value, fact_phrase, step_phrase
from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.policy.claims import CanComply, Conditions, PossibleAct, PossibleState, Project, Property, TraceClaim
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort, TimeSort
from rspverify.semantics.admission import Confirmed, Refused, Replay, run_of, unassumed
from rspverify.semantics.claims import judge_at
from rspverify.semantics.compared import judge_compared
from rspverify.semantics.comply import BreachedDuty, ForbiddenAct, Offence, offences_at
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run, SemanticsError, values_of
from rspverify.semantics.steps import demands_met, outcome
from rspverify.trace.values import Act, Place, State, Trace, Value

MOST_TRIED = 1500
"""So many changed stories are judged at most: a count, so that the answer is the same on every machine."""
MOST_SHOWN = 8
MOST_CHANGES = 3


@dataclass(frozen=True)
class Changed:
    """One value that is otherwise: at first (`step` 0), or from a step on."""

    step: int
    place: Place
    value: Value


@dataclass(frozen=True)
class Counterfactual:
    """`changes` in words, which all have to be so together; `then`: what would have been the consequence. `changed`:
    the changes themselves."""

    changes: tuple[str, ...]
    then: str
    changed: frozenset[Changed] = frozenset()


@dataclass(frozen=True)
class Counterfactuals:
    """The smallest ones, fewest changes first. `complete`: no other change of so many facts at most (`up_to`) would do,
    as far as numbers were tried; else the search was cut off."""

    found: tuple[Counterfactual, ...]
    up_to: int
    complete: bool


class _Watched(dict[Place, Value]):
    """The facts of a state, which remember where they were looked at."""

    def __init__(self, facts: Mapping[Place, Value], seen: set[Place]) -> None:
        super().__init__(facts)
        self._seen = seen

    def __getitem__(self, place: Place) -> Value:
        self._seen.add(place)
        return super().__getitem__(place)

    def get(self, place: Place, default: Any = None) -> Any:
        self._seen.add(place)
        return super().get(place, default)


@dataclass(frozen=True)
class _Judged:
    """`then`: the consequence in words where the story shows nothing any more, else empty. `seen`: the places that
    mattered to that."""

    then: str
    seen: frozenset[Place]


def counterfactuals(
    project: Project, conditions: Conditions, asked: Property, trace: Trace, most: int = MOST_TRIED
) -> Counterfactuals:
    """Of a story about one run that the reference semantics confirmed. Raises `TypeError` for one about two."""
    search = _Search(project, conditions, asked, trace, most)
    return search.result()


class _Search:
    def __init__(self, project: Project, conditions: Conditions, asked: Property, trace: Trace, most: int) -> None:
        self._project, self._conditions, self._asked, self._left = project, conditions, asked, most
        self._setting = Setting.of(project, conditions)
        self._draft = draft_of(self._setting, trace)
        self._trace = trace

    def result(self) -> Counterfactuals:
        """Level by level: sets of changes that do not suffice grow by one."""
        found: dict[frozenset[Changed], str] = {}
        start = frozenset[Changed]()
        level = {start: self._judged(start).seen}
        size = 0
        while level and size < MOST_CHANGES and len(found) < MOST_SHOWN and self._left > 0:
            # Three changes are told only where fewer do not suffice.
            if found and size == 2:
                break
            size += 1
            above: dict[frozenset[Changed], frozenset[Place]] = {}
            for before, seen in level.items():
                for changed in self._changes(seen, before):
                    grown = before | {changed}
                    if grown in above or any(smaller <= grown for smaller in found):
                        continue
                    if self._left == 0:
                        break
                    self._left -= 1
                    judged = self._judged(grown)
                    if judged.then:
                        found[grown] = judged.then
                    else:
                        above[grown] = judged.seen
            level = above
        complete = self._left > 0 and len(found) <= MOST_SHOWN
        told = [Counterfactual(tuple(self._said(changes)), then, changes) for changes, then in found.items()]
        return Counterfactuals(tuple(told[:MOST_SHOWN]), size, complete)

    def _changes(self, seen: frozenset[Place], before: frozenset[Changed]) -> Iterator[Changed]:
        """What may be changed besides, at the places that were looked at, in the order of declarations and members."""
        taken = {(one.step, one.place) for one in before}
        for place in self._draft.first:
            if place in seen:
                for step, present in self._moments(place):
                    if (step, place) not in taken:
                        for value in self._others(place, present):
                            yield Changed(step, place, value)

    def _moments(self, place: Place) -> Iterator[tuple[int, Value]]:
        """When the story gives a place a value of itself: at first, and where it varies."""
        yield 0, self._draft.first[place]
        for i, changed in enumerate(self._draft.changed):
            if place in changed:
                yield i + 1, changed[place]

    def _others(self, place: Place, present: Value) -> Iterator[Value]:
        """Other values of the sort; of numbers and moments those nearby and those that occur in the story."""
        sort = self._project.world.facts[place[0]].sort
        if isinstance(sort, BoolSort | EntitySort | EnumSort):
            values = values_of(self._draft.universe, sort)
        else:
            alike = (state.facts[place] for state in self._trace.states)
            times = (state.time for state in self._trace.states if isinstance(sort, TimeSort))
            nearby = (default_value(self._draft.universe, sort), int(present) + 1, int(present) - 1)
            values = tuple(dict.fromkeys((*nearby, *alike, *times)))
        yield from (value for value in values if value != present)

    # ---------------------------------------------------------------- what follows

    def _judged(self, changes: frozenset[Changed]) -> _Judged:
        everywhere = frozenset(self._draft.first)
        # Whether an act is possible hangs on a state that would follow, and so on facts that nothing looks at here.
        hypothetical = isinstance(self._asked.claim, CanComply)
        trace = stepped(self._setting, _applied(self._draft, changes))
        if trace is None:
            return _Judged("", everywhere)
        seen: set[Place] = set()
        states = tuple(State(state.time, _Watched(state.facts, seen)) for state in trace.states)
        try:
            then = self._consequence(self._setting.run(replace(trace, states=states)), trace)
        except SemanticsError:
            return _Judged("", everywhere)
        return _Judged(then, everywhere if hypothetical else frozenset(seen))

    def _consequence(self, run: Run, trace: Trace) -> str:
        """Of a changed story; empty where it is no run of those in question, or still shows the same. `run` is the
        trace, watched: what its steps and the rules of the world depend on is looked at here too."""
        _look_at_effects(run)
        if not isinstance(run_of(self._project, self._conditions, trace), Run):
            _look_at_rules(run)
            return ""
        if unassumed(self._project, self._conditions, run) is not None:
            return ""
        return self._of_claim(run) if isinstance(self._asked.claim, TraceClaim) else self._of_comparison(run)

    def _of_claim(self, run: Run) -> str:
        for moment in range(run.last + 1):
            offences = offences_at(run, moment - 1, self._conditions.tolerated) if moment else ()
            if offences:
                return _offended(run, moment - 1, offences[0])
            if judge_at(run, self._asked, moment) is not None:
                return ""
        if isinstance(self._asked.claim, PossibleAct | PossibleState):
            return "it would not have been as asked for"
        return "the property would not have been broken"

    def _of_comparison(self, run: Run) -> str:
        judged: Replay | None = None
        for moment in range(run.last + 1):
            judged = judge_compared(self._project, self._conditions, self._asked, run.until(moment))
            if isinstance(judged, Confirmed):
                return ""
        assert isinstance(judged, Refused)
        return f"the property would not have been broken: {judged.reason}"

    # ---------------------------------------------------------------- in words

    def _said(self, changes: frozenset[Changed]) -> Iterator[str]:
        order = {place: at for at, place in enumerate(self._draft.first)}
        for one in sorted(changes, key=lambda changed: (changed.step, order[changed.place])):
            since = f", from step {one.step} on," if one.step else ""
            so, value = ("not been", True) if one.value is False else ("been", one.value)
            yield f"had it {so} so{since} that {fact_phrase(self._project.world, one.place, value)}"


def _applied(draft: Draft, changes: frozenset[Changed]) -> Draft:
    first, later = dict(draft.first), [dict(changed) for changed in draft.changed]
    for one in changes:
        (later[one.step - 1] if one.step else first)[one.place] = one.value
    return replace(draft, first=first, changed=tuple(later))


def _look_at_effects(run: Run) -> None:
    for i, step in enumerate(run.trace.steps):
        if isinstance(step, Act):
            outcome(run, step, i)


def _look_at_rules(run: Run) -> None:
    """At all that decides whether this is a run."""
    for formula in run.world.initially:
        holds(run, formula, 0, {})
    for i in range(run.last + 1):
        for axiom in run.world.axioms:
            holds(run, axiom.formula, i, {})
    for i, step in enumerate(run.trace.steps):
        if isinstance(step, Act):
            demands_met(run, step, i)


def _offended(run: Run, i: int, offence: Offence) -> str:
    step = f"step {i + 1} ({step_phrase(run.world, run.trace.steps[i])})"
    match offence:
        case ForbiddenAct(policy, _, clauses, _):
            by = " and ".join(f"{policy}.{clause}" for clause in clauses)
            return f"{by or f'{policy}, which permits only what it says,'} would have forbidden {step}"
        case BreachedDuty(policy, clause, _):
            return f"{step} would have breached {policy}.{clause}"
        case _:
            assert_never(offence)
