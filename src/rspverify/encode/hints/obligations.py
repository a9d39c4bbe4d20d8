"""What open duties, and claims that wait, have to do with each other and with the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.encode.duties import Pending
from rspverify.encode.hints import consequences
from rspverify.encode.hints.history import acts
from rspverify.encode.hints.shapes import closed, conjuncts, instances
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import Term
from rspverify.policy.norms import Duty, RecurringDuty


def deadlines(encoding: Encoding, claim: Sequence[tuple[Pending, Term]]) -> Iterator[Term]:
    """An open duty is not overdue: complying runs do not let it become so; nor is what the claim waits for."""
    for pending, deadline in claim:
        formals = pending.open.formals
        due = build.add(pending.since.at(formals), deadline)
        yield closed(formals, build.implies(pending.open.at(formals), build.at_most(NOW_TERM, due)))
    for policy, clause in encoding.norms.clauses():
        local = encoding.norms.duties.local(clause)
        terms = tuple(local.values())
        if isinstance(clause.norm, Duty):
            moment = encoding.norms.duties.deadline(policy, clause, local)
            if moment is not None:
                held = encoding.norms.duties.open(policy, clause, local)
                yield closed(terms, build.implies(held, build.at_most(NOW_TERM, moment)))
        elif isinstance(clause.norm, RecurringDuty):
            held = encoding.norms.duties.in_force(policy, clause, local)
            dues = encoding.norms.duties.recurring_dues(policy, clause, clause.norm, local)
            reached = build.disj(build.both(there, build.at_most(NOW_TERM, due)) for there, due in dues)
            yield closed(terms, build.implies(held, reached))


def opened(encoding: Encoding) -> Iterator[Term]:
    """What waits keeps the condition under which it opened; what opened it happened."""
    for pending in encoding.monitors.pendings:
        held = pending.open.at(pending.open.formals)
        for part in conjuncts(pending.condition):
            yield closed(pending.open.formals, build.implies(held, part))
        happened = []
        for pattern, terms in pending.triggers:
            monitor = encoding.monitors.known(("happened", pattern.key))
            if monitor is not None:
                happened.append(monitor.at(terms))
        if pending.triggers and len(happened) == len(pending.triggers):
            yield closed(pending.open.formals, build.implies(held, build.disj(happened)))


def simulations(
    encoding: Encoding, claim: Sequence[tuple[Pending, Term]], constants: tuple[Term, ...]
) -> Iterator[Term]:
    """Where the claim waits for an act, a duty to do it is open that was opened no later."""
    for waiting, _ in claim:
        formals = waiting.open.formals
        held = waiting.open.at(formals)
        since = waiting.since.at(formals)
        for policy, clause in encoding.norms.clauses():
            if not isinstance(clause.norm, Duty):
                continue
            pending, _ = encoding.norms.duties.pending(policy, clause)
            if pending is waiting or pending.open is waiting.open:
                continue
            for instance in instances(pending.open, formals, constants):
                is_open = pending.open.at(instance)
                opened = build.at_most(pending.since.at(instance), since)
                yield closed(formals, build.implies(held, build.both(is_open, opened)))
                yield closed(formals, build.implies(held, is_open))
                guard = replace_variables(pending.condition, dict(zip(pending.open.formals, instance, strict=True)))
                yield closed(formals, build.implies(build.both(held, guard), build.both(is_open, opened)))


def histories(encoding: Encoding) -> Iterator[Term]:
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
            yield closed(formals, build.implies(build.both(pending.condition, undone), held))
        for pattern, terms in pending.triggers:
            happened = encoding.monitors.known(("happened", pattern.key))
            if happened is None:
                continue
            waiting = build.both(happened.at(terms), undone)
            earliest = encoding.monitors.known(("earliest", pattern.key))
            latest = encoding.monitors.known(("latest", pattern.key))
            for guard in dict.fromkeys((build.TRUE, pending.condition)):
                yield closed(formals, build.implies(build.both(waiting, guard), held))
                if earliest is not None:
                    opened = build.both(held, build.at_most(since, earliest.at(terms)))
                    yield closed(formals, build.implies(build.both(waiting, guard), opened))
            if earliest is not None:
                yield closed(formals, build.implies(held, build.at_most(earliest.at(terms), since)))
            if latest is not None:
                yield closed(formals, build.implies(held, build.at_most(since, latest.at(terms))))


def entrusted(encoding: Encoding) -> Iterator[Term]:
    """What an act gives and a duty asks back: while it is there, the duty is open, since no later than the latest such
    act, of whomever (as in a lease: "give back within D after the grant")."""
    for pending in encoding.monitors.pendings:
        formals = pending.open.formals
        held, since = pending.open.at(formals), pending.since.at(formals)
        for pattern, terms in pending.triggers:
            if not (isinstance(pattern.key, tuple) and pattern.key[0] == "act"):
                continue
            _, action, mask = pattern.key
            given = iter(terms)
            arguments = [next(given) if here else None for here in mask]
            for fact in consequences.given(encoding, action, arguments):
                if fact.free <= set(formals):
                    yield closed(formals, build.implies(fact, held))
            for other, coarser, happened in acts(encoding):
                if other == action and all(here or not there for here, there in zip(mask, coarser, strict=True)):
                    fewer = [term for term, here in zip(arguments, coarser, strict=True) if here and term is not None]
                    yield closed(formals, build.implies(held, happened.at(fewer)))
                    latest = encoding.monitors.known(("latest", ("act", action, coarser)))
                    if latest is not None:
                        yield closed(formals, build.implies(held, build.at_most(since, latest.at(fewer))))
