"""RSP403: a duty that falls due where nothing that would fulfil it is both possible and permitted.

What: a state of a complying run in which a bound agent's duty falls due now, and no act that fulfils it is possible and
permitted by the policy.
Why: the agent breaks the policy whatever it does; and what is proved of complying runs is hollow beyond that point.
Formula: `P can always be complied with` is violated.
Example: `l must train(l, m) within 3 days after order(l, m)` beside `l must not train(l, m) when dangerous(m)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited, Excluded, Reached, Unsettled, ask_for_run
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.saying import excerpt, some, untold
from rspverify.policy.claims import CanComply
from rspverify.policy.norms import Duty, Policy, RecurringDuty

CODE = "RSP403"


def dead_ends(audited: Audited) -> Iterator[Finding | Untold]:
    """The shortest way into one, if there is any."""
    policy = audited.policy
    if not has_deadlines(policy):
        return
    outcome = ask_for_run(audited, CanComply(policy.name))
    match outcome:
        case Reached(judged=judged, only=only):
            assert judged.evidence is not None and judged.evidence.confirmed.duty is not None
            clause = judged.evidence.confirmed.duty[1]
            yield Finding(
                CODE,
                policy.name,
                (clause,),
                f"`{clause}` can fall due where nothing that fulfils it is both possible and permitted",
                policy.clauses[clause].span,
                some(only),
                excerpts=(excerpt(policy, clause, "falls due"),),
                stories=(outcome.story(),),
            )
        case Unsettled():
            yield from untold(audited, CODE, f"whether `{policy.name}` can always be complied with", outcome)
        case Excluded():
            pass


def has_deadlines(policy: Policy) -> bool:
    """Whether anything can fall due."""
    return any(
        isinstance(clause.norm, RecurringDuty) or (isinstance(clause.norm, Duty) and clause.norm.deadline is not None)
        for clause in policy.clauses.values()
    )
