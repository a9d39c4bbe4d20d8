"""Two-literal clauses over predicates, and words, of the same members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from rspverify.encode.symbols import logic_sort
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import BOOL, LogicSort, Symbol, Term
from rspverify.policy import expressions as ir
from rspverify.policy.vocabulary import Term as Word

_MOST = 500


@dataclass(frozen=True)
class Literal:
    """A formula over distinct variables, seen as a predicate."""

    name: str
    formals: tuple[Term, ...]
    body: Term

    def at(self, place: tuple[Term, ...]) -> Term:
        return replace_variables(self.body, dict(zip(self.formals, place, strict=True)))


def pairs(encoding: Encoding) -> Iterator[Term]:
    """`p(x) implies q(x)` and `not both`, where q speaks of some of the members of p."""
    return islice(_pairs(encoding), _MOST)


def _pairs(encoding: Encoding) -> Iterator[Term]:
    stored = [_stored(symbol) for symbol in _predicates(encoding)]
    words = list(_words(encoding))
    for one, other in product([*stored, *words], [*stored, *words]):
        if one is other or not one.formals:
            continue
        for place in _places(other, one.formals):
            there = other.at(place)
            yield build.forall(one.formals, build.implies(one.body, there))
            if len(other.formals) < len(one.formals) or one.name < other.name:
                yield build.forall(one.formals, build.negate(build.both(one.body, there)))


def _predicates(encoding: Encoding) -> list[Symbol]:
    found = [s for s in encoding.symbols.facts.values() if s.sort == BOOL]
    return found + [m.symbol for m in encoding.monitors.all() if m.symbol.sort == BOOL]


def _stored(symbol: Symbol) -> Literal:
    formals = _formals(symbol.name, symbol.arguments)
    return Literal(symbol.name, formals, build.apply(symbol, formals))


def _words(encoding: Encoding) -> Iterator[Literal]:
    """Open words under the readings of the check."""
    for name, word in encoding.world.terms.items():
        formals = _formals(name, tuple(logic_sort(p.sort) for p in word.parameters))
        body = encoding.formulas.compile(_use(word), dict(zip(word.parameters, formals, strict=True)))
        yield Literal(name, formals, body)


def _use(word: Word) -> ir.TermOf:
    arguments = tuple(ir.Var(p) for p in word.parameters)
    return ir.TermOf(word.name, word.parameters, arguments, tuple((r.name, r.body) for r in word.readings))


def _formals(name: str, sorts: tuple[LogicSort, ...]) -> tuple[Term, ...]:
    return tuple(build.var(f"{name}.{i}:h", sort) for i, sort in enumerate(sorts))


def _places(other: Literal, formals: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """Places filled with different variables of the right sorts, in order."""
    choices = [[f for f in formals if f.sort == formal.sort] for formal in other.formals]
    return [place for place in product(*choices) if len(set(place)) == len(place)][:2]
