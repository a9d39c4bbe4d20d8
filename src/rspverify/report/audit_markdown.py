"""What an audit found, as Markdown: a table of policies, then each finding, folded."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.finding import Finding, PolicyAudit
from rspverify.report.audit_report import AuditReport
from rspverify.report.audit_text import audit_summary, render_finding, share_words
from rspverify.report.inert import block, code, inside_html, markdown
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from rspverify.source.render import render_diagnostic

_HEAD = ("| Policy | Findings | Accepted | Without an answer |", "|---|---|---|---|")


def render(report: AuditReport, setting: Setting) -> str:
    """The whole report. `setting.detail` verbose: whole stories and proofs."""
    policies = [policy for audit in report.audits for policy in audit.policies]
    parts = ["## rspverify audit"]
    parts.append(f"{markdown(audit_summary(report.audits, report.interrupted))}. Exit code {report.exit_code}.")
    if report.interrupted:
        parts.append("**Interrupted:** what was finished stands below.")
    parts += [block(render_diagnostic(one)) for one in report.every_diagnostic]
    if policies:
        parts.append("\n".join([*_HEAD, *map(_row, policies)]))
    for policy in policies:
        parts += _policy(policy, setting.detail == "verbose")
    return "\n\n".join(parts) + "\n"


def _row(policy: PolicyAudit) -> str:
    accepted = len(policy.findings) - len(policy.open)
    cells = (code(policy.policy), str(len(policy.open)), str(accepted), str(len(policy.untold)))
    return f"| {' | '.join(cells)} |"


def _policy(policy: PolicyAudit, verbose: bool) -> Iterator[str]:
    for one in policy.open:
        yield _folded(policy, one, verbose)
    for untold in policy.untold:
        told = f"{untold.code}: it could not be told {untold.about}: {untold.reason}"
        yield f"- {code(policy.policy)}: {markdown(told)}"
    accepted = [
        f"- {code(policy.policy)}: {markdown(f'{one.code}: {one.message}')}. Because: {markdown(one.accepted.reason)}"
        for one in policy.findings
        if one.accepted is not None
    ]
    if accepted:
        yield "\n".join(["Accepted:", "", *accepted])
    shares = [
        f"- {code(f'{policy.policy}.{share.clause}')}: {markdown(share_words(share))}"
        for share in policy.shares
        if share.opened or share.reason
    ]
    if shares:
        yield "\n".join(["How much exceptions open:", "", *shares])


def _folded(policy: PolicyAudit, one: Finding, verbose: bool) -> str:
    title = f"{policy.policy}: {one.code}: {one.message}"
    text = block("\n".join(render_finding(one, Style(), verbose)))
    return "\n\n".join(["<details>", f"<summary>{inside_html(title)}</summary>", text, "</details>"])
