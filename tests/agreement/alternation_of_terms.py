"""Which sorts ask for members of which, seen from the formulas that a solver gets: the judge of `policy.alternation`.

It shares nothing with what it judges: it looks at the terms of a transition system, before a step, after one step and
after two, and not at the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import BOOL, INT, LogicSort, Term

Sorts = frozenset[str]
Environment = Mapping[Term, Sorts]


def questions(system: TransitionSystem, goal: Goal, lemmas: Sequence[Term]) -> Iterator[tuple[Term, bool]]:
    """The formulas with whether they are asserted: of states and steps, and of what they are after steps."""
    variables = {c: build.var(f"{c.name}.", c.sort) for c in goal.constants}
    closed = {symbol: Closure((), variable) for symbol, variable in variables.items()}
    avoided = build.negate(replace_symbols(goal.state, closed))
    hypothesis = build.forall(tuple(variables.values()), avoided)
    asserted = [system.constraint, goal.state, hypothesis, *lemmas]
    guards = [guard for one in system.transitions for guard in (one.possible, one.complies)]
    guards += [step.condition for step in goal.steps]
    yield from ((term, True) for term in (system.background, system.initial, *asserted, *guards))
    yield from ((term, False) for term in lemmas)
    for first in system.transitions:
        after = [replace_symbols(term, first.updates) for term in (*asserted, *guards)]
        yield from ((term, True) for term in after)
        yield from ((replace_symbols(term, first.updates), False) for term in lemmas)
        for second in system.transitions:
            yield from ((replace_symbols(replace_symbols(t, second.updates), first.updates), True) for t in asserted)


def arcs(formulas: Iterable[tuple[Term, bool]]) -> set[tuple[str, str]]:
    """Pairs of uninterpreted sorts: by quantifiers after negation normal form, and by functions."""
    found: set[tuple[str, str]] = set()
    seen: set[tuple[Term, bool, frozenset[tuple[Term, Sorts]]]] = set()
    for term, asserted in formulas:
        _walk(term, asserted, {}, found, seen)
    return found


def _walk(
    term: Term,
    asserted: bool,
    env: Environment,
    found: set[tuple[str, str]],
    seen: set[tuple[Term, bool, frozenset[tuple[Term, Sorts]]]],
) -> None:
    env = {v: env.get(v, frozenset()) for v in term.free}
    key = (term, asserted, frozenset(env.items()))
    if key in seen:
        return
    seen.add(key)
    match term.op:
        case "not":
            _walk(term.args[0], not asserted, env, found, seen)
        case "and" | "or":
            conjunction = (term.op == "and") == asserted
            for arg in term.args:
                others = [one for one in term.args if one is not arg]
                _walk(arg, asserted, _solved(others, conjunction == asserted, env), found, seen)
        case "forall" | "exists":
            asked = (term.op == "exists") == asserted
            depends = _dependencies(term, asked, asserted, env)
            inside = dict(env)
            for variable in term.payload:
                if asked:
                    inside[variable] = depends
                    if _open(variable.sort):
                        found |= {(source, variable.sort.name) for source in depends}
                else:
                    inside[variable] = frozenset([variable.sort.name]) if _open(variable.sort) else frozenset()
            _walk(term.args[0], asserted, inside, found, seen)
        case "ite" if term.sort is BOOL:
            _walk(term.args[0], True, env, found, seen)
            _walk(term.args[0], False, env, found, seen)
            _walk(term.args[1], asserted, env, found, seen)
            _walk(term.args[2], asserted, env, found, seen)
        case _:
            if term.op == "apply" and _open(term.sort):
                found |= {(arg.sort.name, term.sort.name) for arg in term.args if _open(arg.sort)}
            for arg in term.args:
                _walk(arg, True, env, found, seen)
                _walk(arg, False, env, found, seen)


def _dependencies(term: Term, asked: bool, asserted: bool, env: Environment) -> Sorts:
    """What the members asked for depend on; parts that do not speak of them stand beside the quantifier."""
    if not asked:
        return frozenset()
    bound, body = frozenset(term.payload), term.args[0]
    parts = body.args if body.op == ("and" if term.op == "exists" else "or") else (body,)
    found: Sorts = frozenset()
    for part in parts:
        if part.free & bound:
            others = [one for one in parts if one is not part and not one.free & bound]
            known = _solved(others, asserted, env)
            found |= frozenset().union(*(known[v] for v in part.free - bound))
    return found


def _open(sort: LogicSort) -> bool:
    return sort not in (BOOL, INT) and not sort.values


def _solved(others: Sequence[Term], positive: bool, env: Environment) -> Environment:
    """What equations beside a formula say of its variables: `x = t and φ`, `x != t or φ`."""
    inside = dict(env)
    for other in others:
        equation = other if positive else build.negate(other)
        if equation.op == "=":
            for one, value in (equation.args, equation.args[::-1]):
                if one.op == "var":
                    depends = frozenset().union(*(env.get(v, frozenset()) for v in value.free))
                    if depends < inside.get(one, frozenset()):
                        inside[one] = depends
    return inside


def cyclic(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether there is a way from some sort back to itself."""
    reach = set(pairs)
    while True:
        longer = {(a, d) for a, b in reach for c, d in reach if b == c} - reach
        if not longer:
            return any(a == b for a, b in reach)
        reach |= longer
