"""What random drafts came to as Markdown, for pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.fuzzing.draft_results import DraftsTried
from rspverify.report.drafts_text import drafts_summary, sections
from rspverify.report.fuzz_markdown import opening
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.inert import markdown
from rspverify.report.setting import Setting


def render(report: DraftsReport, setting: Setting) -> str:
    """The whole report. `setting.detail` verbose: every draft."""
    parts = opening("random drafts", drafts_summary(report.files), report)
    for file in report.files:
        parts += _file(file, setting.detail == "verbose")
    return "\n\n".join(parts) + "\n"


def _file(file: DraftsTried, verbose: bool) -> Iterator[str]:
    yield f"### {markdown(file.file)}"
    for title, rows in sections(file, verbose):
        lines = [f"**{markdown(title[:1].upper() + title[1:])}**", ""]
        for head, below in rows:
            lines.append(f"- {markdown(head)}")
            lines += [f"  - {markdown(one)}" for one in below]
        yield "\n".join(lines)
