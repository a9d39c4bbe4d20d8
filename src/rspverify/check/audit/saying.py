"""Clauses, acts and conditions in the words of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rspverify.check.audit.asking import Audited, Unsettled
from rspverify.check.audit.finding import Untold
from rspverify.check.results import Excerpt
from rspverify.policy.expressions import Expr, Truth
from rspverify.policy.norms import Clause, Permission, Policy, SolePermission
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Act


def act_text(world: World, action: str) -> str:
    """`` `train(l, m)` ``, with the names of the declaration."""
    shown = ", ".join(parameter.shown for parameter in world.actions[action].parameters)
    return f"`{action}({shown})`" if shown else f"`{action}`"


def concrete_text(act: Act) -> str:
    """`` `train(anthropic, model_1)` ``."""
    shown = ", ".join(str(argument) for argument in act.arguments)
    return f"`{act.action}({shown})`" if shown else f"`{act.action}`"


def listed(names: Iterable[str], joined: str = "and") -> str:
    """`` `a`, `b` and `c` ``."""
    *most, last = [f"`{name}`" for name in names]
    return f"{', '.join(most)} {joined} {last}" if most else last


def conditions_text(clause: Clause) -> str:
    """The conditions of a clause as they are written; empty where it has none."""
    provided = clause.norm.provided if isinstance(clause.norm, Permission | SolePermission) else None
    when = "only when" if isinstance(clause.norm, SolePermission) else "when"
    parts: list[tuple[str, Expr | None]] = [(when, clause.when), ("unless", clause.unless), ("provided", provided)]
    return " ".join(
        f"{word} {text(formula)}" for word, formula in parts if formula is not None and not isinstance(formula, Truth)
    )


def text(formula: Expr) -> str:
    """A formula as its author wrote it, on one line."""
    return " ".join(formula.span.text.split())


def excerpt(policy: Policy, name: str, why: str = "") -> Excerpt:
    """The words of a clause."""
    return Excerpt(f"{policy.name}.{name}", why, policy.clauses[name].span)


def some(*sentences: str) -> tuple[str, ...]:
    """Those that say something."""
    return tuple(sentence for sentence in sentences if sentence)


def untold(
    audited: Audited, code: str, about: str, outcome: Unsettled, clause: Clause | None = None
) -> Iterator[Untold]:
    """That a question has no answer."""
    span = audited.policy.span if clause is None else clause.span
    yield Untold(code, audited.policy.name, about, outcome.reason, span, outcome.fault)
