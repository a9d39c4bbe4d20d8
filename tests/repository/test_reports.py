"""The reports in `docs/reports` say what the policies in `specs` say now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repository.reports import COMMANDS, FOLDER, head, made

REPORTS = [FOLDER / name for name in COMMANDS]


def test_there_are_reports() -> None:
    assert all(path.exists() for path in REPORTS)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_no_report_is_older_than_its_policies(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(head(COMMANDS[path.name])), f"python -m tests.repository.reports {path.name}"


@pytest.mark.skipif(
    not os.environ.get("RSPVERIFY_NIGHTLY"), reason="takes a minute; .ci/nightly sets RSPVERIFY_NIGHTLY"
)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_reports_are_made_again(path: Path) -> None:
    assert made(COMMANDS[path.name]) == path.read_text(encoding="utf-8")
