"""What an audit comes to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.check.results import Excerpt, ProofNote, Story
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Accepted:
    """That somebody lets a finding stand: `reason` in their words, and where they say so."""

    reason: str
    span: Span


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a policy, or that its authors should know.

    `code` is one of RSP4xx. `clauses`: names within `policy` of those concerned, the first one to blame; empty where it
    is about the policy as a whole. `message` is one sentence, lower case, without a period; `details` say more.
    `subject`: what tells it apart from others of the same code about the same clauses. `stories` show it, replayed;
    `proofs` prove it; one of the two is there unless it follows from the text or from checks that were run.
    """

    code: str
    policy: str
    clauses: tuple[str, ...]
    message: str
    span: Span
    details: tuple[str, ...] = ()
    subject: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    stories: tuple[Story, ...] = ()
    proofs: tuple[ProofNote, ...] = ()
    accepted: Accepted | None = None


@dataclass(frozen=True)
class Untold:
    """A question of the audit that has no answer: `about` what, in words, and why. `fault`: it is our own."""

    code: str
    policy: str
    about: str
    reason: str
    span: Span
    fault: bool = False


@dataclass(frozen=True)
class Share:
    """How much the exceptions of a prohibition open, as an exact count (`shares`). `conditions`: those that count, as
    they are written; `cases`: their combinations that can be; `covered`: those in which the prohibition would apply
    but for its exceptions; `opened`: those of them in which it does not. `reason`: why there is no count (then the
    numbers are zero)."""

    policy: str
    clause: str
    conditions: tuple[str, ...]
    cases: int
    covered: int
    opened: int
    span: Span
    reason: str = ""


@dataclass(frozen=True)
class PolicyAudit:
    """One policy. `seconds`: how long it took."""

    policy: str
    wording: str
    span: Span
    findings: tuple[Finding, ...]
    untold: tuple[Untold, ...]
    shares: tuple[Share, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def cases_covered(self) -> int:
        """In how many cases the prohibitions of the policy would apply but for their exceptions, clause by clause."""
        return sum(share.covered for share in self.shares)

    @property
    def cases_opened(self) -> int:
        """In how many of these exceptions take the prohibition away."""
        return sum(share.opened for share in self.shares)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has accepted."""
        return tuple(one for one in self.findings if one.accepted is None)


@dataclass(frozen=True)
class Audit:
    """One project: its audited policies, and what keeps its world from being looked at (then there are none)."""

    file: str
    policies: tuple[PolicyAudit, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one for policy in self.policies for one in policy.findings)
