"""A clause that says what a claim asks for: the last resort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.repair.edits import AddClause
from rspverify.check.repair.formulas import Names, arguments_of, joined, name_of, parts, renamed
from rspverify.check.repair.places import Words, bringing_about
from rspverify.check.repair.workshop import Subject
from rspverify.source.spans import NOWHERE, Span
from rspverify.syntax.claims import AfterWithin, Claim, Never, OnlyAfter, OnlyWhen, Possible
from rspverify.syntax.expressions import Call, Expression, Identifier, Name, NamedType
from rspverify.syntax.norms import ClauseDeclaration, Duty, Norm, Order, Permission, Prohibition


def missing(words: Words, about: Subject, claim: Claim) -> Iterator[AddClause]:
    """The clauses that the claim would be made of, in the words of the policy."""
    name = next(n for n in _free_names() if n not in about.clauses)
    overrides: tuple[Identifier, ...] = ()
    if isinstance(claim, Possible):
        forbidding = [c for c in about.clauses.values() if isinstance(c.norm, Prohibition | Order)]
        acts = {name_of(claim.subject)}
        overrides = tuple(c.name for c in forbidding if {name_of(act) for act in _judged(c)} & acts)
    for norm in _norms(words, about, claim):
        yield AddClause(name, ClauseDeclaration(NOWHERE, False, Identifier(NOWHERE, name), None, overrides, norm))


def _free_names() -> Iterator[str]:
    yield "added"
    number = 2
    while True:
        yield f"added_{number}"
        number += 1


def _judged(clause: ClauseDeclaration) -> tuple[Expression, ...]:
    return clause.norm.later if isinstance(clause.norm, Order) else clause.norm.acts


def _norms(words: Words, about: Subject, claim: Claim) -> Iterator[Norm]:
    match claim:
        case Never(subject=act, when=when) if words.is_act(act):
            for agent, names in _agents(words, about, act):
                yield Prohibition(NOWHERE, agent, _acts(act, names=names), _in(when, names, 1), None)
        case Never(subject=formula, when=None):
            yield from _ways_there(words, about, formula)
        case OnlyWhen(acts=(act,), condition=condition):
            for agent, names in _agents(words, about, act):
                yield Prohibition(NOWHERE, agent, _acts(act, names=names), None, _in(condition, names, 2))
        case OnlyAfter(acts=(act,), occurrences=occurrences, when=when) if all(map(words.is_act, occurrences)):
            for agent, names in _agents(words, about, act):
                before = _acts(*occurrences, names=names)
                yield Order(NOWHERE, agent, before, None, False, _acts(act, names=names), _in(when, names, 1), None)
        case AfterWithin(occurrences=occurrences, when=when, acts=acts, deadline=deadline):
            for agent, names in _agents(words, about, acts[0]):
                after = _acts(*occurrences, names=names)
                owed = _acts(*acts, names=names)
                yield Duty(NOWHERE, agent, owed, deadline, after, _in(when, names, 1), None, None)
        case Possible(subject=act, when=when) if words.is_act(act):
            for agent, names in _agents(words, about, act):
                yield Permission(NOWHERE, agent, _acts(act, names=names), False, _in(when, names, 1), None, None)
        case _:
            return


def _ways_there(words: Words, about: Subject, formula: Expression) -> Iterator[Norm]:
    """Where a state is ruled out: that no act brings about one part of it while the others are there."""
    conjuncts = parts(formula, "and")
    for part in [one for one in conjuncts if isinstance(one, Call)]:
        rest = joined([other for other in conjuncts if other is not part], "and")
        for action in words.actions.values():
            for act in bringing_about(action, part):
                for agent, names in _agents(words, about, act):
                    yield Prohibition(NOWHERE, agent, _acts(act, names=names), _in(rest, names, 1), None)


def _agents(words: Words, about: Subject, act: Expression) -> Iterator[tuple[Identifier, Names]]:
    """Who would have to keep the clause: the variable that the policy binds, in the place of whom the claim names."""
    action = words.actions[name_of(act) or ""]
    binds = about.text.binds
    if action.agent is None or binds is None:
        return
    for parameter, argument in zip(action.parameters, arguments_of(act), strict=False):
        if parameter.name.text != action.agent.text or not isinstance(argument, Name):
            continue
        for binding in binds.bindings:
            bound = binding.variable
            if isinstance(bound.type, NamedType) and bound.type == parameter.type:
                yield bound.name, {argument.name: Name(NOWHERE, bound.name.text)}


def _acts(*acts: Expression, names: Names) -> tuple[Call | Name, ...]:
    found = (renamed(act, names) for act in acts)
    return tuple(act for act in found if isinstance(act, Call | Name))


def _in(formula: Expression | None, names: Names, place: int) -> Expression | None:
    if formula is None:
        return None
    said = renamed(formula, names)
    # `place`: conditions are printed in the order of their places.
    return None if said is None else joined([_at(said, place)], "and")


def _at(formula: Expression, place: int) -> Expression:
    return replace(formula, span=Span(NOWHERE.file, place, place))
