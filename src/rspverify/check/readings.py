"""Which combinations of readings a check looks at, and how the engines are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.encode.symbols import Symbols
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term

Readings = tuple[tuple[str, str], ...]
"""One reading for each word that matters."""


def combinations(symbols: Symbols, relevant: Sequence[str]) -> list[Readings]:
    """All combinations of readings of the words that matter."""
    found: list[Readings] = [()]
    for word in relevant:
        found = [(*done, (word, reading)) for done in found for reading in symbols.allowed[word]]
    return found


def relevant_words(encoding: Encoding, systems: Sequence[tuple[TransitionSystem, Goal]]) -> list[str]:
    """The open words with several readings that occur in what the engines look at."""
    present: set[Symbol] = set()
    for system, goal in systems:
        terms = [system.background, system.initial, system.constraint, goal.state]
        terms += [step.condition for step in goal.steps]
        for transition in system.transitions:
            terms += [transition.possible, transition.complies]
            terms += [closure.body for closure in transition.updates.values()]
        for term in terms:
            present |= term.symbols
    return [word for word, symbol in encoding.symbols.words.items() if symbol in present]


def limit(symbols: Symbols, wanted: Sequence[Readings]) -> Term:
    """That the words are read in one of these ways."""
    return build.disj(build.conj(symbols.chosen(word, reading) for word, reading in one) for one in wanted)


def restricted(system: TransitionSystem, symbols: Symbols, wanted: Sequence[Readings]) -> TransitionSystem:
    """The system with only these combinations."""
    return replace(system, background=build.both(system.background, limit(symbols, wanted)))
