"""What random drafts came to as Markdown, for pull requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.fuzzing.draft_results import DraftsTried
from rspverify.report.drafts_text import drafts_summary, sections
from rspverify.report.inert import markdown


def render_drafts_markdown(found: Sequence[DraftsTried], exit_code: int) -> str:
    """The report of a run of `fuzz --drafts`."""
    parts = ["## rspverify: random drafts", f"{markdown(drafts_summary(found))}. Exit code {exit_code}."]
    for file in found:
        parts += _file(file)
    return "\n\n".join(parts) + "\n"


def _file(file: DraftsTried) -> Iterator[str]:
    yield f"### {markdown(file.file)}"
    for title, rows in sections(file, False):
        lines = [f"**{markdown(title[:1].upper() + title[1:])}**", ""]
        for head, below in rows:
            lines.append(f"- {markdown(head)}")
            lines += [f"  - {markdown(one)}" for one in below]
        yield "\n".join(lines)
