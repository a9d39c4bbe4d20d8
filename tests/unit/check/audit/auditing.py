"""Shared by the tests of this folder: what an audit finds in a piece of text, the vocabulary of policies given."""

from __future__ import annotations

from telling import told

from rspverify.check.audit.every import audit
from rspverify.check.audit.finding import Finding, PolicyAudit
from rspverify.check.audit.options import AuditOptions


def audits(text: str, *codes: str) -> dict[str, PolicyAudit]:
    """The audit of each policy, of some codes alone."""
    result = audit(told(text), AuditOptions(select=codes))
    assert not result.diagnostics
    return {policy.policy: policy for policy in result.policies}


def findings(text: str, *codes: str) -> list[Finding]:
    """All findings, in order; each question has an answer."""
    found = audits(text, *codes)
    assert not any(policy.untold for policy in found.values())
    return [finding for policy in found.values() for finding in policy.findings]


def clauses(text: str, code: str) -> list[tuple[str, ...]]:
    """The clauses that the open findings of one code name."""
    return [one.clauses for one in findings(text, code) if one.accepted is None and one.code == code]
