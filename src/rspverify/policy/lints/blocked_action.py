"""RSP308: an act that an axiom or the range of a number can make impossible, though its `requires` does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.expressions import Expr, FactOf, Num
from rspverify.policy.sorts import IntSort
from rspverify.policy.vocabulary import Action, Effect, World
from rspverify.policy.walk import subexpressions
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each action with an effect on a fact that an axiom speaks of, or that may leave its range. What
    `requires` rules out is not looked into: that takes a solver, and this names what *can* block."""
    for project in projects:
        for action in project.world.actions.values():
            blocking = [*_axioms(project.world, action), *_ranges(project.world, action)]
            if blocking:
                yield Diagnostic(
                    "RSP308",
                    f"`{action.name}` cannot happen where {' or '.join(blocking)} would no longer be true after it",
                    action.span,
                    help="where that is meant, say it with `requires`, so that readers of the act see it as well",
                )


def _axioms(world: World, action: Action) -> Iterator[str]:
    written = {effect.fact for effect in action.effects}
    for axiom in world.axioms:
        if not written.isdisjoint(_facts(axiom.formula)):
            yield f"the axiom `{axiom.name}`"


def _ranges(world: World, action: Action) -> Iterator[str]:
    blocked = {effect.fact: None for effect in action.effects if _may_leave(world, effect)}
    for fact in blocked:
        yield f"the range of `{fact}`"


def _may_leave(world: World, effect: Effect) -> bool:
    """Whether the value is computed: a number as such is of the range, or an error of its own."""
    match world.facts[effect.fact].sort, effect.value:
        case IntSort(int(), int()), Expr() as value:
            return not isinstance(value, Num)
        case _:
            return False


def _facts(formula: Expr) -> set[str]:
    return {part.fact for part in subexpressions(formula) if isinstance(part, FactOf)}
