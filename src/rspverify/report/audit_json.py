"""What an audit found, for machines (`schema.json`, `audit_report`)."""

from __future__ import annotations

from rspverify.check.audit.finding import Audit, Finding, PolicyAudit, Share, Untold
from rspverify.check.results import Excerpt
from rspverify.report.audit_report import AuditReport
from rspverify.report.json import (
    Json,
    diagnostic_to_json,
    dump,
    head_to_json,
    place_to_json,
    proof_to_json,
    story_to_json,
    text_to_json,
)
from rspverify.report.setting import Setting


def render(report: AuditReport, setting: Setting) -> str:
    """The whole report."""
    policies = [policy for audit in report.audits for policy in audit.policies]
    document = head_to_json("audit", setting.version, report.exit_code) | {
        "audits": [audit_to_json(audit) for audit in report.audits],
        "diagnostics": [diagnostic_to_json(one) for one in report.diagnostics],
        "times": {policy.policy: round(policy.seconds, 3) for policy in policies},
    }
    return dump(document)


def audit_to_json(audit: Audit) -> Json:
    """The audit of one file."""
    return {
        "path": text_to_json(audit.file),
        "policies": [_policy(policy) for policy in audit.policies],
        "diagnostics": [diagnostic_to_json(one) for one in audit.diagnostics],
    }


def _policy(policy: PolicyAudit) -> Json:
    return {
        "policy": policy.policy,
        "wording": text_to_json(policy.wording),
        "place": place_to_json(policy.span),
        "findings": [_finding(one) for one in policy.findings],
        "untold": [_untold(one) for one in policy.untold],
        "shares": [_share(one) for one in policy.shares],
        "cases_covered": policy.cases_covered,
        "cases_opened": policy.cases_opened,
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "clauses": list(finding.clauses),
        "subject": text_to_json(finding.subject),
        "message": text_to_json(finding.message),
        "details": [text_to_json(one) for one in finding.details],
        "place": place_to_json(finding.span),
        "excerpts": [_excerpt(one) for one in finding.excerpts],
        "stories": [story_to_json(one) for one in finding.stories],
        "proofs": [proof_to_json(one) for one in finding.proofs],
        "accepted": None
        if finding.accepted is None
        else {"reason": text_to_json(finding.accepted.reason), "place": place_to_json(finding.accepted.span)},
    }


def _excerpt(excerpt: Excerpt) -> Json:
    return {
        "clause": excerpt.clause,
        "why": text_to_json(excerpt.why),
        "place": place_to_json(excerpt.span),
        "text": text_to_json(excerpt.span.text),
    }


def _untold(one: Untold) -> Json:
    return {
        "code": one.code,
        "about": text_to_json(one.about),
        "reason": text_to_json(one.reason),
        "place": place_to_json(one.span),
        "fault": one.fault,
    }


def _share(share: Share) -> Json:
    return {
        "clause": share.clause,
        "conditions": [text_to_json(one) for one in share.conditions],
        "cases": share.cases,
        "covered": share.covered,
        "opened": share.opened,
        "reason": text_to_json(share.reason),
        "place": place_to_json(share.span),
    }
