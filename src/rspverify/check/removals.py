"""A project without one of its rules: a clause, or one condition, proviso, exception or override of a clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from rspverify.check.mentions import speaks_of_clause
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.policy.expressions import And, Expr, Or, Truth
from rspverify.policy.norms import Clause, Exemption, Permission, Policy, SolePermission
from rspverify.source.spans import Span

Kind = Literal["clause", "condition", "exception", "proviso", "override", "axiom", "assumption"]


@dataclass(frozen=True)
class Removal:
    """What is taken away. `name`: the clause (qualified), the axiom or the assumption; `text`: the part of it, as it is
    written, empty for the whole. `left`: the project without it, and the conditions of the check."""

    kind: Kind
    name: str
    text: str
    wording: str
    span: Span
    left: tuple[Project, Conditions] = field(repr=False)


def clauses_removed(project: Project, conditions: Conditions, policies: tuple[str, ...]) -> Iterator[Removal]:
    """Each clause of the policies taken away."""
    for policy in (project.policies[name] for name in policies):
        for clause in policy.clauses.values():
            left = _with(project, without(policy, clause.name)), conditions
            yield Removal("clause", f"{policy.name}.{clause.name}", "", clause.wording, clause.span, left)


def without(policy: Policy, gone: str) -> Policy:
    """The policy without a clause, and without what is said of overriding it."""
    kept = {
        name: replace(clause, overrides=tuple(other for other in clause.overrides if other != gone))
        for name, clause in policy.clauses.items()
        if name != gone
    }
    return replace(policy, clauses=kept)


def parts_removed(project: Project, conditions: Conditions, policies: tuple[str, ...]) -> Iterator[Removal]:
    """Each single condition, exception, proviso and override of a clause taken away."""
    for policy in (project.policies[name] for name in policies):
        for clause in policy.clauses.values():
            for kind, text, span, less in _less(clause):
                changed = replace(policy, clauses={**policy.clauses, clause.name: less})
                left = _with(project, changed), conditions
                yield Removal(kind, f"{policy.name}.{clause.name}", text, clause.wording, span, left)


def statements_removed(
    project: Project, conditions: Conditions, axioms: tuple[str, ...], assumptions: tuple[str, ...]
) -> Iterator[Removal]:
    """Each of these axioms and assumptions taken away."""
    world = project.world
    for axiom in world.axioms:
        if axiom.name in axioms:
            less = replace(world, axioms=tuple(other for other in world.axioms if other is not axiom))
            yield Removal(
                "axiom", axiom.name, "", axiom.wording, axiom.span, (replace(project, world=less), conditions)
            )
    for name in (name for name in conditions.assuming if name in assumptions):
        assumed = world.assumptions[name]
        fewer = replace(conditions, assuming=tuple(other for other in conditions.assuming if other != name))
        yield Removal("assumption", name, "", assumed.wording, assumed.span, (project, fewer))


def spoken_of(project: Project, asked: Property, conditions: Conditions, removal: Removal) -> bool:
    """Whether the claim, or a rule that stays, speaks of the clause that is taken away: without it these would have no
    meaning."""
    if removal.kind != "clause":
        return False
    policy, _, clause = removal.name.rpartition(".")
    left, _ = removal.left
    tolerated = any((one.policy, one.clause) == (policy, clause) for one in conditions.tolerated)
    return tolerated or speaks_of_clause(policy, clause, asked.claim, left.world, left.policies)


def _with(project: Project, policy: Policy) -> Project:
    return replace(project, policies={**project.policies, policy.name: policy})


def _less(clause: Clause) -> Iterator[tuple[Kind, str, Span, Clause]]:
    for text, span, rest in _each_left_out(clause.when, And):
        yield "condition", text, span, replace(clause, when=rest)
    for text, span, rest in _each_left_out(clause.unless, Or):
        yield "exception", text, span, replace(clause, unless=rest)
    norm = clause.norm
    if isinstance(norm, Permission | SolePermission) and norm.provided is not None:
        for text, span, rest in _each_left_out(norm.provided, And):
            provided = None if isinstance(rest, Truth) else rest
            yield "proviso", text, span, replace(clause, norm=replace(norm, provided=provided))
    # An exemption that overrides nothing would be none.
    if not isinstance(norm, Exemption) or len(clause.overrides) > 1:
        for name in clause.overrides:
            others = tuple(other for other in clause.overrides if other != name)
            yield "override", name, clause.span, replace(clause, overrides=others)


def _each_left_out(formula: Expr, joined: type[And | Or]) -> Iterator[tuple[str, Span, Expr]]:
    """Each of the joined formulas with all others; without any, what is absent: true for `and`, false for `or`."""
    parts = _flat(formula, joined)
    for number, part in enumerate(parts):
        others = tuple(other for at, other in enumerate(parts) if at != number)
        rest = Truth(joined is And) if not others else others[0] if len(others) == 1 else joined(others)
        yield _written(part), part.span, rest


def _flat(formula: Expr, joined: type[And | Or]) -> list[Expr]:
    if isinstance(formula, joined):
        return [part for operand in formula.operands for part in _flat(operand, joined)]
    return [] if formula == Truth(joined is And) else [formula]


def _written(formula: Expr) -> str:
    return " ".join(formula.span.text.split())
