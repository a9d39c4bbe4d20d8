"""Of which acts a claim or a clause speaks, and what it says of them; and the same in another clause's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.check.repair.formulas import Names, arguments_of, name_of, parts, qualified
from rspverify.policy.files import Gathered
from rspverify.policy.names import ReadFile
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import (
    AfterWithin,
    Always,
    Claim,
    Complete,
    Declaration,
    Dependence,
    Module,
    Never,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    Possible,
    PropertyDeclaration,
)
from rspverify.syntax.declarations import (
    ActionDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    EntityDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    StatementDeclaration,
    TermDeclaration,
)
from rspverify.syntax.expressions import AnyArgument, Call, Expression, Name, NormOfAct, Past
from rspverify.syntax.norms import ClauseDeclaration, Duty, Order
from rspverify.syntax.walk import walk


@dataclass(frozen=True)
class Spoken:
    """`acts`: what something speaks of; `formulas`: what it says of them. `past`: acts that should have come before."""

    acts: tuple[Expression, ...]
    formulas: tuple[Expression, ...]
    past: tuple[Expression, ...] = ()


class Words:
    """What the files declare, as far as it matters here, by the names that it has where nothing has a prefix."""

    def __init__(self, gathered: Gathered) -> None:
        declarations = [one for file in gathered.files for one in _declared(file)]
        self.actions = {one.name.text: one for one in declarations if isinstance(one, ActionDeclaration)}
        self.facts = {one.name.text: one for one in declarations if isinstance(one, FactDeclaration)}
        self.properties = {one.name.text: one for one in declarations if isinstance(one, PropertyDeclaration)}
        self.declarations = declarations

    def is_act(self, one: Expression) -> bool:
        return name_of(one) in self.actions


_Vocabulary = FactDeclaration | DurationDeclaration | DefineDeclaration | TermDeclaration | ActionDeclaration


def _declared(file: ReadFile) -> Iterator[Declaration]:
    """What a file declares; of one under a prefix its words, and what is said of them."""
    names = frozenset(_own_names(file.module))
    for one in file.module.declarations:
        if not file.home.prefix:
            yield one
        elif isinstance(one, _Vocabulary | StatementDeclaration):
            yield qualified(one, file.home.prefix, names)


def _own_names(module: Module) -> Iterator[str]:
    for one in module.declarations:
        match one:
            case IndividualDeclaration(names=names):
                yield from (name.text for name in names)
            case EnumDeclaration(name=name, values=values):
                yield from (each.text for each in (name, *values))
            case EntityDeclaration(name=name) | StatementDeclaration(name=name):
                yield name.text
            case _ if isinstance(one, _Vocabulary):
                yield one.name.text


def of_claim(words: Words, claim: Claim) -> Spoken:
    """What a claim speaks of."""
    match claim:
        case Never(subject=subject, when=when) | Possible(subject=subject, when=when) if words.is_act(subject):
            return Spoken((subject,), _given(when))
        case Never(subject=formula) | Possible(subject=formula) | Always(formula=formula):
            return Spoken(tuple(_acts_in(words, formula)), (formula,))
        case OnlyWhen(acts=acts, condition=condition):
            return Spoken(acts, (condition,))
        case OnlyAfter(acts=acts, occurrences=occurrences, when=when):
            before = tuple(one for one in occurrences if words.is_act(one))
            return Spoken(acts, _given(when), before)
        case AfterWithin(occurrences=occurrences, when=when, acts=acts):
            return Spoken((*acts, *(one for one in occurrences if words.is_act(one))), _given(when))
        case Complete(on=on, when=when):
            return Spoken(on, _given(when))
        case Dependence(act=act) | OutsidersCanTell(act=act):
            return Spoken((act,), ())
        case _:
            return Spoken((), ())


def of_clause(clause: ClauseDeclaration) -> Spoken:
    """What a clause speaks of."""
    norm = clause.norm
    acts: tuple[Expression, ...] = norm.acts
    if isinstance(norm, Order):
        acts = (*norm.later, *acts)
    if isinstance(norm, Duty):
        acts = (*acts, *norm.triggers)
    given = (getattr(norm, slot, None) for slot in ("when", "while_", "unless", "provided"))
    found = [part for one in given if one is not None for part in parts(one, "or")]
    return Spoken(acts, tuple(found))


def names_in(spoken: Spoken, clause: ClauseDeclaration) -> Iterator[Names]:
    """What the names of those who speak are called in a clause, for each act that both speak of."""
    mine = of_clause(clause).acts
    for act in spoken.acts:
        for other in mine:
            if name_of(act) == name_of(other):
                names = names_between(act, other)
                if names is not None:
                    yield names


def names_between(one: Expression, other: Expression) -> Names | None:
    """What the variables and individuals of an act are called in another use of it; None where one of them would have
    two names."""
    found: dict[str, Expression] = {}
    for mine, theirs in zip(arguments_of(one), arguments_of(other), strict=False):
        if (
            isinstance(mine, Name)
            and not isinstance(theirs, AnyArgument)
            and found.setdefault(mine.name, theirs) != theirs
        ):
            return None
    return found


def _given(formula: Expression | None) -> tuple[Expression, ...]:
    return () if formula is None else (formula,)


def _acts_in(words: Words, formula: Expression) -> Iterator[Expression]:
    """The acts that norms in a formula judge, then acts that bring about the facts in it, with the formula's names."""
    for one in walk(formula):
        if isinstance(one, NormOfAct):
            yield one.act
        if isinstance(one, Past) and words.is_act(one.operand):
            yield one.operand
    for one in walk(formula):
        if isinstance(one, Call):
            for action in words.actions.values():
                yield from bringing_about(action, one)


def bringing_about(action: ActionDeclaration, fact: Call) -> Iterator[Call | Name]:
    """The act with the names of a fact that it changes; `any` for what the fact does not name."""
    for effect in action.effects:
        if effect.fact.text != fact.name.text or len(effect.arguments) != len(fact.arguments):
            continue
        given = {
            argument.name: value
            for argument, value in zip(effect.arguments, fact.arguments, strict=True)
            if isinstance(argument, Name)
        }
        arguments = tuple(given.get(each.name.text, AnyArgument(NOWHERE)) for each in action.parameters)
        yield Call(NOWHERE, action.name, arguments) if arguments else Name(NOWHERE, action.name.text)
