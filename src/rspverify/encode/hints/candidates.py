"""Start here: all candidates for one check.

Houdini (Flanagan & Leino, FME 2001) keeps the largest inductive subset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rspverify.encode.describe import describe
from rspverify.encode.duties import Pending
from rspverify.encode.hints import chains, consequences, history, obligations, pairs
from rspverify.encode.hints.shapes import individual_terms
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Symbol, Term

_MOST_SPECIAL = 120
_HINT = "hint "


@dataclass(frozen=True)
class Hints:
    """`first`: few, with good prospects; `more`: all others. Each with a name."""

    first: tuple[tuple[str, Term], ...]
    more: tuple[tuple[str, Term], ...]
    focus: frozenset[Symbol] = frozenset()
    """The duties that an act fulfils for which the claim waits."""

    def given_to(self, system: TransitionSystem) -> TransitionSystem:
        """The system with those of the hints that speak of its symbols."""
        known = frozenset(system.symbols)
        return replace(
            system,
            hints=tuple(hint for hint in self.first if hint[1].symbols <= known),
            more_hints=tuple(hint for hint in self.more if hint[1].symbols <= known),
            focus=self.focus & known,
        )


def hints(encoding: Encoding, claim: Sequence[tuple[Pending, Term]] = (), asked: Sequence[Term] = ()) -> Hints:
    """Candidate invariants. `claim`: what the claim itself waits for, with its deadline; `asked`: the
    claim's formulas, whose individuals candidates are also tried for alone."""
    spoken = [*asked, *(term for pending, _ in claim for term in pending.terms())]
    constants = individual_terms(spoken, set(encoding.symbols.individuals.values()))
    first = dict.fromkeys(_general(encoding, claim, constants))
    more = dict.fromkeys(pairs.pairs(encoding))
    special: dict[Term, None] = {}
    for term in (*first, *more):
        special |= dict.fromkeys(_for_individuals(term, constants))
    more |= dict.fromkeys([term for term in special if term not in first][:_MOST_SPECIAL])
    acts = {action for pending, _ in claim for action, _ in pending.acts}
    fulfilled = [
        pending
        for pending in encoding.monitors.pendings
        if not acts.isdisjoint(action for action, _ in pending.acts) and all(pending is not own for own, _ in claim)
    ]
    focus = frozenset(symbol for pending in fulfilled for symbol in (pending.open.symbol, pending.since.symbol))
    return Hints(_named(first, ""), _named((term for term in more if term not in first), "more "), focus)


def _named(terms: Iterable[Term], kind: str) -> tuple[tuple[str, Term], ...]:
    """Each with a name of its own; only the few that a proof uses are put into words, by `in_words`."""
    useful = (term for term in terms if term is not build.TRUE and term is not build.FALSE)
    return tuple((f"{_HINT}{kind}{number}", term) for number, term in enumerate(useful))


def in_words(name: str, term: Term, encoding: Encoding | None = None) -> str:
    """An invariant for people: a lemma by its name, anything else as a formula."""
    lemmas = encoding.world.lemmas if encoding is not None else {}
    return f"lemma {name}" if name in lemmas else describe(term, encoding)


def _general(encoding: Encoding, claim: Sequence[tuple[Pending, Term]], constants: tuple[Term, ...]) -> Iterator[Term]:
    yield from history.times(encoding)
    yield from obligations.deadlines(encoding, claim)
    yield from history.masks(encoding)
    yield from consequences.effects(encoding)
    yield from obligations.opened(encoding)
    yield from obligations.simulations(encoding, claim, constants)
    yield from chains.chains(encoding, claim, constants)
    yield from consequences.initials(encoding)
    yield from history.earlier(encoding)
    yield from obligations.histories(encoding)
    yield from obligations.entrusted(encoding)
    yield from history.moments(encoding)
    yield from history.orders(encoding)
    yield from history.sinces(encoding)


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
