"""All single edits of a policy that are worth a try for a claim, the most telling first.

Conditions that may be added are those of which the claim speaks, then those of other clauses and of other properties
about the same act, each as it is and denied, in the words of the clause. What is nonsense there does not resolve, and
falls away.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rspverify.check.repair.edits import (
    SLOTS,
    Add,
    AddOverride,
    Deadline,
    Drop,
    DropOverride,
    Edit,
    Exchange,
    Narrow,
    SetDeadline,
    Slot,
    due,
    edited,
    formula,
    has,
)
from rspverify.check.repair.formulas import atoms, name_of, negated, parts, renamed
from rspverify.check.repair.missing import missing
from rspverify.check.repair.places import Spoken, Words, names_in, of_claim, of_clause
from rspverify.check.repair.workshop import Loaded, Subject, policy_texts
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import AfterWithin, PropertyDeclaration
from rspverify.syntax.declarations import (
    DefineDeclaration,
    DurationDeclaration,
    FactDeclaration,
    StatementDeclaration,
    TermDeclaration,
)
from rspverify.syntax.expressions import Call, Expression, Identifier, Name, Not, Past
from rspverify.syntax.norms import ClauseDeclaration, Duty, Exemption, Order, Permission, Prohibition, RecurringDuty
from rspverify.syntax.printer import print_clause, print_expression
from rspverify.syntax.walk import walk

MOST_LITERALS = 30
"""So many conditions are tried for each place at most."""


def candidates(loaded: Loaded, about: Subject, asked: PropertyDeclaration) -> tuple[Edit, ...]:
    """Each edit once; of those that make the same text, the first."""
    words = Words(loaded.gathered)
    spoken = of_claim(words, asked.claim)
    others = [
        of_clause(clause.syntax)
        for name, text in policy_texts(loaded).items()
        for clause in text.clauses.values()
        if not clause.home.prefix and (name == about.name or clause.syntax not in about.clauses.values())
    ]
    others += [of_claim(words, one.claim) for one in words.properties.values() if one is not asked]
    found: dict[str, Edit] = {}
    for clause in about.clauses.values():
        for edit in _of_clause(words, about, clause, asked, spoken, others):
            after = edited(clause, edit)
            if after is not None:
                found.setdefault(print_clause(after), edit)
    for edit in missing(words, about, asked.claim):
        found.setdefault(print_clause(edit.declaration), edit)
    return tuple(found.values())


def _of_clause(
    words: Words,
    about: Subject,
    clause: ClauseDeclaration,
    asked: PropertyDeclaration,
    spoken: Spoken,
    others: list[Spoken],
) -> Iterator[Edit]:
    name, norm = clause.name.text, clause.norm
    for slot in SLOTS:
        for part in parts(formula(norm, slot), "or" if slot == "unless" else "and"):
            yield Drop(name, slot, part)
    yield from _exchanges(words, clause)
    for deadline in _deadlines(words, about, asked):
        if deadline != due(norm):
            yield SetDeadline(name, deadline)
    for overridden in clause.overrides:
        yield DropOverride(name, overridden.text)
    for literal in islice(_literals(clause, spoken, others), MOST_LITERALS):
        yield Narrow(name, literal)
        # A denied condition is an exception, and a denied exception a condition: that is tried with the other literal.
        for slot in () if isinstance(literal, Not) else _slots(clause):
            yield Add(name, slot, literal)
    for other in about.clauses.values():
        if other is not clause and _may_override(clause, other):
            yield AddOverride(name, other.name.text)


def _slots(clause: ClauseDeclaration) -> Iterator[Slot]:
    """Where a condition may be added; of a permission as its proviso, which comes to the same."""
    norm = clause.norm
    if isinstance(norm, Permission):
        yield "provided"
    elif isinstance(norm, RecurringDuty) or (isinstance(norm, Duty) and norm.while_ is not None):
        yield "while"
    elif has(norm, "when"):
        yield "when"
    yield "unless"


def _literals(clause: ClauseDeclaration, spoken: Spoken, others: list[Spoken]) -> Iterator[Expression]:
    """Conditions in the words of a clause, each once."""
    seen: set[str] = set()
    for one in (spoken, *others):
        for names in names_in(one, clause):
            raw: list[Expression] = [Past(NOWHERE, "once", act) for act in one.past]
            raw += [atom for said in one.formulas for atom in atoms(said)]
            for atom in raw:
                literal = renamed(atom, names)
                for each in () if literal is None else (literal, negated(literal)):
                    text = print_expression(each)
                    if text not in seen:
                        seen.add(text)
                        yield each


# ---------------------------------------------------------------- beliefs, deadlines, overrides


def _exchanges(words: Words, clause: ClauseDeclaration) -> Iterator[Edit]:
    """Each belief of a clause by what it may be about: what a statement of the file ties it to, else every fact, word
    and define with the same parameters."""
    for slot in SLOTS:
        there = formula(clause.norm, slot)
        for one in walk(there) if there is not None else ():
            fact = words.facts.get(name_of(one) or "") if isinstance(one, Call | Name) else None
            if fact is None or fact.keyword != "belief" or not isinstance(one, Call | Name):
                continue
            alike = list(_alike(words, fact))
            tied = [name for name in alike if is_tied(words, fact.name.text, name)]
            for name in tied or alike:
                yield Exchange(clause.name.text, one, _called(one, name))


def _called(one: Call | Name, name: str) -> Expression:
    if isinstance(one, Name):
        return Name(one.span, name)
    return Call(one.span, Identifier(one.name.span, name), one.arguments)


def _alike(words: Words, belief: FactDeclaration) -> Iterator[str]:
    """What could stand in its place: facts of the same type, and defines and terms, with the same parameters."""
    types = [each.type for each in belief.parameters]
    for one in words.declarations:
        match one:
            case FactDeclaration(keyword="fact", type=type_):
                fits = type_ == belief.type
            case DefineDeclaration() | TermDeclaration():
                fits = True
            case _:
                continue
        if fits and [each.type for each in one.parameters] == types:
            yield one.name.text


def is_tied(words: Words, belief: str, name: str) -> bool:
    """Whether an axiom or an assumption speaks of both."""
    for one in words.declarations:
        if isinstance(one, StatementDeclaration):
            used = {name_of(each) for each in walk(one.formula) if isinstance(each, Call | Name)}
            if {belief, name} <= used:
                return True
    return False


def _deadlines(words: Words, about: Subject, asked: PropertyDeclaration) -> Iterator[Deadline]:
    """The claim's own, those of other clauses, declared lengths."""
    found: list[Deadline] = [asked.claim.deadline] if isinstance(asked.claim, AfterWithin) else []
    found += [length for clause in about.clauses.values() if (length := due(clause.norm)) is not None]
    found += [Name(NOWHERE, one.name.text) for one in words.declarations if isinstance(one, DurationDeclaration)]
    seen: list[Deadline] = []
    for one in found:
        if one not in seen:
            seen.append(one)
            yield one


def _may_override(clause: ClauseDeclaration, other: ClauseDeclaration) -> bool:
    """Whether it makes sense to let a clause override another: they are about one act, and say the opposite of it."""
    opposite = {
        Permission: (Prohibition, Order),
        Prohibition: (Permission,),
        Order: (Permission,),
        Exemption: (Duty, RecurringDuty),
        Duty: (Prohibition, Order),
        RecurringDuty: (Prohibition, Order),
    }[type(clause.norm)]
    return isinstance(other.norm, opposite) and bool(_judged(clause) & _judged(other))


def _judged(clause: ClauseDeclaration) -> set[str | None]:
    norm = clause.norm
    return {name_of(act) for act in (norm.later if isinstance(norm, Order) else norm.acts)}
