"""What can be talked about: entities, enums, facts, durations, defines and terms of a project."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.policy import wording as words_of
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.names import Declared
from rspverify.policy.signatures import enum_sort, individual_sort
from rspverify.policy.sorts import EntitySort
from rspverify.policy.vocabulary import Define, Duration, Entity, Enum, Fact, Term
from rspverify.syntax.declarations import EntityDeclaration, EnumDeclaration


@dataclass(frozen=True)
class Vocabulary:
    """The first half of a `World`."""

    entities: dict[str, Entity]
    enums: dict[str, Enum]
    facts: dict[str, Fact]
    durations: dict[str, Duration]
    defines: dict[str, Define]
    terms: dict[str, Term]


def resolve_vocabulary(el: Elaborator) -> Vocabulary:
    """Resolves every declaration of vocabulary, in order. Those with problems may be left out."""
    names = el.names
    members: dict[str, list[str]] = {}
    for one in names.of_kind("individual"):
        sort = individual_sort(el, one)
        if isinstance(sort, EntitySort):
            members.setdefault(sort.name, []).append(one.name)
    defines = {one.name: el.define(one.name) for one in names.of_kind("define")}
    terms = {one.name: el.term(one.name) for one in names.of_kind("term")}
    return Vocabulary(
        {one.name: _entity(one, tuple(members.get(one.name, ()))) for one in names.of_kind("entity")},
        {one.name: _enum(el, one) for one in names.of_kind("enum")},
        {one.name: el.fact(one.name) for one in names.of_kind("fact")},
        {one.name: el.length(one.name) for one in names.of_kind("duration")},
        {name: define for name, define in defines.items() if define is not None},
        {name: term for name, term in terms.items() if term is not None},
    )


def _entity(declared: Declared, individuals: tuple[str, ...]) -> Entity:
    written = declared.syntax
    assert isinstance(written, EntityDeclaration)
    spoken = written.wording or words_of.plain(declared.name)
    return Entity(EntitySort(declared.name), spoken, individuals, written.span)


def _enum(el: Elaborator, declared: Declared) -> Enum:
    written = declared.syntax
    assert isinstance(written, EnumDeclaration)
    return Enum(enum_sort(el, declared), written.wording or words_of.plain(declared.name), written.span)
