"""What a story about a run needs to know about its norms, as plain findings; how to say them is not decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.expressions import Expr, Truth
from rspverify.policy.norms import Clause, Duty, Exemption, Permission, Policy, RecurringDuty, SolePermission
from rspverify.semantics import duties, norms
from rspverify.semantics.evaluate import holds
from rspverify.semantics.reasons import Reason, reasons
from rspverify.semantics.run import Environment, Run
from rspverify.trace.values import Act, Place, Value

Part = Literal["binding", "in force", "when", "unless", "provided", "obeyed"]


@dataclass(frozen=True)
class Cause:
    """A part of a clause (or of its policy's head) and what made it true or false. `formula` is None, and there are no
    reasons, for `binding` (the agent is not bound) and `obeyed` (what an order asks for has been done)."""

    part: Part
    formula: Expr | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class AboutAct:
    """How one clause stands to an act.

    `effect`: what the clause does to the act, if it applies (of a sole permission: the half that is active).
    `by`: the clauses that defeat it. `causes`: for `does not apply` the parts that keep it from it; else the parts
    with conditions that make it apply.
    """

    policy: str
    clause: str
    environment: Environment = field(hash=False)
    effect: Literal["forbids", "permits"]
    status: Literal["applies", "is defeated", "does not apply"]
    by: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class OpenDuty:
    """Something owed: since when, and when it falls due (None: never)."""

    policy: str
    clause: str
    environment: Environment = field(hash=False)
    since: int
    due: int | None


@dataclass(frozen=True)
class Change:
    place: Place
    before: Value
    after: Value


def clauses_about(run: Run, policy: Policy, act: Act, i: int) -> tuple[AboutAct, ...]:
    """The prohibitions, orders and permissions of a policy that are about an act in state i, in order."""
    return tuple(
        _about(run, policy, clause, env, act, i)
        for clause in policy.clauses.values()
        if not isinstance(clause.norm, Duty | RecurringDuty | Exemption)
        for env in norms.concerned(run, clause, act)
    )


def _about(run: Run, policy: Policy, clause: Clause, env: Environment, act: Act, i: int) -> AboutAct:
    failing = _failing_head(run, policy, clause, env, i)
    failing_parts = tuple(_conditions(run, clause, env, i, wanted=False))
    sole = isinstance(clause.norm, SolePermission)
    permits = isinstance(clause.norm, Permission) or (sole and not failing_parts)
    if not failing and not sole:
        failing = failing_parts
        if not failing and not norms.applies(run, policy, clause, env, act, i):
            failing = (Cause("obeyed", None, ()),)
    causes = failing or (failing_parts if sole else ()) or tuple(_conditions(run, clause, env, i, wanted=True))
    by = (
        ()
        if failing
        else tuple(
            other.name for other in norms.overriders(policy, clause) if norms.defeats(run, policy, other, act, i)
        )
    )
    return AboutAct(
        policy.name,
        clause.name,
        env,
        "permits" if permits else "forbids",
        "does not apply" if failing else "is defeated" if by else "applies",
        by,
        causes,
    )


def failing(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> tuple[Cause, ...]:
    """What keeps a clause other than an order or a sole permission from applying in state i; none: it applies."""
    return _failing_head(run, policy, clause, env, i) or tuple(_conditions(run, clause, env, i, wanted=False))


def _failing_head(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> tuple[Cause, ...]:
    if not norms.binds(run, policy, norms.agent_in(clause, env)):
        return (Cause("binding", None, ()),)
    if not holds(run, policy.in_force, i, {}):
        return (Cause("in force", policy.in_force, reasons(run, policy.in_force, i, {})),)
    return ()


def _conditions(run: Run, clause: Clause, env: Environment, i: int, wanted: bool) -> Iterator[Cause]:
    """The conditions of a clause that speak for it (`wanted`), or against it."""
    parts: list[tuple[Part, Expr | None]] = [("when", clause.when), ("unless", clause.unless)]
    if isinstance(clause.norm, Permission | SolePermission):
        parts.append(("provided", clause.norm.provided))
    for part, formula in parts:
        if formula is None or isinstance(formula, Truth):
            continue
        for_it = holds(run, formula, i, env) != (part == "unless")
        if for_it == wanted:
            yield Cause(part, formula, reasons(run, formula, i, env))


def open_duties(run: Run, policy: Policy, i: int) -> tuple[OpenDuty, ...]:
    """All that is owed in state i, in order of clauses and members."""
    found = []
    for clause, env in duties.owed_instances(run, policy, i):
        start = duties.opened if isinstance(clause.norm, Duty) else duties.in_force_since
        since = start(run, policy, clause, env, i)
        assert since is not None
        found.append(OpenDuty(policy.name, clause.name, env, since, duties.due(run, policy, clause, env, i)))
    return tuple(found)


def changes(run: Run, step: int) -> tuple[Change, ...]:
    """The places that the step from state `step` changed, in their order."""
    before, after = run.trace.states[step].facts, run.trace.states[step + 1].facts
    return tuple(Change(place, old, after[place]) for place, old in before.items() if after[place] != old)
