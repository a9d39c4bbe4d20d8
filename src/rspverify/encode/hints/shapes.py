"""How candidates are put together: closed over fresh variables, filled at places."""

from __future__ import annotations

from itertools import product

from rspverify.encode.monitors import Monitor
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import Symbol, Term


def closed(monitor_formals: tuple[Term, ...], body: Term) -> Term:
    """The formula for every value of a monitor's formal arguments."""
    names = {f: build.var(f"{f.payload}:h", f.sort) for f in monitor_formals}
    return build.forall(tuple(names.values()), replace_variables(body, names))


def conjuncts(term: Term) -> tuple[Term, ...]:
    """Formulas whose conjunction the term is, as small as they can be had: `every` and `no` are split."""
    if term.op == "and":
        return tuple(part for arg in term.args for part in conjuncts(arg))
    if term.op == "forall":
        return tuple(build.forall(term.payload, part) for part in conjuncts(term.args[0]))
    if term.op == "not" and term.args[0].op == "or":
        return tuple(part for arg in term.args[0].args for part in conjuncts(build.negate(arg)))
    if term.op == "not" and term.args[0].op == "exists":
        return conjuncts(build.forall(term.args[0].payload, build.negate(term.args[0].args[0])))
    return (term,)


def instances(
    monitor: Monitor, formals: tuple[Term, ...], constants: tuple[Term, ...] = (), most: int = 6
) -> list[tuple[Term, ...]]:
    """Ways to fill a monitor's places with these variables and constants, by sort; few."""
    pool = (*formals, *constants)
    choices = [[term for term in pool if term.sort == place.sort] for place in monitor.formals]
    return list(product(*choices))[:most]


def individual_terms(terms: list[Term], individuals: set[Symbol]) -> tuple[Term, ...]:
    """The individuals that formulas mention, as constants, by name."""
    mentioned = {symbol for term in terms for symbol in term.symbols if symbol in individuals}
    return tuple(build.apply(symbol) for symbol in sorted(mentioned, key=lambda symbol: symbol.name))
