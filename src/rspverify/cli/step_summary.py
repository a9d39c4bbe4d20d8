"""The summary of a step of GitHub Actions: Markdown at the end of a file that the runner names."""

from __future__ import annotations

from rspverify.cli.write import unwritable
from rspverify.report.document import RunReport
from rspverify.report.markdown import render_markdown
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import SourceError

_ROOM = 900_000
"""GitHub refuses summaries of more than a mebibyte."""


def append_summary(path: str, report: RunReport, setting: Setting) -> None:
    """Appends the report to what other commands of the step have written. Raises `SourceError`."""
    text = render_markdown(report, setting, _ROOM)
    try:
        with open(path, "ab") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError) as error:
        raise SourceError([unwritable(path, error)]) from None
