"""The symbols that stand for the vocabulary: sorts, facts, individuals, open words, lengths, the time."""

from __future__ import annotations

from typing import assert_never

from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term
from rspverify.policy.sorts import BoolSort, DurationSort, EntitySort, EnumSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import World

NOW = Symbol("now", (), INT)
NOW_TERM = build.apply(NOW)


def logic_sort(sort: Sort) -> LogicSort:
    """Entities are uninterpreted; numbers, moments and durations are integers."""
    match sort:
        case EntitySort(name):
            return LogicSort(name)
        case EnumSort(name, values, _):
            return LogicSort(name, values)
        case BoolSort():
            return BOOL
        case IntSort() | TimeSort() | DurationSort():
            return INT
        case _:
            assert_never(sort)


def in_range(sort: Sort, term: Term) -> Term:
    """That a value lies in its sort: bounds of numbers; true for all others."""
    match sort:
        case IntSort(low, high) if low is not None and high is not None:
            return build.both(build.at_most(build.integer(low), term), build.at_most(term, build.integer(high)))
        case _:
            return build.TRUE


class Symbols:
    """The symbols of one world under one choice of allowed readings.

    `allowed`: for each open word the readings that the check may use; a word with one reading needs no symbol.
    """

    def __init__(self, world: World, allowed: dict[str, tuple[str, ...]]) -> None:
        self.world = world
        self.allowed = allowed
        self.facts = {
            name: Symbol(
                name, tuple(logic_sort(p.sort) for p in fact.parameters), logic_sort(fact.sort), fact.kind == "fixed"
            )
            for name, fact in world.facts.items()
        }
        self.individuals = {
            name: Symbol(name, (), logic_sort(entity.sort), rigid=True)
            for entity in world.entities.values()
            for name in entity.individuals
        }
        self.words = {
            word: Symbol(f"reading of {word}", (), LogicSort(f"readings of {word}", readings), rigid=True)
            for word, readings in allowed.items()
            if len(readings) > 1
        }
        self.lengths = {
            name: Symbol(f"length of {name}", (), INT, rigid=True)
            for name, duration in world.durations.items()
            if duration.hours is None and not duration.readings
        }

    def chosen(self, word: str, reading: str) -> Term:
        """That the word is read in this way."""
        symbol = self.words.get(word)
        if symbol is None:
            return build.boolean(self.allowed[word] == (reading,))
        return build.equal(build.apply(symbol), build.enum(reading, symbol.sort))

    def duration(self, name: str) -> Term:
        """The hours of a declared duration."""
        duration = self.world.durations[name]
        if duration.hours is not None:
            return build.integer(duration.hours)
        if not duration.readings:
            return build.apply(self.lengths[name])
        length = build.integer(duration.readings[-1][1])
        for reading, hours in reversed(duration.readings):
            length = build.ite(self.chosen(name, reading), build.integer(hours), length)
        return length

    def background(self) -> Term:
        """Different names are different things; a free length is an hour or more."""
        parts = [build.at_most(build.integer(1), build.apply(length)) for length in self.lengths.values()]
        for entity in self.world.entities.values():
            members = [build.apply(self.individuals[name]) for name in entity.individuals]
            parts += [
                build.negate(build.equal(one, other)) for i, one in enumerate(members) for other in members[i + 1 :]
            ]
        return build.conj(parts)
