"""Properties: `resolve_properties` makes each claim of the project from what was written.

Names that stand for nothing declared are the claim's free variables; their sorts come from the places where they
stand, acts and occurrences before conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from rspverify.policy import claims, wording
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import Expr, Happening, Hours, Occurrence, Truth
from rspverify.policy.names import Declared
from rspverify.policy.resolve_claims_compared import resolve_comparison
from rspverify.policy.scope import Scope
from rspverify.syntax import claims as written
from rspverify.syntax import expressions as syntax


def resolve_properties(elaborator: Elaborator) -> dict[str, claims.Property]:
    """Every property under its full name, in order of declaration. Those with a recorded problem are left out."""
    found: dict[str, claims.Property] = {}
    for declared in elaborator.names.of_kind("property"):
        resolved = _property(elaborator, declared)
        if resolved is not None:
            found[declared.name] = resolved
    return found


def _property(el: Elaborator, declared: Declared) -> claims.Property | None:
    declaration = declared.syntax
    assert isinstance(declaration, written.PropertyDeclaration)
    scope = replace(el.scope(declared.home, "a property").with_free(), norms=True)
    el.hint_free(_expressions(declaration.claim), scope)
    claim = _claim(el, declaration.claim, scope)
    spoken = declaration.wording
    return (
        None
        if claim is None
        else claims.Property(
            name=declared.name,
            wording=wording.plain(declared.name) if spoken is None else spoken,
            variables=() if scope.free is None else scope.free.variables,
            claim=claim,
            span=declaration.span,
        )
    )


def _claim(el: Elaborator, claim: written.Claim, scope: Scope) -> claims.Claim | None:
    match claim:
        case written.Never(subject=subject, when=when) | written.Possible(subject=subject, when=when):
            return _never_or_possible(el, claim, subject, when, scope)
        case written.Always(formula=formula):
            return claims.Always(el.formula(formula, scope))
        case written.OnlyWhen():
            acts = _acts(el, claim.acts, scope)
            condition = el.formula(claim.condition, scope)
            return None if acts is None else claims.OnlyWhen(acts, condition)
        case written.OnlyAfter():
            acts = _acts(el, claim.acts, scope)
            occurrences = _occurrences(el, claim.occurrences, scope)
            only_when = _condition(el, claim.when, scope)
            return None if acts is None or occurrences is None else claims.OnlyAfter(acts, occurrences, only_when)
        case written.AfterWithin():
            occurrences = _occurrences(el, claim.occurrences, scope)
            acts = _acts(el, claim.acts, scope)
            after_when = _condition(el, claim.when, scope)
            deadline = Hours(0, span=claim.span) if claim.deadline == "at once" else el.duration(claim.deadline, scope)
            if acts is None or occurrences is None:
                return None
            return claims.AfterWithin(occurrences, after_when, acts, deadline)
        case _:
            return resolve_comparison(el, claim, scope)


def _never_or_possible(
    el: Elaborator,
    claim: written.Never | written.Possible,
    subject: syntax.Expression,
    when: syntax.Expression | None,
    scope: Scope,
) -> claims.Claim | None:
    never = isinstance(claim, written.Never)
    acts = acts_of(el, subject, scope)
    if acts:
        happenings = _acts(el, acts, scope)
        condition = _condition(el, when, scope)
        if happenings is None:
            return None
        return claims.NeverAct(happenings, condition) if never else claims.PossibleAct(happenings, condition)
    formula = el.formula(subject, scope)
    if when is not None:
        word, text = "never" if never else "possible", " ".join(subject.span.text.split())
        el.problems.add(
            "RSP270",
            f"`when` goes with an act, and `{text}` is a formula",
            when.span,
            help=f"write `{word} ({text} and {' '.join(when.span.text.split())})`",
        )
        el.formula(when, scope)
        return None
    return claims.NeverState(formula) if never else claims.PossibleState(formula)


def acts_of(el: Elaborator, subject: syntax.Expression, scope: Scope) -> tuple[syntax.Call | syntax.Name, ...]:
    """The acts that `train(l, m) or deploy(l, m)` names; empty if this is a formula."""
    parts: list[syntax.Expression] = []
    while isinstance(subject, syntax.Binary) and subject.operator == "or":
        parts.append(subject.right)
        subject = subject.left
    parts.append(subject)
    acts: list[syntax.Call | syntax.Name] = []
    known = False
    for part in reversed(parts):
        if not isinstance(part, syntax.Call | syntax.Name):
            return ()
        found = el.names.find(part.name if isinstance(part, syntax.Name) else part.name.text, scope.home)
        if found is not None and found.kind not in ("action", "event"):
            return ()
        known = known or found is not None
        acts.append(part)
    return tuple(acts) if known else ()


def _condition(el: Elaborator, when: syntax.Expression | None, scope: Scope) -> Expr:
    return Truth(True) if when is None else el.formula(when, scope)


def _acts(el: Elaborator, acts: Sequence[syntax.Call | syntax.Name], scope: Scope) -> tuple[Happening, ...] | None:
    found = [el.happening(act, scope, allow_any=True) for act in acts]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _occurrences(
    el: Elaborator, occurrences: Sequence[syntax.Occurrence], scope: Scope
) -> tuple[Occurrence, ...] | None:
    found = [el.occurrence(one, scope) for one in occurrences]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _expressions(claim: written.Claim) -> list[syntax.Expression]:
    """All expressions of a claim, acts and occurrences among them."""
    match claim:
        case written.Never(subject=subject, when=when) | written.Possible(subject=subject, when=when):
            found: list[syntax.Expression | None] = [subject, when]
        case written.Always(formula=formula):
            found = [formula]
        case written.OnlyWhen(acts=acts, condition=condition):
            found = [*acts, condition]
        case written.OnlyAfter(acts=acts, occurrences=occurrences, when=when):
            found = [*acts, *occurrences, when]
        case written.AfterWithin(occurrences=occurrences, when=when, acts=acts):
            found = [*occurrences, *acts, when]
        case written.Whatever(on=on) | written.Agree(on=on):
            found = [*on]
        case written.Complete(on=on, when=when):
            found = [*on, when]
        case written.Dependence(act=act) | written.OutsidersCanTell(act=act):
            found = [act]
        case written.Monotone(fact=fact, arguments=arguments, where=where, act=one):
            place = syntax.Call(claim.span, fact, arguments) if arguments is not None else None
            found = [place, one, where]
        case written.Keeping() | written.Consistent() | written.CanComply() | written.KeptTogether():
            found = []
        case _:
            assert_never(claim)
    return [one for one in found if one is not None]
