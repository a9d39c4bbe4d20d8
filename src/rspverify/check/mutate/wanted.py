"""What might be claimed so that a fault in a clause is noticed, in the words of the policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rspverify.check.repair.edits import formula
from rspverify.check.repair.formulas import Names, joined, name_of, negated, parts, renamed, same
from rspverify.check.repair.places import names_between
from rspverify.check.repair.workshop import Subject
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import AfterWithin, Always, Claim, Module, Never, Possible
from rspverify.syntax.expressions import (
    Binary,
    Comparison,
    DurationExpression,
    Elapsed,
    Expression,
    Identifier,
    Name,
    NormOfAct,
    Not,
    Now,
    Past,
    Quantity,
)
from rspverify.syntax.norms import (
    Act,
    Binding,
    ClauseDeclaration,
    Duty,
    Exemption,
    Order,
    Permission,
    PolicyDeclaration,
    Prohibition,
)
from rspverify.syntax.printer import print_module


@dataclass(frozen=True)
class Wanted:
    """A property and its check. `claim`: as a tree, or as text; `before`: what has to be declared first; `under`:
    whether the check is made under the policy, or names its policies itself."""

    name: str
    wording: str
    claim: Claim | str
    expected: Literal["holds", "possible"] = "holds"
    before: str = ""
    under: bool = True


def wanted(about: Subject, after: Subject | None, clause: str, laxer: bool) -> Iterator[Wanted]:
    """`about`: the policy as it is; `after`: with the fault; `clause`: where the fault is. The plainest first."""
    if clause in about.clauses:
        mine = about.clauses[clause]
        theirs = None if after is None else after.clauses.get(clause)
        if laxer:
            yield from _kept(about, mine)
        else:
            yield from _left_open(about, mine, theirs)
        yield from _as_meant(about, mine, laxer)
    elif not clause:
        yield from _of_head(about, laxer)


# ---------------------------------------------------------------- what is forbidden or demanded stays so


def _kept(about: Subject, clause: ClauseDeclaration) -> Iterator[Wanted]:
    """That what the clause forbids is not done, or what it demands is; of a clause that overrides others, of those."""
    concerned = [clause, *(about.clauses[one.text] for one in clause.overrides if one.text in about.clauses)]
    for one in concerned:
        for claim in _claims(about, one):
            yield Wanted(f"{one.name.text}_is_kept", _wording(one, "is kept"), claim)
    for one in concerned:
        for act, given in _forbidden(about, one):
            status = NormOfAct(NOWHERE, "forbidden", act, Identifier(NOWHERE, about.name))
            claim = Always(NOWHERE, status if given is None else Binary(NOWHERE, "implies", given, status))
            yield Wanted(f"{one.name.text}_forbids", _wording(one, "forbids this"), claim)


def _wording(clause: ClauseDeclaration, said: str) -> str:
    about = f": {clause.wording}" if clause.wording else ""
    return f"{clause.name.text} {said}{about}"


def _claims(about: Subject, clause: ClauseDeclaration) -> Iterator[Claim]:
    for act, given in _forbidden(about, clause):
        yield Never(NOWHERE, act, given)
    norm = clause.norm
    if isinstance(norm, Duty) and norm.triggers and norm.deadline is not None:
        names = _agent(about, clause)
        given = _condition(about, clause, norm.triggers[0])
        triggers = tuple(_in(one, names) for one in norm.triggers)
        yield AfterWithin(NOWHERE, triggers, given, _acts(norm.acts, names), norm.deadline)  # type: ignore[arg-type]


def _forbidden(about: Subject, clause: ClauseDeclaration) -> Iterator[tuple[Act, Expression | None]]:
    """Each act that a clause forbids, with the condition."""
    norm = clause.norm
    names = _agent(about, clause)
    match norm:
        case Prohibition(acts=acts):
            for act in acts:
                yield _acts((act,), names)[0], _condition(about, clause, act)
        case Permission(acts=acts, sole=True, when=when, provided=provided):
            given = joined([one for one in (when, provided) if one is not None], "and")
            if given is not None:
                for act in acts:
                    yield _acts((act,), names)[0], _within(about, clause, names, negated(given))
        case Order(each=False, acts=acts, later=later, at_least=at_least):
            # One `before each` asks for more than that such an act has ever been: no plain property says that.
            for act in later:
                given = _condition(about, clause, act)
                not_yet = [_in(negated(_done(one, at_least)), names) for one in acts]
                yield _acts((act,), names)[0], joined([*parts(given, "and"), *not_yet], "and")
        case _:
            return


def _done(act: Act, at_least: DurationExpression | None) -> Expression:
    """That an act has been done, so long ago if need be."""
    return Past(NOWHERE, "once", act) if at_least is None else Elapsed(NOWHERE, "at least", at_least, act)


def _condition(about: Subject, clause: ClauseDeclaration, act: Expression) -> Expression | None:
    """Where the clause applies and nothing overrides it, in its own words."""
    found = list(_applies(clause))
    for other in about.clauses.values():
        exempts = isinstance(other.norm, Exemption) and isinstance(clause.norm, Duty)
        if exempts or any(one.text == clause.name.text for one in other.overrides):
            theirs = _overriding(other, clause)
            found += [] if theirs is None else [negated(theirs)]
    return _within(about, clause, _agent(about, clause), joined(found, "and"))


def _applies(clause: ClauseDeclaration) -> Iterator[Expression]:
    """What must be so for a clause to apply."""
    for slot in ("when", "while", "provided"):
        yield from parts(formula(clause.norm, slot), "and")
    for one in parts(formula(clause.norm, "unless"), "or"):
        yield negated(one)


def _overriding(other: ClauseDeclaration, clause: ClauseDeclaration) -> Expression | None:
    """Where the other clause applies to an act of this one, in the words of this one."""
    norm = clause.norm
    mine = norm.later if isinstance(norm, Order) else norm.acts
    for theirs in other.norm.acts:
        for act in mine:
            names = names_between(theirs, act) if name_of(theirs) == name_of(act) else None
            if names is not None:
                return renamed(joined(list(_applies(other)), "and") or _always(act), names)
    return None


def _always(act: Expression) -> Expression:
    """What is always so."""
    return Comparison(act.span, "=", Now(act.span), Now(act.span))


def _agent(about: Subject, clause: ClauseDeclaration) -> Names:
    """The one agent whom the policy binds by name, in the place of the clause's variable."""
    for binding in _bindings(about, clause):
        for one in parts(binding.where, "and"):
            match one:
                case Comparison(operator="=", left=Name(name=agent), right=Name() as right) if (
                    agent == clause.norm.agent.text
                ):
                    return {agent: right}
                case _:
                    pass
    return {}


def _bindings(about: Subject, clause: ClauseDeclaration) -> Iterator[Binding]:
    """How the policy binds the agent of a clause: by a variable, if it is no individual. Not whom else it binds."""
    for binding in about.text.binds.bindings if about.text.binds is not None else ():
        if binding.variable.name.text == clause.norm.agent.text:
            yield binding


def _within(about: Subject, clause: ClauseDeclaration, names: Names, given: Expression | None) -> Expression | None:
    """The condition, and that the policy binds the agent, where it does not name whom."""
    bound = [one for binding in _bindings(about, clause) if not names for one in parts(binding.where, "and")]
    found = joined([*bound, *parts(given, "and")], "and")
    return None if found is None else _in(found, names)


def _in(one: Expression, names: Names) -> Expression:
    return renamed(one, names) or one


def _acts(acts: Sequence[Act], names: Names) -> tuple[Act, ...]:
    return tuple(_in(act, names) for act in acts)  # type: ignore[misc]


# ---------------------------------------------------------------- what is left open stays so


def _left_open(about: Subject, mine: ClauseDeclaration, theirs: ClauseDeclaration | None) -> Iterator[Wanted]:
    """That what only the mutant forbids can be done, and is permitted."""
    acts = mine.norm.later if isinstance(mine.norm, Order) else mine.norm.acts
    names = _agent(about, mine)
    permits = isinstance(mine.norm, Exemption) or (isinstance(mine.norm, Permission) and not mine.norm.sole)
    fewer, more = (theirs, mine) if permits else (mine, theirs)
    if more is None:
        return
    given = _within(about, mine, names, _only_in(more, fewer))
    if permits:
        for one in mine.overrides:
            if one.text in about.clauses:
                condition = _overriding(about.clauses[one.text], mine)
                if condition is not None and not same(condition, _always(condition)):
                    given = joined([*parts(given, "and"), *parts(_in(condition, names), "and")], "and")
    for act in _acts(acts, names):
        name, wording = f"{mine.name.text}_leaves_open", _wording(mine, "leaves this open")
        yield Wanted(name, wording, Possible(NOWHERE, act, given), "possible")
        status = NormOfAct(NOWHERE, "permitted", act, Identifier(NOWHERE, about.name))
        claim = Always(NOWHERE, status if given is None else Binary(NOWHERE, "implies", given, status))
        yield Wanted(name, wording, claim)
    yield from _undone(about, mine, given)


def _undone(about: Subject, mine: ClauseDeclaration, given: Expression | None) -> Iterator[Wanted]:
    """That it can be left undone what only the mutant demands: by this duty, or by those from which it exempts."""
    for one in (mine, *(about.clauses[other.text] for other in mine.overrides if other.text in about.clauses)):
        norm = one.norm
        if isinstance(norm, Duty) and norm.triggers and norm.deadline is not None:
            names = _agent(about, one)
            length = Quantity(NOWHERE, 1, "hour") if norm.deadline == "at once" else norm.deadline
            bound: Literal["at least", "more than"] = "at least" if norm.deadline == "at once" else "more than"
            past = Elapsed(NOWHERE, bound, length, norm.triggers[0])
            undone: list[Expression] = [Not(NOWHERE, Past(NOWHERE, "once", act)) for act in norm.acts]
            whole = joined([_in(past, names), *(_in(part, names) for part in undone), *parts(given, "and")], "and")
            if whole is not None:
                wording = _wording(mine, "leaves this undone")
                yield Wanted(f"{mine.name.text}_leaves_open", wording, Possible(NOWHERE, whole, None), "possible")


def _only_in(more: ClauseDeclaration, fewer: ClauseDeclaration | None) -> Expression | None:
    """Where one clause applies and another does not."""
    wide = list(_applies(more))
    narrow = [] if fewer is None else list(_applies(fewer))
    extra = [one for one in narrow if not any(same(one, other) for other in wide)]
    rest = joined(extra, "and")
    return joined([*wide, *([] if rest is None else [negated(rest)])], "and")


# ---------------------------------------------------------------- the head


def _of_head(about: Subject, laxer: bool) -> Iterator[Wanted]:
    """That the policy asks nothing of those whom it does not bind, and that what no clause speaks of can be done."""
    for clause in about.clauses.values():
        for binding in _bindings(about, clause):
            if binding.where is None or laxer:
                continue
            for act in clause.norm.later if isinstance(clause.norm, Order) else clause.norm.acts:
                given = joined([negated(binding.where), *_applies(clause)], "and")
                name, wording = (
                    f"{about.name}_binds_no_others",
                    f"{about.name} asks nothing of those whom it does not bind",
                )
                yield Wanted(name, wording, Possible(NOWHERE, act, given), "possible")
    for clause in about.clauses.values():
        for act in clause.norm.later if isinstance(clause.norm, Order) else clause.norm.acts:
            names = _agent(about, clause)
            done = _acts((act,), names)[0]
            name, wording = f"{about.name}_leaves_open", f"{about.name} leaves open what no clause speaks of"
            if not laxer:
                yield Wanted(name, wording, Possible(NOWHERE, done, None), "possible")
                for given in _applies(clause):
                    free = _within(about, clause, names, negated(given))
                    yield Wanted(name, wording, Possible(NOWHERE, done, free), "possible")


# ---------------------------------------------------------------- the clause itself


def _as_meant(about: Subject, clause: ClauseDeclaration, laxer: bool) -> Iterator[Wanted]:
    """The clause once more, in a policy of its own: in its own place, or, where it may be gone, beside it."""
    name = f"{about.name}_as_meant"
    beside = replace(clause.name, text=f"{clause.name.text}_as_meant")
    keeps, kept = (about.name, name) if laxer else (name, about.name)
    for item in (replace(clause, replaces=True, accepts=()), replace(clause, replaces=False, name=beside, accepts=())):
        amends = Identifier(NOWHERE, about.name)
        policy = PolicyDeclaration(NOWHERE, Identifier(NOWHERE, name), None, amends, None, None, (item,))
        before = print_module(Module(NOWHERE, (policy,))).rstrip("\n")
        claim = f"keeping {keeps} keeps {kept}"
        yield Wanted(f"{name}_is_kept", _wording(clause, "is kept as it is meant"), claim, "holds", before, False)
