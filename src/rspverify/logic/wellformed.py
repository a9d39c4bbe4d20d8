"""Whether a transition system speaks only of what it has; anything else is a fault of whoever built it."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term


class IllFormed(ValueError):
    """The message names each fault."""


def require_wellformed(system: TransitionSystem, goal: Goal) -> None:
    """Raises `IllFormed` unless each formula is closed and each symbol is declared where it is used."""
    faults = list(dict.fromkeys(_faults(system, goal)))
    if faults:
        raise IllFormed("; ".join(faults))


def _faults(system: TransitionSystem, goal: Goal) -> Iterator[str]:
    known = {*system.symbols}
    yield from _twice("symbol", [symbol.name for symbol in (*system.symbols, *goal.constants)])
    yield from _twice("transition", [transition.name for transition in system.transitions])
    rigid = {symbol for symbol in known if symbol.rigid}
    yield from _strange("the background", system.background, rigid)
    yield from _strange("the initial states", system.initial, known)
    yield from _strange("the constraint", system.constraint, known)
    for words, hint in (*system.hints, *system.more_hints):
        yield from _strange(f"the hint {words!r}", hint, known)
    yield from _strange("the goal", goal.state, known | {*goal.constants})
    own: dict[str, set[Symbol]] = {}
    for transition in system.transitions:
        before = known | {*transition.parameters}
        own[transition.name] = before | {*transition.fresh}
        yield from _strange(f"{transition.name}: possible", transition.possible, before | {*transition.fresh})
        yield from _strange(f"{transition.name}: complies", transition.complies, before)
        for symbol, update in transition.updates.items():
            where = f"{transition.name}: {symbol.name}"
            if symbol not in known or symbol.rigid:
                yield f"{where} is no symbol that may change"
            yield from _strange(where, update.body, before | {*transition.fresh}, frozenset(update.variables))
    for bad in goal.steps:
        if bad.transition not in own:
            yield f"the goal's step {bad.transition} is no transition"
        else:
            yield from _strange(f"the goal at {bad.transition}", bad.condition, own[bad.transition] | {*goal.constants})


def _twice(kind: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"there are two {kind}s called {name}"


def _strange(where: str, term: Term, known: set[Symbol], variables: frozenset[Term] = frozenset()) -> Iterator[str]:
    names = sorted(symbol.name for symbol in term.symbols - known)
    names.extend(sorted(str(variable.payload) for variable in term.free - variables))
    if names:
        yield f"{where} mentions {', '.join(names)}"
