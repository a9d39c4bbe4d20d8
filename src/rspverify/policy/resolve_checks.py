"""Checks: `resolve_checks` makes each `under` of each check of a file one run, with the verdict expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from rspverify.policy.claims import (
    Check,
    Dependence,
    Monotone,
    OutsidersCanTell,
    PossibleAct,
    PossibleState,
    Property,
    Verdict,
)
from rspverify.policy.conditions import compared
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import Expr, NormOfAct
from rspverify.policy.names import Home, ReadFile
from rspverify.policy.norms import Policy
from rspverify.policy.resolve_options import Options, runs_of
from rspverify.policy.walk import subexpressions
from rspverify.source.diagnostics import Label
from rspverify.syntax.claims import CheckDeclaration, ExpectOption

_UNIVERSAL: tuple[Verdict, ...] = ("holds", "violated", "vacuous", "undetermined", "depends")
_EXISTENTIAL: tuple[Verdict, ...] = ("possible", "impossible", "depends")


def resolve_checks(
    file: ReadFile, elaborator: Elaborator, policies: Mapping[str, Policy], properties: Mapping[str, Property]
) -> tuple[Check, ...]:
    """The runs of the checks of a file, in order. Checks of properties with a recorded problem are left out."""
    found: list[Check] = []
    options = Options(elaborator, policies, file.home)
    for declaration in file.module.declarations:
        if isinstance(declaration, CheckDeclaration):
            found.extend(_runs(declaration, file.home, elaborator, options, properties))
    return tuple(found)


def _runs(
    declaration: CheckDeclaration,
    home: Home,
    el: Elaborator,
    options: Options,
    properties: Mapping[str, Property],
) -> Iterator[Check]:
    name = declaration.name
    declared = el.names.resolve(name.text, name.span, ("property",), home)
    subject = None if declared is None else properties.get(declared.name)
    for run in runs_of(declaration.options):
        conditions = options.conditions(run, () if subject is None else compared(subject.claim))
        expected = options.only(run, ExpectOption)
        if subject is None:
            continue
        if run.under is None:
            _needs_policies(subject, declaration, el)
        span = declaration.span if run.under is None else run.under.span.to(run.own[-1].span)
        yield Check(subject.name, conditions, _expected(subject, expected, el), span)


def _expected(subject: Property, option: ExpectOption | None, el: Elaborator) -> Verdict:
    possible = isinstance(subject.claim, PossibleAct | PossibleState)
    allowed = _EXISTENTIAL if possible else _UNIVERSAL
    if option is None:
        return allowed[0]
    if option.verdict not in allowed:
        listed = ", ".join(f"`{one}`" for one in allowed)
        el.problems.add(
            "RSP280",
            f"`{subject.name}` can never be `{option.verdict}`: it says that something is "
            f"{'possible' if possible else 'always so'}",
            option.span,
            labels=(Label(subject.span, "the property"),),
            help=f"expect one of {listed}",
        )
    return option.verdict


def _needs_policies(subject: Property, declaration: CheckDeclaration, el: Elaborator) -> None:
    """Records a claim about what policies say if neither it nor the check says which policies."""
    norm = next((one for one in parts_of(subject.claim) if is_open_norm(one)), None)
    if norm is not None:
        what, place = f"`{' '.join(norm.span.text.split())}` does not say by which policy", norm.span
    elif isinstance(subject.claim, Dependence | OutsidersCanTell | Monotone):
        what, place = f"property `{subject.name}` asks what policies say", subject.span
    else:
        return
    el.problems.add(
        "RSP284",
        f"{what}, and this check names none",
        declaration.name.span,
        labels=(Label(place, "asked here"),),
        help=f"write `check {declaration.name.text} under …`",
    )


def is_open_norm(one: Expr) -> bool:
    """Whether it speaks of the policies of the check, without a name."""
    return isinstance(one, NormOfAct) and one.policy is None


def parts_of(value: object) -> Iterator[Expr]:
    """All expressions in a claim, a clause, an act or a step (or several of them), with their parts."""
    match value:
        case Expr():
            yield from subexpressions(value)
        case tuple():
            for one in value:
                yield from parts_of(one)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from parts_of(getattr(value, one.name))
        case _:
            return
