"""Formulas that may be invariants, taken from the policy: the engines prove them before they use them.

The kinds are those that proofs about policies were found to need; each is a function from an encoding to formulas.
Houdini (Flanagan & Leino, FME 2001) keeps the largest inductive subset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from rspverify.encode.describe import describe
from rspverify.encode.duties import Pending
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import INT, Symbol, Term
from rspverify.policy import expressions as ir
from rspverify.policy.norms import Duty, RecurringDuty
from rspverify.policy.vocabulary import Effect

MANY_PREDICATES = 14


def hints(encoding: Encoding, claim: Sequence[tuple[Pending, Term]]) -> tuple[tuple[str, Term], ...]:
    """Candidate invariants with their words. `claim`: what the claim itself waits for, with its deadline."""
    found: dict[Term, None] = {}
    sources = (
        _times(encoding),
        _deadlines(encoding, claim),
        _masks(encoding),
        _effects(encoding),
        _opened(encoding),
        _simulations(encoding, claim),
        _initials(encoding),
        _earlier(encoding),
        _histories(encoding),
        _sinces(encoding),
        _pairs(encoding),
    )
    for source in sources:
        for term in source:
            if term is not build.TRUE and term is not build.FALSE:
                found[term] = None
    return tuple((describe(term), term) for term in found)


def _closed(monitor_formals: tuple[Term, ...], body: Term) -> Term:
    names = {f: build.var(f"{f.payload}:h", f.sort) for f in monitor_formals}
    return build.forall(tuple(names.values()), replace_variables(body, names))


def _times(encoding: Encoding) -> Iterator[Term]:
    """No remembered moment is in the future or before the start."""
    yield build.at_most(build.integer(0), NOW_TERM)
    for monitor in encoding.monitors.all():
        if monitor.symbol.sort == INT:
            own = monitor.at(monitor.formals)
            yield _closed(monitor.formals, build.at_most(own, NOW_TERM))
            yield _closed(monitor.formals, build.at_most(build.integer(0), own))


def _deadlines(encoding: Encoding, claim: Sequence[tuple[Pending, Term]]) -> Iterator[Term]:
    """An open duty is not overdue: complying runs do not let it become so; nor is what the claim waits for."""
    for pending, deadline in claim:
        formals = pending.open.formals
        due = build.add(pending.since.at(formals), deadline)
        yield _closed(formals, build.implies(pending.open.at(formals), build.at_most(NOW_TERM, due)))
    for policy, clause in encoding.norms.clauses():
        local = encoding.norms.duties.local(clause)
        terms = tuple(local.values())
        if isinstance(clause.norm, Duty):
            moment = encoding.norms.duties.deadline(policy, clause, local)
            if moment is not None:
                held = encoding.norms.duties.open(policy, clause, local)
                yield _closed(terms, build.implies(held, build.at_most(NOW_TERM, moment)))
        elif isinstance(clause.norm, RecurringDuty):
            held = encoding.norms.duties.in_force(policy, clause, local)
            dues = encoding.norms.duties.recurring_dues(policy, clause, clause.norm, local)
            reached = build.disj(build.both(there, build.at_most(NOW_TERM, due)) for there, due in dues)
            yield _closed(terms, build.implies(held, reached))


def _masks(encoding: Encoding) -> Iterator[Term]:
    """What happened with given arguments happened with `any`; the earliest is not after the latest."""
    acts = list(_acts(encoding))
    for (action, mask, one), (action2, mask2, other) in product(acts, acts):
        if action == action2 and mask != mask2 and all(a or not b for a, b in zip(mask, mask2, strict=True)):
            places = iter(one.formals)
            given = [next(places) if here else None for here in mask]
            fewer = [term for term, here in zip(given, mask2, strict=True) if here and term is not None]
            yield _closed(one.formals, build.implies(one.at(one.formals), other.at(fewer)))
            rest = [term for term, here in zip(given, mask2, strict=True) if not here and term is not None]
            some = build.exists(rest, one.at(one.formals))
            yield _closed(tuple(fewer), build.implies(other.at(fewer), some))
    for pattern, happened in encoding.monitors.occurrences("happened"):
        latest = encoding.monitors.known(("latest", pattern))
        earliest = encoding.monitors.known(("earliest", pattern))
        if latest is not None and earliest is not None:
            order = build.at_most(earliest.at(happened.formals), latest.at(happened.formals))
            yield _closed(happened.formals, build.implies(happened.at(happened.formals), order))


def _acts(encoding: Encoding) -> Iterator[tuple[str, tuple[bool, ...], Monitor]]:
    for key, monitor in encoding.monitors.occurrences("happened"):
        if isinstance(key, tuple) and key[0] == "act":
            yield key[1], key[2], monitor


def _effects(encoding: Encoding) -> Iterator[Term]:
    """A fact that only acts make true is true if and only if one of them happened; facts that nothing undoes stay."""
    happened: dict[str, list[tuple[tuple[bool, ...], Monitor]]] = {}
    for action, mask, monitor in _acts(encoding):
        happened.setdefault(action, []).append((mask, monitor))
    written: dict[tuple[str, bool], list[Term | None]] = {}
    for step in encoding.steps.values():
        if step.action is None:
            continue
        for effect in step.action.effects:
            if not isinstance(effect.value, ir.Truth):
                continue
            for mask, monitor in happened.get(step.action.name, []):
                link = _link(encoding, effect, step.action.parameters, mask, monitor)
                if link is not None:
                    yield link
            written.setdefault((effect.fact, effect.value.value), []).append(
                _source(encoding, effect, step.action.parameters, happened.get(step.action.name, []))
            )
    for (fact, value), sources in written.items():
        if all(source is not None for source in sources):
            symbol = encoding.symbols.facts[fact]
            formals = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(symbol.arguments))
            some = build.disj(source for source in sources if source is not None)
            held = build.apply(symbol, formals)
            yield _closed(formals, build.implies(held if value else build.negate(held), some))


def _link(
    encoding: Encoding,
    effect: Effect,
    parameters: tuple[ir.Variable, ...],
    mask: tuple[bool, ...],
    monitor: Monitor,
) -> Term | None:
    """`once act(..)` implies the effect, where the act's given arguments determine the place."""
    places = iter(monitor.formals)
    env = {p: next(places) for p, here in zip(parameters, mask, strict=True) if here}
    if not all(
        isinstance(a, ir.Individual | ir.EnumValue | ir.Num) or (isinstance(a, ir.Var) and a.variable in env)
        for a in effect.arguments
    ):
        return None
    arguments = [encoding.formulas.compile(a, env) for a in effect.arguments]
    assert isinstance(effect.value, ir.Truth)
    fact = build.apply(encoding.symbols.facts[effect.fact], arguments)
    return _closed(
        monitor.formals, build.implies(monitor.at(monitor.formals), fact if effect.value.value else build.negate(fact))
    )


def _source(
    encoding: Encoding,
    effect: Effect,
    parameters: tuple[ir.Variable, ...],
    monitors: list[tuple[tuple[bool, ...], Monitor]],
) -> Term | None:
    """That an act happened which makes the fact true at its place `@0, @1, …`; None if no monitor says so."""
    symbol = encoding.symbols.facts[effect.fact]
    formals = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(symbol.arguments))
    determined: dict[ir.Variable, Term] = {}
    for argument, formal in zip(effect.arguments, formals, strict=True):
        if isinstance(argument, ir.Var):
            determined[argument.variable] = formal
    for mask, monitor in sorted(monitors, key=lambda pair: -sum(pair[0])):
        given = [p for p, here in zip(parameters, mask, strict=True) if here]
        missing = [
            build.var(f"{p.name}:s", t.sort) for p, t in zip(given, monitor.formals, strict=True) if p not in determined
        ]
        filler = iter(missing)
        terms = [determined[p] if p in determined else next(filler) for p in given]
        return build.exists(missing, monitor.at(terms))
    return None


def _opened(encoding: Encoding) -> Iterator[Term]:
    """What waits keeps the condition under which it opened; what opened it happened."""
    for pending in encoding.monitors.pendings:
        held = pending.open.at(pending.open.formals)
        for part in _conjuncts(pending.condition):
            yield _closed(pending.open.formals, build.implies(held, part))
        happened = []
        for pattern, terms in pending.triggers:
            monitor = encoding.monitors.known(("happened", pattern.key))
            if monitor is not None:
                happened.append(monitor.at(terms))
        if pending.triggers and len(happened) == len(pending.triggers):
            yield _closed(pending.open.formals, build.implies(held, build.disj(happened)))


def _conjuncts(term: Term) -> tuple[Term, ...]:
    return term.args if term.op == "and" else (term,)


def _simulations(encoding: Encoding, claim: Sequence[tuple[Pending, Term]]) -> Iterator[Term]:
    """Where the claim waits for an act, a duty to do it is open that was opened no later; chains of duties give a
    disjunction of their first and later members."""
    for waiting, deadline in claim:
        formals = waiting.open.formals
        held = waiting.open.at(formals)
        since = waiting.since.at(formals)
        everything = []
        for policy, clause in encoding.norms.clauses():
            if not isinstance(clause.norm, Duty):
                continue
            pending, _ = encoding.norms.duties.pending(policy, clause)
            if pending is waiting or pending.open is waiting.open:
                continue
            for instance in _instances(pending.open, formals):
                is_open = pending.open.at(instance)
                opened = build.at_most(pending.since.at(instance), since)
                yield _closed(formals, build.implies(held, build.both(is_open, opened)))
                yield _closed(formals, build.implies(held, is_open))
                guard = replace_variables(pending.condition, dict(zip(pending.open.formals, instance, strict=True)))
                yield _closed(formals, build.implies(build.both(held, guard), build.both(is_open, opened)))
                if clause.norm.deadline is not None:
                    length = encoding.formulas.compile(clause.norm.deadline, {})
                    due = build.add(pending.since.at(instance), length)
                    everything.append(build.both(is_open, build.at_most(due, build.add(since, deadline))))
                    for other, other_length in _later(encoding, pending):
                        for place in _instances(other.open, formals):
                            within = build.add(build.add(pending.since.at(instance), length), other_length)
                            everything.append(build.both(is_open, build.at_most(within, build.add(since, deadline))))
                            everything.append(
                                build.both(
                                    other.open.at(place),
                                    build.at_most(
                                        build.add(other.since.at(place), other_length), build.add(since, deadline)
                                    ),
                                )
                            )
        if everything:
            yield _closed(formals, build.implies(held, build.disj(everything)))


def _later(encoding: Encoding, first: Pending) -> Iterator[tuple[Pending, Term]]:
    """Duties that an act which fulfils `first` opens."""
    acts = {action for action, _ in first.acts}
    for policy, clause in encoding.norms.clauses():
        if isinstance(clause.norm, Duty) and clause.norm.deadline is not None:
            pending, _ = encoding.norms.duties.pending(policy, clause)
            if pending is not first and any(
                isinstance(p.key, tuple) and p.key[0] == "act" and p.key[1] in acts for p, _ in pending.triggers
            ):
                yield pending, encoding.formulas.compile(clause.norm.deadline, {})


def _instances(monitor: Monitor, formals: tuple[Term, ...], most: int = 4) -> list[tuple[Term, ...]]:
    """Ways to fill a monitor's places with these variables, by sort; few."""
    choices = [[f for f in formals if f.sort == place.sort] for place in monitor.formals]
    return list(product(*choices))[:most]


def _initials(encoding: Encoding) -> Iterator[Term]:
    """What holds at first may stay."""
    for formula in encoding.world.initially:
        term = encoding.formulas.compile(formula, {})
        yield from _conjuncts(term)


def _earlier(encoding: Encoding) -> Iterator[Term]:
    """What held earlier may hold still."""
    for key, monitor in encoding.monitors.table():
        if isinstance(key, tuple) and key[0] == "once":
            yield _closed(monitor.formals, build.implies(monitor.at(monitor.formals), key[1]))


def _histories(encoding: Encoding) -> Iterator[Term]:
    """What was asked for and never done is still open, since no later than the occurrence that is remembered."""
    for pending in encoding.monitors.pendings:
        formals = pending.open.formals
        held, since = pending.open.at(formals), pending.since.at(formals)
        done = []
        for action, terms in pending.acts:
            mask = tuple(term is not None for term in terms)
            monitor = encoding.monitors.known(("happened", ("act", action, mask)))
            if monitor is not None:
                done.append(monitor.at([term for term in terms if term is not None]))
        undone = build.negate(build.disj(done))
        if not pending.triggers:
            yield _closed(formals, build.implies(build.both(pending.condition, undone), held))
        for pattern, terms in pending.triggers:
            happened = encoding.monitors.known(("happened", pattern.key))
            if happened is None:
                continue
            waiting = build.both(happened.at(terms), undone)
            earliest = encoding.monitors.known(("earliest", pattern.key))
            latest = encoding.monitors.known(("latest", pattern.key))
            for guard in dict.fromkeys((build.TRUE, pending.condition)):
                yield _closed(formals, build.implies(build.both(waiting, guard), held))
                if earliest is not None:
                    opened = build.both(held, build.at_most(since, earliest.at(terms)))
                    yield _closed(formals, build.implies(build.both(waiting, guard), opened))
            if earliest is not None:
                yield _closed(formals, build.implies(held, build.at_most(earliest.at(terms), since)))
            if latest is not None:
                yield _closed(formals, build.implies(held, build.at_most(since, latest.at(terms))))


def _sinces(encoding: Encoding) -> Iterator[Term]:
    """`φ since ψ` beside other monitors of the same members."""
    predicates = [m for m in encoding.monitors.all() if m.symbol.sort.name == "Bool"]
    for key, monitor in encoding.monitors.table():
        if isinstance(key, tuple) and key[0] == "since":
            hold, start = key[1].args
            whole = build.either(start, build.both(hold, monitor.at(monitor.formals)))
            for other in predicates:
                if other is not monitor and other.symbol.arguments == monitor.symbol.arguments:
                    held = other.at(monitor.formals)
                    yield _closed(monitor.formals, build.implies(held, whole))
                    yield _closed(monitor.formals, build.implies(whole, held))


def _pairs(encoding: Encoding) -> Iterator[Term]:
    """Two-literal clauses over predicates of the same members."""
    predicates = [s for s in encoding.symbols.facts.values() if not s.sort.values and s.sort.name == "Bool"]
    predicates += [m.symbol for m in encoding.monitors.all() if m.symbol.sort.name == "Bool"]
    predicates = [s for s in predicates if s.arguments]
    if len(predicates) > MANY_PREDICATES:
        return
    for one in predicates:
        formals = tuple(build.var(f"{i}:h", sort) for i, sort in enumerate(one.arguments))
        held = build.apply(one, formals)
        for other in predicates:
            if one is other:
                continue
            for place in _places(other, formals):
                yield build.forall(formals, build.implies(held, build.apply(other, place)))
                if one.name < other.name:
                    yield build.forall(formals, build.negate(build.both(held, build.apply(other, place))))


def _places(symbol: Symbol, formals: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """Places of a predicate filled with different variables of the right sorts, in order."""
    choices = [[f for f in formals if f.sort == sort] for sort in symbol.arguments]
    return [place for place in product(*choices) if len(set(place)) == len(place)][:2]
