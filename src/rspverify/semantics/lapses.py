"""Why a duty is not owed where an act that would fulfil it is missed: for stories in which a deadline passes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.semantics import duties, norms, occurrences
from rspverify.semantics.explain import Cause, failing
from rspverify.semantics.run import Environment, Run, environments


@dataclass(frozen=True)
class Lapse:
    """A duty that is not owed. `what`: in state `index` it did not begin, although an occurrence that it waits for led
    there; it ended; or, of a duty that waits for none, it does not apply.

    `by`: the clauses that defeat it there; `causes`: what else keeps it from applying. Neither: it is fulfilled.
    """

    policy: str
    clause: str
    environment: Environment = field(hash=False)
    what: Literal["did not begin", "ended", "did not apply"]
    index: int
    by: tuple[str, ...]
    causes: tuple[Cause, ...]


def lapses(
    run: Run, policy: Policy, wanted: Sequence[occurrences.Pattern], since: int, until: int
) -> tuple[Lapse, ...]:
    """The duties of a policy that some act that fits `wanted` would fulfil, and that are not owed in state `until`,
    as they stood from state `since` on; in order of clauses and members. Raises `SemanticsError`."""
    return tuple(
        lapse
        for clause in policy.clauses.values()
        if isinstance(clause.norm, Duty | RecurringDuty)
        for env in environments(run.universe, clause.variables)
        if fulfilled_by(run, clause, env, wanted, until)
        for lapse in _lapse(run, policy, clause, env, since, until)
    )


def fulfilled_by(run: Run, clause: Clause, env: Environment, wanted: Sequence[occurrences.Pattern], i: int) -> bool:
    """Some act that fits `wanted` would fulfil a duty in state i."""
    return any(
        occurrences.overlap(occurrences.pattern(run, act, i, env), one) for act in clause.norm.acts for one in wanted
    )


def _lapse(run: Run, policy: Policy, clause: Clause, env: Environment, since: int, until: int) -> Iterator[Lapse]:
    """One, or none where the duty is owed or nothing that it waits for has happened."""
    owed = [i for i in range(since, until + 1) if duties.owed(run, policy, clause, env, i)]
    triggers = clause.norm.triggers if isinstance(clause.norm, Duty) else ()
    what: Literal["did not begin", "ended", "did not apply"]
    match owed:
        case [*_, last] if last == until:
            return
        case [*_, last]:
            what, index = "ended", last + 1
        case _ if triggers:
            happened = (
                i
                for i in range(max(since, 1), until + 1)
                if any(occurrences.matches(run, one, i - 1, i, env) for one in triggers)
            )
            first = next(happened, None)
            if first is None:
                return
            what, index = "did not begin", first
        case _:
            what, index = "did not apply", until
    fulfilled = what == "ended" and isinstance(clause.norm, Duty) and duties.fulfils(run, clause, env, index - 1)
    by = () if fulfilled else _defeating(run, policy, clause, env, index)
    causes = () if fulfilled else failing(run, policy, clause, env, index)
    if what == "ended" and isinstance(clause.norm, Duty) and not clause.norm.lasting:
        # Once such a duty is open, its conditions play no part any more.
        causes = tuple(one for one in causes if one.part in ("binding", "in force"))
    yield Lapse(policy.name, clause.name, env, what, index, by, causes)


def _defeating(run: Run, policy: Policy, clause: Clause, env: Environment, i: int) -> tuple[str, ...]:
    """The clauses by which a duty is wholly defeated."""
    if not norms.wholly_defeated(run, policy, clause, env, i):
        return ()
    acts = [act for judged in clause.judged for act in occurrences.acts(run, occurrences.pattern(run, judged, i, env))]
    return tuple(
        other.name
        for other in norms.overriders(policy, clause)
        if any(norms.defeats(run, policy, other, act, i) for act in acts)
    )
