"""Two versions of a world as one, so that policies of both can be compared in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass, replace
from typing import Any

from rspverify.policy.claims import Project
from rspverify.policy.expressions import (
    Breaching,
    DefineOf,
    EnumValue,
    Expr,
    Individual,
    NormOfAct,
    NormOfClause,
    Num,
    TermOf,
    Var,
    Variable,
)
from rspverify.policy.norms import Policy
from rspverify.policy.sorts import BOOL, Sort
from rspverify.policy.substitute import canonical, each, rebuilt, substituted
from rspverify.policy.vocabulary import Action, Define, Entity, Fact, Term, World
from rspverify.source.diagnostics import Diagnostic, Label, SourceError
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Merged:
    """`project`: the newer one with the policies of the older added under other names. `remarks`: what is different in
    their worlds, in words."""

    project: Project
    remarks: tuple[str, ...]


def merged(new: Project, old: Project, names: Mapping[str, str]) -> Merged:
    """The newer project, with the policies of the older one under the `names` given for them (their own, where there is
    none: then the newer one may not have it). What only the older one declares is added; of what both declare, the
    newer version counts, and the older policies keep the meaning of the words that they use. Raises `SourceError` where
    one name stands for things of two kinds."""
    merging = _Merging(new.world, old.world)
    world = merging.world()
    policies = dict(new.policies)
    for name, policy in old.policies.items():
        called = names.get(name, name)
        if called not in policies:
            policies[called] = merging.adopted(replace(policy, name=called), names)
    return Merged(replace(new, world=world, policies=policies), tuple(merging.remarks))


class _Merging:
    def __init__(self, new: World, old: World) -> None:
        self._new, self._old = new, old
        self._problems: list[Diagnostic] = []
        self.remarks: list[str] = []
        self._defines: dict[str, str] = {}
        self._terms: dict[str, str] = {}

    def world(self) -> World:
        new, old = self._new, self._old
        entities = self._joined("entity", new.entities, old.entities, lambda one: one.sort, self._both_individuals)
        enums = self._joined("enum", new.enums, old.enums, lambda one: one.sort)
        facts = self._joined("fact", new.facts, old.facts, lambda one: (_sorts(one), one.sort, one.kind, one.belief))
        actions = self._joined("action", new.actions, old.actions, lambda one: (_sorts(one), _agent(one)))
        durations = self._joined("duration", new.durations, old.durations, lambda one: (one.hours, one.readings))
        terms = self._joined(
            "word", new.terms, old.terms, lambda one: (_sorts(one), tuple(reading.name for reading in one.readings))
        )
        self._otherwise("fact", new.facts, old.facts, lambda one: one.public, "is public, or not,")
        self._otherwise("action", new.actions, old.actions, _does, "does something else, or needs something else,")
        defines = self._words(dict(new.defines), dict(old.defines), terms)
        self._behaviour()
        if self._problems:
            raise SourceError(self._problems)
        return replace(
            new,
            entities=entities,
            enums=enums,
            facts=facts,
            durations=durations,
            defines=defines,
            terms=terms,
            actions=actions,
        )

    def _joined(
        self,
        kind: str,
        new: Mapping[str, Any],
        old: Mapping[str, Any],
        signature: Callable[[Any], object],
        together: Callable[[Any, Any], Any] = lambda one, _: one,
    ) -> dict[str, Any]:
        """The declarations of both; those that both have must be alike."""
        found = dict(new)
        added = []
        for name, one in old.items():
            if name not in new:
                found[name] = one
                added.append(name)
            elif canonical(signature(one)) != canonical(signature(new[name])):
                self._problems.append(_unfit(kind, name, new[name].span, one.span))
            else:
                found[name] = together(new[name], one)
        gone = [name for name in new if name not in old]
        for title, names in (("only in the old version", added), ("only in the new version", gone)):
            if names:
                self.remarks.append(f"{title}: {kind} {', '.join(names)}")
        return found

    def _both_individuals(self, new: Entity, old: Entity) -> Entity:
        return replace(new, individuals=tuple(dict.fromkeys((*new.individuals, *old.individuals))))

    def _words(self, new: dict[str, Define], old: dict[str, Define], terms: dict[str, Term]) -> dict[str, Define]:
        """Defines of both. An older one with another meaning, and an older word whose readings mean something else, are
        kept under names of their own, for the policies that use them."""
        found = dict(new)
        for name, one in old.items():
            if name not in new:
                found[name] = one
            elif _meaning(one) != _meaning(new[name]):
                own = f"{name} (before)"
                found[own] = replace(one, name=own, wording=f"{one.wording} (as it was defined before)")
                self._defines[name] = own
                self.remarks.append(f"`{name}` is defined otherwise now; each version is read with its own")
        for name, term in self._old.terms.items():
            now = self._new.terms.get(name)
            if now is not None and _meaning(term) != _meaning(now) and terms[name] is now:
                own = f"{name} (before)"
                bodies = tuple((reading.name, reading.body) for reading in term.readings)
                body = TermOf(name, term.parameters, tuple(Var(v) for v in term.parameters), bodies, span=term.span)
                wording = f"{term.wording} (as it was defined before)"
                found[own] = Define(own, term.parameters, wording, body, BOOL, term.span)
                self._terms[name] = own
                self.remarks.append(f"the readings of `{name}` mean something else now; each version has its own")
        return found

    def _otherwise(
        self, kind: str, new: Mapping[str, Any], old: Mapping[str, Any], what: Callable[[Any], object], said: str
    ) -> None:
        for name, one in old.items():
            if name in new and canonical(what(one)) != canonical(what(new[name])):
                self.remarks.append(f"{kind} `{name}` {said} now; both policies are looked at as it is now")

    def _behaviour(self) -> None:
        for title, new, old in (
            ("how runs begin", self._new.initially, self._old.initially),
            ("axioms", tuple(one.formula for one in self._new.axioms), tuple(one.formula for one in self._old.axioms)),
        ):
            if canonical(new) != canonical(old):
                self.remarks.append(f"{title}: not as before; both policies are looked at as it is now")

    def adopted(self, policy: Policy, names: Mapping[str, str]) -> Policy:
        """An older policy that speaks of older policies by their new names, and of words with their older meaning."""

        def change(node: object) -> object:
            match node:
                case Breaching(policy=str(name)) | NormOfClause(policy=str(name)) | NormOfAct(policy=str(name)):
                    return replace(rebuilt(node, change), policy=names.get(name, name))
                case DefineOf(name=name) if name in self._defines:
                    return self._define(rebuilt(node, change))
                case TermOf(name) if name in self._terms:
                    return self._term(rebuilt(node, change))
                case tuple():
                    return each(node, change)
                case _ if is_dataclass(node):
                    return rebuilt(node, change)
                case _:
                    return node

        changed: Policy = rebuilt(policy, change)
        return replace(changed, clauses={name: rebuilt(clause, change) for name, clause in policy.clauses.items()})

    def _define(self, define: DefineOf) -> Expr:
        """What an older abbreviation stood for; under a name of its own where its arguments are not constant."""
        if all(isinstance(argument, Var | Individual | EnumValue | Num) for argument in define.arguments):
            return substituted(define.body, dict(zip(define.parameters, define.arguments, strict=True)))
        return replace(define, name=self._defines[define.name])

    def _term(self, term: TermOf) -> DefineOf:
        """An older word as an abbreviation for itself, so that it has a wording of its own; how it is read is decided
        by the word's name all the same."""
        inside = replace(term, arguments=tuple(Var(parameter) for parameter in term.parameters))
        return DefineOf(self._terms[term.name], term.parameters, term.arguments, inside, BOOL, span=term.span)


# ---------------------------------------------------------------- what must be alike


def _sorts(declared: Fact | Action | Term) -> tuple[Sort, ...]:
    return tuple(parameter.sort for parameter in declared.parameters)


def _agent(action: Action) -> object:
    """Who does an act: an individual, a place of its parameters, or nobody."""
    if isinstance(action.agent, Variable):
        return action.parameters.index(action.agent)
    return action.agent


def _does(action: Action) -> object:
    effects = tuple((e.fact, e.arguments, e.value, e.condition, e.spread) for e in action.effects)
    return (action.parameters, action.requires, effects)


def _meaning(word: Define | Term) -> object:
    body = word.body if isinstance(word, Define) else tuple((one.name, one.body) for one in word.readings)
    return canonical((word.parameters, body))


def _unfit(kind: str, name: str, now: Span, before: Span) -> Diagnostic:
    message = f"the {kind} `{name}` is declared in two ways that do not fit together"
    help = "give the new one another name, so that both policies can be looked at in one world"
    return Diagnostic("RSP162", message, now, label="now", labels=(Label(before, "before"),), help=help)
