"""Whether there is a way out: a run that goes on and keeps the policy until all that is owed now has fallen due.

The reference semantics is asked, step by step, over one small universe. Waits go to the moments at which something can
change: those of deadlines, those just past them, and those at which a length of time in the policy has passed since
some state of the run, or is left until a deadline. Runs that come to the same (facts, time, what is owed since when,
when acts happened that matter later) go on alike; where a policy looks at more of the past, no two are taken so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rspverify.check.audit.mentions import formulas
from rspverify.policy.expressions import (
    AlwaysSoFar,
    DurationRef,
    Elapsed,
    Expr,
    Happening,
    Hours,
    Now,
    Occurs,
    Once,
    Previously,
    Since,
)
from rspverify.policy.norms import Clause, Duty, Order, Policy
from rspverify.policy.sorts import DurationSort, IntSort, TimeSort
from rspverify.policy.vocabulary import World
from rspverify.policy.walk import subexpressions
from rspverify.semantics import duties, norms, occurrences
from rspverify.semantics.comply import offences_at
from rspverify.semantics.evaluate import length
from rspverify.semantics.run import Environment, Run, key_of
from rspverify.semantics.steps import Candidates, acts, successors
from rspverify.trace.values import Act, Step, Wait

CANDIDATES = Candidates(numbers=(0, 1), moments=(0,))


class CutOff(Exception):
    """So much was looked at that the search is given up: nothing is known."""


class Allowance:
    """How much may still be tried. A step costs as much as the run is long to whose end it is put, all of which is read
    again to tell what is owed then."""

    def __init__(self, work: int) -> None:
        self.left = work

    def spend(self, run: Run) -> None:
        """For a step at the end of this run. Raises `CutOff`."""
        self.left -= max(run.last, 1)
        if self.left < 0:
            raise CutOff


@dataclass(frozen=True)
class Owed:
    """A duty that is open, or in force, with a deadline that has not passed."""

    clause: Clause
    environment: Environment
    due: int


@dataclass(frozen=True)
class _Remembered:
    """Acts of which it matters whether they ever happened, and those of which it matters when."""

    ever: frozenset[str]
    timed: frozenset[str]


@dataclass(frozen=True)
class Futures:
    """How runs of one policy go on in a (sliced) world."""

    world: World
    policy: Policy

    @cached_property
    def _remembered(self) -> _Remembered | None:
        """What matters later of what has happened; None: more of the past than that."""
        ever: set[str] = set()
        timed: set[str] = set()
        for clause in self.policy.clauses.values():
            match clause.norm:
                case Order(each=True):
                    return None
                case Order(acts=earlier, at_least=least):
                    (ever if least is None else timed).update(act.action for act in earlier)
        for part in (part for one in _formulas(self.world, self.policy) for part in subexpressions(one)):
            match part:
                case Once(Occurs(Happening(action))):
                    ever.add(action)
                case Elapsed(occurrence=Happening(action)):
                    timed.add(action)
                case Once() | Previously() | Since() | AlwaysSoFar() | Elapsed():
                    return None
        return _Remembered(frozenset(ever), frozenset(timed))

    @cached_property
    def searchable(self) -> bool:
        """Whether nothing hangs on numbers or moments of which there is no end: then a way could be overlooked."""
        facts = self.world.facts.values()
        endless = any(isinstance(one.sort, TimeSort | DurationSort) or one.sort == IntSort() for one in facts)
        parts = (part for formula in _formulas(self.world, self.policy) for part in subexpressions(formula))
        return not endless and not any(isinstance(part, Now) for part in parts)

    def owed(self, run: Run) -> tuple[Owed, ...]:
        """What is owed in the last state and has not fallen due."""
        found = []
        for clause, env in duties.owed_instances(run, self.policy, run.last):
            due = duties.due(run, self.policy, clause, env, run.last)
            bound = norms.binds(run, self.policy, norms.agent_in(clause, env))
            if bound and due is not None and due >= run.time(run.last):
                found.append(Owed(clause, env, due))
        return tuple(found)

    def key(self, run: Run, since: int = 0) -> Hashable:
        """Runs that begin alike up to state `since` and have the same key go on alike."""
        state = run.trace.states[-1]
        kept = self._remembered
        happened: Hashable = run.trace.steps[since:]
        if kept is not None:
            done = [(one, run.time(i + 1)) for i, one in enumerate(run.trace.steps) if i >= since]
            acted = [(one, when) for one, when in done if isinstance(one, Act)]
            ever = frozenset(one for one, _ in acted if one.action in kept.ever)
            happened = ever, frozenset((one, when) for one, when in acted if one.action in kept.timed)
        owed = tuple(
            (
                clause.name,
                key_of(env),
                duties.due(run, self.policy, clause, env, run.last),
                self._since(run, clause, env),
            )
            for clause, env in duties.owed_instances(run, self.policy, run.last)
        )
        return frozenset(state.facts.items()), state.time, happened, owed

    def _since(self, run: Run, clause: Clause, env: Environment) -> int | None:
        begun = duties.opened if isinstance(clause.norm, Duty) else duties.in_force_since
        return begun(run, self.policy, clause, env, run.last)

    # ---------------------------------------------------------------- steps

    def onward(self, run: Run, horizon: int, allowance: Allowance) -> Iterator[Run]:
        """The runs one step longer that keep the policy, with waits up to `horizon`. Acts that are owed come first, and
        waiting to the end, for most ways out go like that. Raises `CutOff`."""
        owed = self.owed(run)
        helpful: list[Step] = []
        others: list[Step] = []
        steps: list[Step] = [*acts(self.world, run.universe), *self.waits(run, horizon)]
        for step in steps:
            last = isinstance(step, Wait) and run.time(run.last) + step.hours == horizon
            fits = isinstance(step, Act) and any(fulfils(run, one, step) for one in owed)
            (helpful if last or fits else others).append(step)
        for step in (*helpful, *others):
            for state in successors(run, step, CANDIDATES):
                allowance.spend(run)
                longer = run.then(step, state)
                if not offences_at(longer, run.last):
                    yield longer

    def waits(self, run: Run, horizon: int) -> Iterator[Wait]:
        """To each moment at which something can change, far ones first."""
        now = run.time(run.last)
        lengths = set(self.lengths(run))
        dues = {one.due for one in self.owed(run)}
        times = {state.time for state in run.trace.states}
        moments = {time + hours + more for time in times for hours in lengths for more in (0, 1)}
        moments |= {due + more for due in dues for more in (0, 1)}
        moments |= {due - hours + more for due in dues for hours in lengths for more in (0, 1)}
        moments.add(horizon)
        for moment in sorted((one for one in moments if now < one <= horizon), reverse=True):
            yield Wait(moment - now)
        if any(fact.kind == "varying" for fact in self.world.facts.values()):
            yield Wait(0)

    def lengths(self, run: Run) -> Iterator[int]:
        """The lengths of time in the policy, in hours."""
        for formula in _formulas(self.world, self.policy):
            for part in subexpressions(formula):
                match part:
                    case Hours(hours):
                        yield hours
                    case DurationRef(name):
                        yield length(run, name)
                    case _:
                        pass

    # ---------------------------------------------------------------- the way out

    def way_out(self, run: Run, allowance: Allowance) -> Run | None:
        """A run that goes on from this one and keeps the policy until all that is owed now has fallen due; None: there
        is none. Raises `CutOff`."""
        horizon = max((one.due for one in self.owed(run)), default=run.time(run.last)) + 1
        seen: set[Hashable] = {self.key(run, run.last)}
        # Each level of the stack is one step.
        stack = [self.onward(run, horizon, allowance)]
        while stack:
            longer = next(stack[-1], None)
            if longer is None:
                stack.pop()
                continue
            if longer.time(longer.last) >= horizon:
                return longer
            key = self.key(longer, run.last)
            if key not in seen:
                seen.add(key)
                stack.append(self.onward(longer, horizon, allowance))
        return None


def fulfils(run: Run, owed: Owed, act: Act) -> bool:
    """Whether an act in the last state fulfils what is owed."""
    return any(
        occurrences.fits(occurrences.pattern(run, wanted, run.last, owed.environment), act)
        for wanted in owed.clause.norm.acts
    )


def _formulas(world: World, policy: Policy) -> Iterator[Expr]:
    yield policy.in_force
    for clause in policy.clauses.values():
        yield from formulas(clause)
    for action in world.actions.values():
        yield action.requires
        for effect in action.effects:
            yield effect.condition
