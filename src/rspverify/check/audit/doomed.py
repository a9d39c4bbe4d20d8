"""RSP407: a state from which every way leads to a breach.

What: a run that keeps the policy, to a state in which duties are open, and from which it cannot go on so that all of
them are kept, or let go, until the last of them has fallen due: whatever anybody does, and whatever happens, the policy
is broken. The earliest such state is told. `RSP403` looks at one duty at its last hour; this sees also two duties of
which each excludes the other, and an act that is forbidden until it is too late.
Why: who comes there has to break the policy, though nobody has broken it yet.
Formula: none; a search by the reference semantics, over few members and steps (`docs/audit.md` says how few). What it
finds is so; where it finds nothing, there may be more to find.
Example: `l must open(l) within 1 day after ask(l)` and `l must close(l) within 1 day after ask(l)`, if each act rules
out the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rspverify.check.audit.asking import Audited
from rspverify.check.audit.dead_ends import has_deadlines
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.futures import CANDIDATES, Allowance, CutOff, Futures, Owed, fulfils
from rspverify.check.audit.redundant import without
from rspverify.check.audit.saying import concrete_text, excerpt, listed
from rspverify.check.audit.slices import facts_in, sliced
from rspverify.check.confirm import complete
from rspverify.check.mentions import spoken_of
from rspverify.check.results import Story
from rspverify.check.story import tell
from rspverify.check.words import moment_text
from rspverify.encode.decode import Sketch
from rspverify.policy.claims import Check, Conditions, PossibleState, Property
from rspverify.policy.conditions import reading_combinations
from rspverify.policy.expressions import Truth
from rspverify.policy.norms import Exemption, Order, Permission, Policy, Prohibition, SolePermission
from rspverify.policy.sorts import IntSort
from rspverify.policy.vocabulary import World
from rspverify.semantics import norms
from rspverify.semantics.admission import incompliance, run_of
from rspverify.semantics.enumerate import all_lengths
from rspverify.semantics.replay import Confirmed, Refused
from rspverify.semantics.run import Run, SemanticsError
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import acts, possible
from rspverify.trace.values import Act, Trace, Universe

CODE = "RSP407"

STEPS = 3
"""So many steps lead to the states that are looked at."""
WORK = 40_000
"""So much is tried for one policy."""
FIRST_STATES = 64
COMBINATIONS = 4
LENGTHS = (24,)
"""Of durations of unknown length, in hours."""


def doomed(audited: Audited) -> Iterator[Finding | Untold]:
    """The earliest doomed state that is found."""
    if not _may_be_torn(audited.project.world, audited.policy):
        return
    if set(spoken_of(audited.policy, audited.project.world)) - {audited.policy.name}:
        # What other policies remember is not followed, so a way out could be overlooked.
        return
    world = sliced(audited.project.world, audited.policy)
    futures = Futures(world, audited.policy)
    if not futures.searchable:
        return
    conditions = Conditions((audited.policy.name,), (), (), (), (), None)
    allowance = Allowance(WORK)
    for readings in islice(reading_combinations(audited.project.world, conditions), COMBINATIONS):
        for universe in _universes(world):
            run = _earliest(audited, futures, universe, readings, allowance)
            finding = None if run is None else _finding(audited, futures, conditions, run)
            if finding is not None:
                yield finding
                return


def _may_be_torn(world: World, policy: Policy) -> bool:
    """Whether an act by which a duty with a deadline is kept can ever be forbidden or impossible."""
    if not has_deadlines(policy):
        return False
    owed = {
        act.action
        for clause in policy.clauses.values()
        if not isinstance(clause.norm, Prohibition | Permission | SolePermission | Order | Exemption)
        for act in clause.norm.acts
    }
    judged = {
        act.action
        for clause in policy.clauses.values()
        if isinstance(clause.norm, Prohibition | SolePermission | Order)
        for act in clause.judged
    }
    limited = any(world.actions[name].requires != Truth(True) for name in owed)
    written = {effect.fact for name in owed for effect in world.actions[name].effects}
    blocked = any(written & facts_in(axiom.formula) for axiom in world.axioms)
    numbers = any(isinstance(world.facts[name].sort, IntSort) for name in written)
    return policy.otherwise == "forbidden" or bool(owed & judged) or limited or blocked or numbers


def _universes(world: World) -> Iterator[Universe]:
    """The individuals, or one member of each entity; then one more of each."""
    for more in (0, 1):
        members = {}
        for name, entity in world.entities.items():
            size = max(len(entity.individuals), 1) + more
            fresh = range(1, size - len(entity.individuals) + 1)
            members[name] = (*entity.individuals, *(f"{name.lower()}_{number}" for number in fresh))
        yield Universe(members)


# ---------------------------------------------------------------- the search


def _earliest(
    audited: Audited, futures: Futures, universe: Universe, readings: dict[str, str], allowance: Allowance
) -> Run | None:
    """The first doomed run, by the number of its steps."""
    seen: set[Hashable] = set()
    try:
        level = list(islice(_first(audited, futures, universe, readings), FIRST_STATES))
        for steps in range(STEPS + 1):
            for run in level:
                if futures.owed(run) and futures.way_out(run, allowance) is None:
                    return run
            if steps < STEPS:
                level = list(_longer(futures, level, seen, allowance))
    except (CutOff, SemanticsError):
        return None
    return None


def _first(audited: Audited, futures: Futures, universe: Universe, readings: dict[str, str]) -> Iterator[Run]:
    policies, under = audited.project.policies, (audited.policy.name,)
    for lengths in all_lengths(futures.world, LENGTHS):
        yield from starts(futures.world, policies, under, universe, readings, lengths, {}, CANDIDATES)


def _longer(futures: Futures, level: list[Run], seen: set[Hashable], allowance: Allowance) -> Iterator[Run]:
    for run in level:
        horizon = run.time(run.last) + max(futures.lengths(run), default=0) + 1
        for longer in futures.onward(run, horizon, allowance):
            key = futures.key(longer)
            if key not in seen:
                seen.add(key)
                yield longer


# ---------------------------------------------------------------- what is told


def _finding(audited: Audited, futures: Futures, conditions: Conditions, run: Run) -> Finding | None:
    """The finding, if the run is one of the whole world too; there are no more ways out there than in a part of it."""
    story = _story(audited, conditions, run)
    if story is None:
        return None
    policy = audited.policy
    names = _fewest(audited, futures, run)
    owed = [one for one in futures.owed(run) if one.clause.name in names]
    which = f"{listed(names)} cannot be kept together" if len(names) > 1 else f"{listed(names)} cannot be kept any more"
    return Finding(
        CODE,
        policy.name,
        names,
        f"{which}, though nobody has broken the policy yet",
        policy.clauses[names[0]].span,
        tuple(_why(futures, run, names, one) for one in owed),
        excerpts=tuple(excerpt(policy, name, "is owed") for name in names),
        stories=(replace(story, ending=f"from here on every way leads to a breach of {policy.name}"),),
    )


def _fewest(audited: Audited, futures: Futures, run: Run) -> tuple[str, ...]:
    """The duties that are owed without those that have no part in it: without such a clause it is the same."""
    names = tuple(dict.fromkeys(one.clause.name for one in futures.owed(run)))
    policy = audited.policy
    for name in names:
        less = without(policy, name)
        alone = Run.of(run.world, {**run.policies, less.name: less}, (less.name,), run.trace)
        there = Futures(futures.world, less)
        try:
            if there.owed(alone) and there.way_out(alone, Allowance(WORK)) is None:
                policy = less
        except CutOff:
            pass
    return tuple(name for name in names if name in policy.clauses)


def _story(audited: Audited, conditions: Conditions, run: Run) -> Story | None:
    trace = run.trace
    states = tuple(state.facts for state in trace.states)
    sketch = Sketch(trace.universe, trace.readings, trace.durations, states, trace.steps)
    whole = complete(audited.project, conditions, sketch)
    if not isinstance(whole, Trace):
        return None
    played = run_of(audited.project, conditions, whole)
    if isinstance(played, Refused) or incompliance(audited.project, conditions, played) is not None:
        return None
    asked = Property("the question of the audit", "", (), PossibleState(Truth(True)), audited.policy.span)
    check = Check(asked.name, conditions, "possible", audited.policy.span)
    return tell(audited.project, check, whole, Confirmed(played.last, {}), (), None, asked)


def _why(futures: Futures, run: Run, names: Sequence[str], owed: Owed) -> str:
    """Why nothing that would fulfil a duty is a way out, at the doomed moment."""
    ways = [act for act in acts(futures.world, run.universe) if fulfils(run, owed, act)]
    said = "; ".join(_fails(futures, run, names, owed, act) for act in ways[:3])
    more = "; and so on" if len(ways) > 3 else ""
    due = moment_text(owed.due)
    return f"`{owed.clause.name}` falls due {'at ' if owed.due == 0 else ''}{due}: {said}{more}"


def _fails(futures: Futures, run: Run, names: Sequence[str], owed: Owed, act: Act) -> str:
    shown = concrete_text(act)
    forbidding = norms.prohibitions(run, futures.policy, act, run.last)
    if norms.forbidden(run, futures.policy, act, run.last):
        by = f"by {listed(forbidding)}" if forbidding else "since nothing permits it"
        return f"{shown} is forbidden {by}, and waiting does not help"
    if not possible(run, act, run.last, CANDIDATES):
        return f"{shown} is not possible, and waiting does not help"
    others = [name for name in names if name != owed.clause.name]
    rest = f"then {listed(others)} cannot be kept" if others else "then something else is broken"
    return f"{shown} is possible, but {rest}"
