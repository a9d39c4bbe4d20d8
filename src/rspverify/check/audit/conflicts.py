"""RSP401: two clauses of which one forbids what the other permits, and neither gives way.

What: a reachable state and an act (possible or not) to which a prohibition and a permission of the policy both apply
undefeated. One finding for each two clauses. A sole permission gives way by its meaning, and makes no conflict.
Why: the prohibition wins by the rules of the language; whether the authors mean that, the text does not say.
Formula: reachable(s) and forbids_c(ACT, s) and permits_d(ACT, s), neither defeated.
Example: `l must not train(l, m) when dangerous(m)` beside `l may train(l, m) when tested(m)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited, Excluded, Reached, Unsettled, look
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.lens import Lens, both, lenses, negated
from rspverify.check.audit.plain import written_name
from rspverify.check.audit.saying import act_text, excerpt, some, untold
from rspverify.policy.expressions import Truth
from rspverify.policy.norms import Permission

CODE = "RSP401"


def conflicts(audited: Audited) -> Iterator[Finding | Untold]:
    """Each two clauses that can conflict about an act."""
    told: set[tuple[str, str]] = set()
    for action in audited.project.world.actions:
        views = lenses(audited.project.world, audited.plain, action)
        for one in views:
            for other in views:
                pair = written_name(one.clause), written_name(other.clause)
                if pair in told or not _may_conflict(one, other):
                    continue
                for found in _conflict(audited, one, other, *pair):
                    told.add(pair)
                    yield found


def _may_conflict(one: Lens, other: Lens) -> bool:
    """Whether it takes more than a look at the text: one may forbid, the other permit, and neither overrides the
    other."""
    return (
        one.forbids != Truth(False)
        and isinstance(other.clause.norm, Permission)
        and one.clause.name not in other.clause.overrides
        and other.clause.name not in one.clause.overrides
    )


def _conflict(audited: Audited, one: Lens, other: Lens, forbids: str, permits: str) -> Iterator[Finding | Untold]:
    stand = both(one.forbids, negated(one.defeated), other.permits, negated(other.defeated))
    act = act_text(audited.project.world, one.action)
    outcome = look(audited, stand, one.parameters)
    match outcome:
        case Reached(only=only):
            policy = audited.policy
            ending = f"{forbids} forbids {outcome.act(one.action)}, {permits} permits it, and neither gives way"
            yield Finding(
                CODE,
                policy.name,
                (forbids, permits),
                f"`{forbids}` forbids {act} where `{permits}` permits it, and neither gives way to the other",
                policy.clauses[permits].span,
                some(only, "the prohibition wins; say with `overrides` which of the two is meant to"),
                excerpts=(excerpt(policy, forbids, "forbids it"), excerpt(policy, permits, "permits it")),
                stories=(outcome.story(ending),),
            )
        case Unsettled():
            about = f"whether `{forbids}` and `{permits}` can conflict about {act}"
            yield from untold(audited, CODE, about, outcome, audited.policy.clauses[permits])
        case Excluded():
            pass
