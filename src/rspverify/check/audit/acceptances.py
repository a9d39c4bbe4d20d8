"""RSP413: an acceptance that accepts nothing.

What: `accept CODE "reason"` in a clause lets findings of this code that name the clause stand, in each policy that
holds the clause; in a policy, all findings of this code about the policy. One that meets no finding is a finding,
in the policy whose own text holds it, unless the audit left the question open or was not asked it.
Why: an acceptance that is left behind would hide the finding if it came back.
Formula: none.
Example: `accept RSP404 "kept for the record"` in a clause that applies again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rspverify.check.audit.finding import Accepted, Finding, Untold
from rspverify.policy.norms import Acceptance, Policy

CODE = "RSP413"


def accepted(policy: Policy, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those with an acceptance marked."""
    return tuple(_marked(policy, finding) for finding in findings)


def _marked(policy: Policy, finding: Finding) -> Finding:
    for acceptance, clause in _all(policy):
        if _lets(acceptance, clause, finding):
            return replace(finding, accepted=Accepted(acceptance.reason, acceptance.span))
    return finding


def stale(
    policy: Policy, findings: Sequence[Finding], untold: Sequence[Untold], looked_for: frozenset[str]
) -> Iterator[Finding]:
    """The acceptances of a policy's own text that meet no finding, of the codes that were looked for."""
    left_open = {one.code for one in untold}
    for acceptance, clause in _all(policy):
        own = clause == "" or policy.clauses[clause].origin == policy.name
        settled = acceptance.code in looked_for and acceptance.code not in left_open
        if own and settled and not any(_lets(acceptance, clause, finding) for finding in findings):
            where = f"in `{clause}`" if clause else f"in `{policy.name}`"
            yield Finding(
                CODE,
                policy.name,
                (clause,) if clause else (),
                f"{acceptance.code} is accepted {where}, and there is no such finding",
                acceptance.span,
                (f"the reason given was: {acceptance.reason}",),
                subject=acceptance.code,
            )


def codes(policy: Policy) -> frozenset[str]:
    """The codes that are accepted somewhere in a policy."""
    return frozenset(acceptance.code for acceptance, _ in _all(policy))


def _all(policy: Policy) -> Iterator[tuple[Acceptance, str]]:
    """Each acceptance with the clause in which it stands; those of the policy itself last."""
    for clause in policy.clauses.values():
        yield from ((one, clause.name) for one in clause.accepts)
    yield from ((one, "") for one in policy.accepts)


def _lets(acceptance: Acceptance, clause: str, finding: Finding) -> bool:
    return acceptance.code == finding.code and (not clause or clause in finding.clauses)
