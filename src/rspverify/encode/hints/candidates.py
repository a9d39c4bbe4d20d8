"""Start here: all candidates for one check.

Houdini (Flanagan & Leino, FME 2001) keeps the largest inductive subset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.encode.describe import describe
from rspverify.encode.duties import Pending
from rspverify.encode.hints import consequences, history, obligations, pairs
from rspverify.encode.hints.shapes import individual_terms
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import Term

_MOST_SPECIAL = 120


def hints(
    encoding: Encoding, claim: Sequence[tuple[Pending, Term]] = (), asked: Sequence[Term] = ()
) -> tuple[tuple[str, Term], ...]:
    """Candidate invariants with their words. `claim`: what the claim itself waits for, with its deadline; `asked`: the
    claim's formulas, whose individuals candidates are also tried for alone."""
    spoken = [*asked, *(term for pending, _ in claim for term in pending.terms())]
    constants = individual_terms(spoken, set(encoding.symbols.individuals.values()))
    found: dict[Term, None] = {}
    for term in _general(encoding, claim, constants):
        if term is not build.TRUE and term is not build.FALSE:
            found[term] = None
    special: dict[Term, None] = {}
    for term in found:
        special |= dict.fromkeys(_for_individuals(term, constants))
    kept = (*found, *[term for term in special if term not in found][:_MOST_SPECIAL])
    return tuple((describe(term), term) for term in kept)


def _general(encoding: Encoding, claim: Sequence[tuple[Pending, Term]], constants: tuple[Term, ...]) -> Iterator[Term]:
    yield from history.times(encoding)
    yield from obligations.deadlines(encoding, claim)
    yield from history.masks(encoding)
    yield from consequences.effects(encoding)
    yield from obligations.opened(encoding)
    yield from obligations.simulations(encoding, claim, constants)
    yield from consequences.initials(encoding)
    yield from history.earlier(encoding)
    yield from obligations.histories(encoding)
    yield from history.moments(encoding)
    yield from history.sinces(encoding)
    yield from pairs.pairs(encoding)


def _for_individuals(term: Term, constants: tuple[Term, ...]) -> Iterator[Term]:
    """A general formula for a named member: it may be invariant where the general one is not."""
    if term.op != "forall":
        return
    for constant in constants:
        for variable in term.payload:
            if variable.sort == constant.sort:
                rest = [v for v in term.payload if v is not variable]
                special = build.forall(rest, replace_variables(term.args[0], {variable: constant}))
                if special is not build.TRUE and special is not build.FALSE:
                    yield special
