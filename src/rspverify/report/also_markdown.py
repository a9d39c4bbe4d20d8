"""What a run of `check` did besides, as folded sections of the Markdown report."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.report.also import Also
from rspverify.report.inert import block, inside_html
from rspverify.report.style import Style


def also_sections(also: Also) -> Iterator[str]:
    """One for each comparison and for each file with policies, in the words of the text reports."""
    if also.comparisons:
        from rspverify.report.diff_text import diff_summary, render_diff

        for diff in also.comparisons:
            yield _folded(f"Changes: {diff_summary(diff)}", render_diff(diff, Style(), False))
    if also.audits:
        from rspverify.report.audit_text import audit_summary, render_audit

        for audit in also.audits:
            if audit.policies:
                yield _folded(f"Audit of {audit.file}: {audit_summary([audit])}", render_audit(audit, Style()))


def _folded(title: str, text: str) -> str:
    return f"<details>\n\n<summary>{inside_html(title)}</summary>\n\n{block(text)}\n\n</details>"
