"""What monitors of the past have to do with the time, with each other and with the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rspverify.encode.hints.shapes import closed, instances
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.terms import INT, Term


def times(encoding: Encoding) -> Iterator[Term]:
    """No remembered moment is in the future or before the start."""
    yield build.at_most(build.integer(0), NOW_TERM)
    for monitor in encoding.monitors.all():
        if monitor.symbol.sort == INT:
            own = monitor.at(monitor.formals)
            yield closed(monitor.formals, build.at_most(own, NOW_TERM))
            yield closed(monitor.formals, build.at_most(build.integer(0), own))


def masks(encoding: Encoding) -> Iterator[Term]:
    """What happened with given arguments happened with `any`; the earliest is not after the latest."""
    known = list(acts(encoding))
    for (action, mask, one), (action2, mask2, other) in product(known, known):
        if action == action2 and mask != mask2 and all(a or not b for a, b in zip(mask, mask2, strict=True)):
            places = iter(one.formals)
            given = [next(places) if here else None for here in mask]
            fewer = [term for term, here in zip(given, mask2, strict=True) if here and term is not None]
            yield closed(one.formals, build.implies(one.at(one.formals), other.at(fewer)))
            rest = [term for term, here in zip(given, mask2, strict=True) if not here and term is not None]
            some = build.exists(rest, one.at(one.formals))
            yield closed(tuple(fewer), build.implies(other.at(fewer), some))
    for pattern, happened in encoding.monitors.occurrences("happened"):
        latest = encoding.monitors.known(("latest", pattern))
        earliest = encoding.monitors.known(("earliest", pattern))
        if latest is not None and earliest is not None:
            order = build.at_most(earliest.at(happened.formals), latest.at(happened.formals))
            yield closed(happened.formals, build.implies(happened.at(happened.formals), order))


def acts(encoding: Encoding) -> Iterator[tuple[str, tuple[bool, ...], Monitor]]:
    for key, monitor in encoding.monitors.occurrences("happened"):
        if isinstance(key, tuple) and key[0] == "act":
            yield key[1], key[2], monitor


def earlier(encoding: Encoding) -> Iterator[Term]:
    """What held earlier may hold still."""
    for key, monitor in encoding.monitors.table():
        if isinstance(key, tuple) and key[0] == "once":
            yield closed(monitor.formals, build.implies(monitor.at(monitor.formals), key[1]))


def sinces(encoding: Encoding) -> Iterator[Term]:
    """`φ since ψ` beside other monitors of the same members."""
    predicates = [m for m in encoding.monitors.all() if m.symbol.sort.name == "Bool"]
    for key, monitor in encoding.monitors.table():
        if isinstance(key, tuple) and key[0] == "since":
            _, hold, start = key
            whole = build.either(start, build.both(hold, monitor.at(monitor.formals)))
            for other in predicates:
                if other is not monitor and other.symbol.arguments == monitor.symbol.arguments:
                    held = other.at(monitor.formals)
                    yield closed(monitor.formals, build.implies(held, whole))
                    yield closed(monitor.formals, build.implies(whole, held))


def moments(encoding: Encoding) -> Iterator[Term]:
    """Since when something is in force, beside the occurrences that are remembered of the same members."""
    for _, moment in encoding.monitors.occurrences("in force since"):
        for pattern, happened in encoding.monitors.occurrences("happened"):
            held = happened.at(happened.formals)
            for place in instances(moment, happened.formals, most=2):
                own = moment.at(place)
                for kind in ("earliest", "latest"):
                    other = encoding.monitors.known((kind, pattern))
                    if other is not None:
                        there = other.at(happened.formals)
                        yield closed(happened.formals, build.implies(held, build.at_most(own, there)))
                        yield closed(happened.formals, build.implies(held, build.at_most(there, own)))


def orders(encoding: Encoding) -> Iterator[Term]:
    """What happened since the last later act happened at all, and not before the first time that it did."""
    for key, seen in encoding.monitors.table():
        if not isinstance(key, tuple) or key[0] != "each":
            continue
        first = encoding.monitors.known(("first", key))
        happened, earliest = [], []
        for action, terms in key[3]:
            pattern = ("act", action, tuple(term is not None for term in terms))
            given = [term for term in terms if term is not None]
            once = encoding.monitors.known(("happened", pattern))
            when = encoding.monitors.known(("earliest", pattern))
            if once is not None:
                happened.append(once.at(given))
                if when is not None and first is not None:
                    earliest.append(build.both(once.at(given), build.at_most(when.at(given), first.at(first.formals))))
        if len(happened) == len(key[3]):
            held = seen.at(seen.formals)
            yield closed(seen.formals, build.implies(held, build.disj(happened)))
            yield closed(seen.formals, build.implies(held, build.disj(earliest)))
